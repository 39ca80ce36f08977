"""What is run to make a surface: two plans that the store keeps as any other run.

`effects`: both regimes, every uncertain parameter drawn anew with luck of its own in each draw. `levers`: the base and
variants of the other regime, its movable levers spread evenly over their ranges, under a few draws. A surface is fitted
to both together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.stats import qmc

from scenarios.explorer import Movable, load_movable
from scenarios.library import built_in
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from scenarios.schema import Scenario
from simulate.ensemble import Plan

EFFECTS, LEVERS = "effects", "levers"
"""Names of the two runs of a surface, and of their folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is run. draws: of the plan of effects. variants: of the other regime, each under `under` draws."""

    claimants: int = 12_000
    weeks: int = 260
    draws: int = 320
    variants: int = 20
    under: int = 32
    seed: int = 2009


@dataclass(frozen=True, slots=True)
class Planned:
    """The two runs of a surface. loaded: of each, in the order of its plan. levers: of the other regime, with the value
    that it has in each variant: (variants,) by dotted place.
    """

    plans: Mapping[str, Plan]
    loaded: Mapping[str, tuple[Loaded, ...]]
    movable: tuple[Movable, ...]
    settings: Mapping[str, tuple[float, ...]]


def planned(base: str, other: str, size: Size) -> Planned:
    """The plans of a surface. base, other: built-in names or paths. Raises InputError as `load_scenario`."""
    pair: tuple[Loaded, ...] = (load_scenario(base), load_scenario(other))
    movable = tuple(one for one in load_movable() if lever_of(pair[1].scenario, one.lever) is not None)
    settings = _settings(movable, size)
    loaded = {EFFECTS: pair}
    if movable:
        loaded[LEVERS] = (pair[0], *_variants(other, pair[1], settings))
    draws = {EFFECTS: size.draws, LEVERS: size.under}
    plans = {
        name: Plan(
            tuple((one.name, one.scenario) for one in of), load_parameters(), size.claimants, size.weeks, 1,
            draws[name], size.seed + at, batch=1,
        )
        for at, (name, of) in enumerate(loaded.items())
    }  # fmt: skip
    return Planned(plans, loaded, movable, settings)


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
