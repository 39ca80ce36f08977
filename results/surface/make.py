"""A surface is made: its runs are read, it is fitted, and what a page needs to know of it is put beside it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from results.files import checksum
from results.gather import Gathered
from results.manifest import obliges, short
from results.paper.text import LONGEST_NAME, inert
from results.surface import fit
from results.surface.design import EFFECTS, UNKNOWNS, Planned, Size
from results.surface.scale import BEYOND, contested
from results.surface.surface import Effect, Held, Lever, Shape, Surface, of_plain, plain
from results.words import EXTRAPOLATION
from scenarios.beliefs import apply_belief, load_belief
from scenarios.explorer import load_explorer
from scenarios.library import BELIEFS
from scenarios.loader import Loaded
from scenarios.parameters import Parameters, Quantity
from simulate.draws import parameter_draws
from simulate.version import MODEL

DRAWS = 128
"""Of each belief."""
FIRST = "even_handed"
"""The belief a page begins with."""
MEANT = ("calendar", "population", "assume", "regime", "changes", "rules")
"""Keys of a scenario that make a difference to what it shows."""


def make(planned: Planned, gathered: Mapping[str, Gathered], size: Size, *, said: Callable[[str], None]) -> Surface:
    """The surface of runs that are done. gathered: by the name of the run. said: told what is being done."""
    said("Fitting the surface")
    data = fit.gathered_data(planned, gathered)
    shapes = fit.fit(data)
    pair = planned.loaded[EFFECTS]
    base, other = (_regime(one, given) for one, given in zip(pair, planned.given, strict=True))
    parameters = planned.plans[EFFECTS].parameters
    said("Reading the beliefs")
    surface = Surface(
        name="-".join(one.name for one in pair), base=base, other=other,
        made=_made(size, len(data.x)), effects=_effects(parameters), levers=_levers(planned),
        beliefs=_beliefs(parameters), shapes=shapes, points=data.x,
    )  # fmt: skip
    # As it will be read: what is held against the unknowns is what a reader sees.
    read = of_plain(plain(surface))
    return replace(read, shapes=_with_unknowns(read, planned, gathered[UNKNOWNS]))


def _with_unknowns(surface: Surface, planned: Planned, gathered: Gathered) -> tuple[Shape, ...]:
    """The shapes with what the parameters add that are held at their central values."""
    x, y = fit.unknowns(planned, gathered)
    missed = y - surface.at(x)
    shifts, spreads = missed.mean(axis=0), missed.std(axis=0, ddof=1)
    return tuple(
        # What the surface itself is off by, and chance, is in what was missed; it is counted once.
        replace(one, shift=float(shift), spread=float(np.sqrt(max(spread**2 - one.error**2, 0.0))))
        for one, shift, spread in zip(surface.shapes, shifts, spreads, strict=True)
    )


def _regime(one: Loaded, given: str) -> dict[str, object]:
    scenario = one.scenario
    label = inert(scenario.label or short(one.name), LONGEST_NAME)
    return {
        "name": one.name, "file": given, "label": label, "title": inert(scenario.title), "tests": inert(scenario.tests),
        "obliges": obliges(scenario), "sha256": digest(one),
    }  # fmt: skip


def digest(one: Loaded) -> str:
    """A checksum of all that a regime is; what is said of it, and where it is read from, is not in it."""
    resolved = {key: value for key, value in one.resolved.items() if key in MEANT}
    return checksum(json.dumps(resolved, sort_keys=True, default=str).encode())


def _made(size: Size, points: int) -> dict[str, object]:
    return {
        "model": MODEL, "claimants": size.claimants, "weeks": size.weeks, "seed": size.seed, "points": points,
        "unknowns": size.unknowns, "draws": DRAWS, "extrapolation": EXTRAPOLATION,
    }  # fmt: skip


def _effects(parameters: Parameters) -> tuple[Effect, ...]:
    titles = load_explorer().effects
    return tuple(_effect(one.name, parameters.quantities[one.name], titles[one.name]) for one in contested(parameters))


def _effect(name: str, one: Quantity, title: str) -> Effect:
    """In the unit of its row, for readers; coordinates are the same as in weeks."""
    spread = one.distribution
    if spread is None:
        raise ValueError(f"{name} has no distribution")
    logarithmic = spread.kind == "lognormal"
    low, high = (float(np.log(end)) if logarithmic else end for end in (spread.low, spread.high))
    middle, half = (low + high) / 2, (high - low) / 2
    least = max(-BEYOND, -middle / half) if spread.kind == "beta" else -BEYOND
    return Effect(
        name.partition(".")[2], title, inert(one.note or ""), one.unit.replace("_", " "), spread.low, spread.high,
        one.value, middle, half, logarithmic, least, BEYOND,
    )  # fmt: skip


def _levers(planned: Planned) -> tuple[Lever, ...]:
    return tuple(Lever(one.lever, one.title, one.low, one.high, one.by, planned.value(one)) for one in planned.movable)


def _beliefs(parameters: Parameters) -> tuple[Held, ...]:
    names = sorted((path.stem for path in Path(BELIEFS).glob("*.yaml")), key=lambda name: (name != FIRST, name))
    return tuple(_held(name, parameters) for name in names)


def _held(name: str, parameters: Parameters) -> Held:
    belief = load_belief(name)
    believed = apply_belief(parameters, belief)
    scales = contested(parameters)
    drawn = parameter_draws(believed, draws=DRAWS, seed=1)
    draws = np.array([[one.coordinate(values[one.name]) for one in scales] for values in drawn])
    values = tuple(believed.quantities[one.name].value for one in scales)
    return Held(name, inert(belief.label), inert(belief.who), inert(belief.sentence), values, draws)
