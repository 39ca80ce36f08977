"""A workbench: regimes and scenarios as a file would say them, one status at a time, worlds lived week by week."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, TypeVar

import numpy as np

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.loader import load_scenario
from scenarios.overlay import merged
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.clocks import Events, advance, reread
from simulate.numbers import fill
from simulate.process import Outcome, Process
from simulate.processes import PROCESSES
from simulate.run import Compiled, begin_world, compile_scenario, start_replicate
from simulate.status import AXES, Statuses, at_levels
from simulate.tick import Tick
from simulate.ticks import TICKS
from simulate.world import World
from tests.simulate.worlds import values

YEAR = 365.25 / 7
"""Weeks."""
Groups = dict[str, Any]
"""Settings of a regime, or levels of a status."""
P = TypeVar("P")
T = TypeVar("T", bound=Tick)


def regime(**groups: Mapping[str, Any]) -> Regime:
    """A regime of which only this is said; all else is at its default, which is nothing."""
    return Regime.model_validate(groups)


def scenario_with(
    base: str = "voluntary_2009", *, over: Mapping[str, Any] | None = None,
    changes: Sequence[Mapping[str, Any]] = (), rules: Sequence[Mapping[str, Any]] = (), **others: Any,
) -> Scenario:  # fmt: skip
    """A library scenario with this laid over its regime, and these changes and rules instead of its own."""
    resolved = dict(load_scenario(base).resolved)
    settings = merged(dict(resolved["regime"]), over or {})
    return Scenario.model_validate(
        {**resolved, "regime": settings, "changes": list(changes), "rules": list(rules), **others}
    )


# ------------------------------------------------------------------ one status under one submodel


def numbers(of: Process[P], changed: Mapping[str, float] | None = None) -> P:
    """The numbers of a submodel, central but for those changed: 'group.name' -> value in weeks and per week."""
    return fill(of.name, of.numbers, values() | dict(changed or {}))


def hazard(of: Process[Any], under: Regime, changed: Mapping[str, float] | None = None, **levels: Any) -> float:
    """The hazard of one status, per week; levels not named are the first of their axis."""
    return float(of.hazard(at_levels(1, **levels), under, numbers(of, changed))[0])


def outcomes(
    of: Process[Any], under: Regime, changed: Mapping[str, float] | None = None, **levels: Any
) -> dict[str, float]:
    """The chance of each outcome of one status."""
    return {one.name: float(one.probability[0]) for one in _fired(of, under, changed, **levels)}


def moves(
    of: Process[Any], outcome: str, under: Regime, changed: Mapping[str, float] | None = None, **levels: Any
) -> dict[str, IntEnum]:
    """What an outcome changes in one status: axis -> the level that follows."""
    [found] = [one for one in _fired(of, under, changed, **levels) if one.name == outcome]
    assert found.after is not None
    return difference(at_levels(1, **levels), found.after)


def difference(before: Statuses, after: Statuses) -> dict[str, IntEnum]:
    """Axes on which one status differs from another, and the level of the other."""
    pairs = {axis: (int(before.axis(axis)[0]), int(after.axis(axis)[0])) for axis in AXES}
    return {axis: AXES[axis](is_) for axis, (was, is_) in pairs.items() if was != is_}


def _fired(of: Process[Any], under: Regime, changed: Mapping[str, float] | None, **levels: Any) -> tuple[Outcome, ...]:
    return of.fire(at_levels(1, **levels), under, numbers(of, changed))


# ------------------------------------------------------------------ a world, week by week


@dataclass(frozen=True)
class Living:
    """A world after a weekly tick, and its ticks."""

    world: World
    ticks: tuple[Tick, ...]

    def tick(self, kind: type[T]) -> T:
        """The tick of this kind."""
        [found] = [tick for tick in self.ticks if isinstance(tick, kind)]
        return found

    def levels(self, axis: str) -> np.ndarray:
        """The level of every claimant on an axis: (claimants,), -1 for the dead."""
        of_row = np.append(self.world.table.statuses().axis(axis), -1)
        return of_row[self.world.lives.row]

    def factor(self, process: str, by: str) -> np.ndarray:
        """One factor of the field of a process: (pools,)."""
        return self.world.factors[self.world.column(process)][by]


_COMPILED: dict[Any, Compiled] = {}
KEPT = 8


def compiled_with(
    it: Scenario, changed: Mapping[str, float] | None = None, processes: tuple[Process[Any], ...] = PROCESSES
) -> Compiled:
    """A scenario compiled; the table is kept for the next scenarios of the same regimes, numbers and processes."""
    plan = timeline(it, load_areas())
    outside = (it.population.inflow, it.population.outside_benefit)
    key = (plan.regimes, frozenset((changed or {}).items()), tuple(one.name for one in processes), outside)
    if key not in _COMPILED:
        while len(_COMPILED) >= KEPT:
            _COMPILED.pop(next(iter(_COMPILED)))
        _COMPILED[key] = compile_scenario(it, values() | dict(changed or {}), processes=processes)
    return replace(_COMPILED[key], scenario=it, timeline=plan)


def living(
    it: Scenario, weeks: int, *, claimants: int = 3000, seed: int = 3, replicate: int = 0,
    processes: tuple[Process[Any], ...] = PROCESSES, ticks: tuple[type[Tick], ...] = TICKS,
    changed: Mapping[str, float] | None = None, plant: Callable[[World], None] | None = None,
) -> Iterator[Living]:  # fmt: skip
    """A replicate after its tick at week 0, 1, ... up to `weeks`.

    changed: parameters. plant: a change to the world before the first tick; everybody's hazards are read anew after it.
    """
    compiled = compiled_with(it, changed, processes)
    start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=seed, replicate=replicate)
    world = begin_world(compiled, start)
    if plant is not None:
        plant(world)
        reread(world.lives, np.arange(len(world.who)))
    now = Living(world, tuple(tick(world, compiled.timeline, it) for tick in ticks))
    for week in range(weeks + 1):
        if week:
            lived: list[Events] = []
            advance(world.lives, float(week), lived.append)
            world.events, world.week = tuple(lived), week
        world.changed.clear()
        for tick in now.ticks:
            tick.act(world)
        yield now
