"""A surface: the paired difference of two regimes as a smooth function of the effects and levers, for each outcome.

A Gaussian process that was fitted to kept runs (`fit`), as plain numbers: a constant, a slope for each coordinate, and
a bell around each point that was run. It is kept as JSON; arrays are little-endian and base64, so that pages read them.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scenarios.errors import InputError, Problem
from simulate.arrays import FloatArray

FORMAT = 1
FINE, COARSE = 10_000, 97
"""Steps of a coordinate: of a point that was run, and of a draw of a belief, which must fit into one byte."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A contested effect, in the unit of its row. note: what it means. half, middle, logarithmic, least, most: its
    coordinate, as `scale.Scale` has it, in that unit.
    """

    name: str
    title: str
    note: str
    unit: str
    low: float
    high: float
    value: float
    middle: float
    half: float
    logarithmic: bool
    least: float
    most: float

    def coordinate(self, value: float) -> float:
        """The coordinate of a value."""
        at = float(np.log(value)) if self.logarithmic else value
        return min(max((at - self.middle) / self.half, self.least), self.most)


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever of the other regime. value: what it is there."""

    name: str
    title: str
    low: float
    high: float
    by: float
    value: float

    def coordinate(self, value: float) -> float:
        """-1 at its low end, 1 at its high end."""
        return 2 * (value - self.low) / (self.high - self.low) - 1


@dataclass(frozen=True, slots=True)
class Held:
    """A belief. values: of the effects, central, in the unit of each. draws: (draws, effects), coordinates."""

    name: str
    label: str
    who: str
    sentence: str
    values: tuple[float, ...]
    draws: FloatArray


@dataclass(frozen=True, slots=True)
class Shape:
    """The surface of one outcome, for England, and how far off it is.

    constant, slopes, height, lengths: of the process; weights: (points,). base: level under the base, everything drawn.
    error: root mean square of what it misses a run by that it was not fitted to, chance of that run included. shift,
    spread: mean and standard deviation of what the parameters add that are held at their central values here.
    """

    outcome: str
    label: str
    noun: str
    unit: str
    countable: bool
    base: float
    constant: float
    slopes: FloatArray
    height: float
    lengths: FloatArray
    weights: FloatArray
    error: float
    shift: float
    spread: float


@dataclass(frozen=True, slots=True)
class Surface:
    """A surface. name: of base and other. base, other: name, label, title, tests, and whether it obliges. made: how.

    points: (points, effects and levers), where it was run.
    """

    name: str
    base: Mapping[str, Any]
    other: Mapping[str, Any]
    made: Mapping[str, Any]
    effects: tuple[Effect, ...]
    levers: tuple[Lever, ...]
    beliefs: tuple[Held, ...]
    shapes: tuple[Shape, ...]
    points: FloatArray

    def at(self, x: FloatArray) -> FloatArray:
        """Differences at coordinates. x: (n, effects and levers) -> (n, outcomes)."""
        made = np.empty((len(x), len(self.shapes)))
        for index, one in enumerate(self.shapes):
            a, b = x / one.lengths, self.points / one.lengths
            far = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
            bells = np.exp(-0.5 * np.maximum(far, 0.0)) @ one.weights
            made[:, index] = one.constant + x @ one.slopes + one.height * bells
        return made

    def belief(self, name: str) -> Held:
        """A belief by its name. Raises KeyError."""
        return {one.name: one for one in self.beliefs}[name]


def pack(array: FloatArray, kind: str, scale: float = 1.0) -> dict[str, Any]:
    """An array as JSON takes it."""
    whole = np.rint(array * scale) if kind.startswith("i") else array
    content = np.ascontiguousarray(whole, np.dtype(f"<{kind}")).tobytes()
    return {"kind": kind, "scale": scale, "shape": list(array.shape), "data": base64.b64encode(content).decode()}


def unpack(plain: Mapping[str, Any]) -> FloatArray:
    """The array again."""
    flat = np.frombuffer(base64.b64decode(plain["data"]), np.dtype(f"<{plain['kind']}"))
    return flat.astype(np.float64).reshape(plain["shape"]) / float(plain["scale"])


def plain(surface: Surface) -> dict[str, Any]:
    """The surface as JSON takes it."""
    shapes = [
        {key: value for key, value in asdict(one).items() if key not in ("slopes", "lengths", "weights")}
        | {"slopes": pack(one.slopes, "f4"), "lengths": pack(one.lengths, "f4"), "weights": pack(one.weights, "f4")}
        for one in surface.shapes
    ]
    beliefs = [asdict(one) | {"draws": pack(one.draws, "i1", COARSE)} for one in surface.beliefs]
    return {
        "format": FORMAT, "name": surface.name, "base": dict(surface.base), "other": dict(surface.other),
        "made": dict(surface.made), "effects": [asdict(one) for one in surface.effects],
        "levers": [asdict(one) for one in surface.levers], "beliefs": beliefs, "shapes": shapes,
        "points": pack(surface.points, "i2", FINE),
    }  # fmt: skip


def of_plain(found: Mapping[str, Any]) -> Surface:
    """The surface again. Raises KeyError, TypeError or ValueError where it is none."""
    shapes = [
        Shape(**{**one, **{name: unpack(one[name]) for name in ("slopes", "lengths", "weights")}})
        for one in found["shapes"]
    ]
    beliefs = [
        Held(**{**one, "values": tuple(one["values"]), "draws": unpack(one["draws"])}) for one in found["beliefs"]
    ]
    effects, levers = (Effect(**one) for one in found["effects"]), (Lever(**one) for one in found["levers"])
    return Surface(
        found["name"], found["base"], found["other"], found["made"], tuple(effects), tuple(levers), tuple(beliefs),
        tuple(shapes), unpack(found["points"]),
    )  # fmt: skip


def read(path: Path) -> Surface:
    """A surface from its file. Raises InputError where it is none, or of another format."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            said = f"is of format {found['format']!r}; this version reads {FORMAT}: prepare it anew"
            raise InputError(Problem(str(path), None, None, "", said))
        return of_plain(found)
    except OSError as fault:
        raise InputError(Problem(str(path), None, None, "", f"cannot be read: {fault.strerror or fault}")) from None
    except (KeyError, TypeError, ValueError):
        raise InputError(Problem(str(path), None, None, "", "is no surface")) from None


def text(surface: Surface) -> str:
    """The content of its file."""
    return json.dumps(plain(surface), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
