"""Small worlds with a known answer: the real engine, the real submodels, of which all but a few never happen.

Everybody begins in a status of one's choosing. The other submodels stand in the table as ever, with hazards of 0.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.timeline import timeline
from simulate.arrays import BoolArray, FloatArray, IntArray, RowArray
from simulate.clocks import Events, advance, clocks_of, reread, rules_of
from simulate.counts import COUNTS
from simulate.hazards import compile_table
from simulate.process import Process
from simulate.processes import PROCESSES
from simulate.run import Compiled, Start, begin_world, start_replicate
from simulate.status import Statuses, at_levels, pack
from simulate.tick import Tick
from simulate.world import World
from tests.simulate.worlds import scenario, values


def never(at: Statuses, regime: Regime, p: Any) -> FloatArray:
    """No hazard anywhere."""
    return np.zeros(len(at))


def only(*names: str, alike: bool = True) -> tuple[Process[Any], ...]:
    """The submodels, all but these silenced. alike: nobody runs another risk, or has other odds, than the median."""
    known = {process.name for process in PROCESSES}
    assert set(names) <= known, set(names) - known
    same: dict[str, Any] = {"relative_risk": None, "odds": None, "situation": None} if alike else {}
    return tuple(replace(one, **same) if one.name in names else replace(one, hazard=never, **same) for one in PROCESSES)


def compiled(
    regime: Regime, processes: tuple[Process[Any], ...], *, opening: Mapping[str, Any],
    changed: Mapping[str, float] | None = None, memoryless: bool = False,
) -> Compiled:  # fmt: skip
    """A regime compiled from one or more opening statuses: axis -> level or levels; rates in double precision."""
    it = scenario("none").model_copy(update={"regime": regime})
    plan = timeline(it, load_areas())
    numbers = {**values(), **(changed or {})}
    table = compile_table(
        regimes=plan.regimes, values=numbers, opening=codes(**opening), processes=processes, counts=COUNTS
    )
    rules = rules_of(table, dtype=np.float64, memoryless=memoryless, live=True)
    return Compiled(it, plan, table, rules, clocks_of(table, memoryless=memoryless), numbers, np.float64)


def codes(**levels: Any) -> Any:
    """Codes of statuses: axis -> level or levels."""
    n = max((np.size(level) for level in levels.values()), default=1)
    return pack(at_levels(n, **{axis: np.asarray(level, np.int8) for axis, level in levels.items()}))


def started(it: Compiled, *, claimants: int, weeks: int, seed: int, replicate: int = 0, **opening: Any) -> Start:
    """People of the published population, all of them in the opening statuses given, one after the other."""
    start = start_replicate(it, claimants=claimants, weeks=weeks, seed=seed, replicate=replicate)
    where = codes(**opening)
    return replace(start, who=replace(start.who, status=np.resize(where, len(start.who)).astype(np.int32)))


@dataclass(frozen=True)
class Lived:
    """A small world at its end. All fields of events by time; opening: (claimants,) rows at the start."""

    world: World
    who: IntArray
    time: FloatArray
    process: IntArray
    outcome: IntArray
    after: RowArray
    opening: RowArray

    def struck(self, process: str, outcome: str | None = None) -> BoolArray:
        """Which events are of a process: (events,)."""
        p = self.world.table.process(process)
        hit = self.process == p
        if outcome is not None:
            hit = hit & (self.outcome == self.world.table.outcomes[p].index(outcome))
        return np.asarray(hit, np.bool_)

    def first(self, process: str, outcome: str | None = None) -> FloatArray:
        """When it happened first to each claimant, infinite where never: (claimants,) weeks."""
        when = np.full(len(self.world.who), np.inf)
        hit = self.struck(process, outcome)
        np.minimum.at(when, self.who[hit], self.time[hit])
        return when

    def count(self, process: str, outcome: str | None = None) -> IntArray:
        """How often it happened to each claimant: (claimants,)."""
        return np.bincount(self.who[self.struck(process, outcome)], minlength=len(self.world.who))


def live(
    it: Compiled, start: Start, *, weeks: int, ticks: tuple[type[Tick], ...] = (),
    plant: Callable[[World], None] | None = None, each_week: Callable[[World], None] | None = None,
) -> Lived:  # fmt: skip
    """Live so many weeks. plant: a change before the first tick. each_week: a look at the world after each tick."""
    world = begin_world(it, start)
    if plant is not None:
        plant(world)
        reread(world.lives, np.arange(len(world.who)))
    opening = world.lives.row.copy()
    acting = [tick(world, it.timeline, it.scenario) for tick in ticks]
    every: list[Events] = []
    for week in range(weeks + 1):
        if week:
            lived: list[Events] = []
            advance(world.lives, float(week), lived.append)
            world.events, world.week = tuple(lived), week
            every += lived
        world.changed.clear()
        for tick in acting:
            tick.act(world)
        if each_week is not None:
            each_week(world)
    if not every:
        every = [Events(*(np.zeros(0, np.int64) for _ in range(6)))]  # type: ignore[arg-type]
    order = np.argsort(np.concatenate([one.time for one in every]), kind="stable")
    names = ("who", "time", "process", "outcome", "after")
    who, time, process, outcome, after = (np.concatenate([getattr(one, n) for one in every])[order] for n in names)
    return Lived(world, who, time, process.astype(np.int64), outcome.astype(np.int64), after, opening)
