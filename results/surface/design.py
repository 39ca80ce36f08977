"""What is run to make a surface: three plans that the store keeps as any other run, each draw with luck of its own.

`effects`: both regimes, the contested effects spread evenly over what is open to argument and a little beyond.
`levers`: the base and variants of the other regime, its movable levers spread evenly too, at some points of the
effects. A surface is fitted to both together. `unknowns`: both regimes with every uncertain parameter drawn as
`--draws` draws it; from it is learnt how much those parameters add that the surface does not know.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.stats import qmc

from results.surface.scale import contested
from scenarios.explorer import Movable, load_explorer
from scenarios.library import built_in
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import Parameters, load_parameters
from scenarios.schema import Scenario
from simulate.ensemble import Plan

EFFECTS, LEVERS, UNKNOWNS = "effects", "levers", "unknowns"
"""Names of the runs of a surface, and of their folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is run. points: of the effects. variants: of the other regime, each at `under` points of the effects.
    unknowns: draws of every parameter.
    """

    claimants: int = 12_000
    weeks: int = 260
    points: int = 128
    variants: int = 16
    under: int = 16
    unknowns: int = 256
    seed: int = 2009


@dataclass(frozen=True, slots=True)
class Planned:
    """The runs of a surface.

    given: what the regimes were asked for by. loaded: of each, in the order of its plan. settings: of the levers of the
    other regime, the value in each variant: (variants,) by dotted place.
    """

    given: tuple[str, str]
    plans: Mapping[str, Plan]
    loaded: Mapping[str, tuple[Loaded, ...]]
    movable: tuple[Movable, ...]
    settings: Mapping[str, tuple[float, ...]]

    def at(self, lever: Movable, variant: int) -> float:
        """The coordinate of a lever in a variant, from 1; 0 for the other regime as it is."""
        value = self.settings[lever.lever][variant - 1] if variant else self.value(lever)
        return 2 * (value - lever.low) / (lever.high - lever.low) - 1

    def value(self, lever: Movable) -> float:
        """What a lever is in the other regime. Raises ValueError where it has no place in it."""
        value = lever_of(self.loaded[EFFECTS][1].scenario, lever.lever)
        if value is None:
            raise ValueError(f"{lever.lever} has no place in this regime")
        return value


def planned(base: str, other: str, size: Size) -> Planned:
    """The plans of a surface. base, other: built-in names or paths. Raises InputError as `load_scenario`."""
    pair: tuple[Loaded, ...] = (load_scenario(base), load_scenario(other))
    movable = tuple(one for one in load_explorer().levers if lever_of(pair[1].scenario, one.lever) is not None)
    settings = _settings(movable, size)
    loaded = {UNKNOWNS: pair, EFFECTS: pair}
    if movable:
        loaded[LEVERS] = (pair[0], *_variants(other, pair[1], settings))
    draws = {UNKNOWNS: size.unknowns, EFFECTS: size.points, LEVERS: size.under}
    parameters = load_parameters()
    plans = {}
    for at, (name, of) in enumerate(loaded.items()):
        given = () if name == UNKNOWNS else spread(parameters, points=draws[name], seed=size.seed + at)
        scenarios = tuple((one.name, one.scenario) for one in of)
        plans[name] = Plan(
            scenarios, parameters, size.claimants, size.weeks, 1, draws[name], size.seed + at, given=given, batch=1
        )
    return Planned((base, other), plans, loaded, movable, settings)


def spread(parameters: Parameters, *, points: int, seed: int) -> tuple[dict[str, float], ...]:
    """Values of the contested effects at points spread evenly, as `Plan.given` takes them."""
    scales = contested(parameters)
    at = qmc.Sobol(len(scales), rng=np.random.default_rng(seed)).random_base2(int(np.ceil(np.log2(points))))[:points]
    return tuple(
        {one.name: one.value(one.least + (one.most - one.least) * float(u)) for one, u in zip(scales, row, strict=True)}
        for row in at
    )


def lever_of(scenario: Scenario, path: str) -> float | None:
    """The number that a lever has in a regime; None where it has no place in it."""
    at: Any = scenario.regime
    for name in path.split("."):
        at = getattr(at, name, None)
    return float(at) if isinstance(at, int | float) and not isinstance(at, bool) else None


def _settings(movable: tuple[Movable, ...], size: Size) -> dict[str, tuple[float, ...]]:
    """Values of each lever by variant: a Latin hypercube, the same for the same size."""
    if not movable:
        return {}
    spread = qmc.LatinHypercube(len(movable), rng=np.random.default_rng(size.seed), optimization="random-cd")
    at = spread.random(size.variants)
    return {
        one.lever: tuple(round(one.low + (one.high - one.low) * float(x), 3) for x in at[:, index])
        for index, one in enumerate(movable)
    }


def _variants(other: str, loaded: Loaded, settings: Mapping[str, tuple[float, ...]]) -> list[Loaded]:
    variants = len(next(iter(settings.values())))
    made = []
    with TemporaryDirectory() as folder:
        for index in range(variants):
            pulled = {path: values[index] for path, values in settings.items()}
            made.append(pulled_from(other, loaded, pulled, Path(folder), f"{loaded.name}_{index + 1:02}"))
    return made


def pulled_from(other: str, loaded: Loaded, pulled: Mapping[str, float], folder: Path, name: str) -> Loaded:
    """A regime with some levers moved. other: its built-in name or path. Raises InputError as `load_scenario`."""
    regime: dict[str, Any] = {}
    for path, value in pulled.items():
        at = regime
        *groups, last = path.split(".")
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = value
    short = ", ".join(f"{path.rpartition('.')[2]} {value:g}" for path, value in pulled.items())
    text = {
        "schema": 1, "extends": other if other in built_in() else str(Path(other).resolve()),
        "title": f"{loaded.scenario.title}; {short}"[:4000], "label": f"{name.replace('_', ' ')}"[:30],
        "proposed_by": "the explorer", "source": ["the explorer"],
        "tests": f"What the levers of the explorer change: {short}.", "regime": regime,
    }  # fmt: skip
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps(text), encoding="utf-8")
    return load_scenario(str(file))
