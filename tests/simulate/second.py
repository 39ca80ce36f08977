"""The compiled core beside the second implementation: the same people, the same luck, double precision."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.parameters import load_parameters
from scenarios.schema import Scenario
from simulate.mesa_model.counted import COUNTED, drawn
from simulate.mesa_model.diary import PERIODS_A_YEAR
from simulate.mesa_model.model import Scheme
from simulate.mesa_model.ticks.places import Places
from simulate.observation import Observation
from simulate.process import Process
from simulate.processes import PROCESSES
from simulate.run import compile_scenario, run_replicate, start_replicate
from simulate.status import DEAD, describe
from tests.simulate.worlds import scenario, values

CLOSE = 1e-9
"""Weeks by which two times of one event may differ."""
CLOSE_AT_LENGTH, FURTHER = 1e-5, 1e-2
"""Over five years nobody's events may differ by more than a few seconds, and no more than this share of all by more
than CLOSE. Lives amplify rounding: a clock that ran fast in the queue and slowly in treatment makes of an error in the
time of the start one many times as large, and then another, so that the core in double precision is 1e-8 weeks and more
from itself in extended precision in a few lives of 2,000."""
Happened = tuple[str, str, int, int]
"""Process, outcome, status codes before and after."""


@dataclass(frozen=True)
class Compared:
    """What the comparison of two runs came to.

    events: in the core. apart: largest difference in time, weeks. beyond: events further apart than CLOSE. lives: in
    which something differs. first: the earliest difference in words, None where there is none. core, mesa: the runs.
    """

    events: int
    apart: float
    beyond: int
    lives: int
    first: str | None
    core: Observation
    mesa: Scheme


def both(
    what: str | Scenario, *, claimants: int, weeks: int, seed: int = 1, replicate: int = 0,
    close: float = CLOSE, given: Mapping[str, float] | None = None, processes: tuple[Process, ...] = PROCESSES,  # type: ignore[type-arg]
) -> Compared:  # fmt: skip
    """Run a scenario in both and compare event for event.

    close: weeks. given: values of parameters in place of the central ones.
    """
    it = scenario(what) if isinstance(what, str) else what
    of = values() | it.assumed(load_parameters()) | dict(given or {})
    compiled = compile_scenario(it, of, dtype=np.float64, processes=processes)
    start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=seed, replicate=replicate)
    core = run_replicate(compiled, start, weeks=weeks, traced=tuple(range(len(start.who))))
    mesa = Scheme(it, of, of=start.who, seed=seed, replicate=replicate)
    mesa.run(weeks)
    return compared(core, mesa, close=close)


def compared(core: Observation, mesa: Scheme, *, close: float) -> Compared:
    """Two runs, life by life. close: weeks by which two times of one event may differ."""
    lives: dict[int, list[tuple[float, Happened]]] = defaultdict(list)
    for event in mesa.events:
        after = DEAD if event.after is None else event.after.code
        lives[event.who.index].append((event.time, (event.process, event.outcome, event.before.code, after)))
    apart, beyond, differing, first = 0.0, 0, 0, (np.inf, "")
    for trace in core.traces:
        mine = sorted(lives[trace.number], key=lambda one: one[0])
        its = list(
            zip(
                trace.time.tolist(),
                zip(trace.process, trace.outcome, trace.before.tolist(), trace.after.tolist(), strict=True),
                strict=True,
            )
        )
        same = 0
        for one, other in zip(mine, its, strict=False):
            if one[1] != other[1] or abs(one[0] - other[0]) > close:
                break
            apart, same = max(apart, abs(one[0] - other[0])), same + 1
            beyond += abs(one[0] - other[0]) > CLOSE
        if same < max(len(mine), len(its)):
            differing += 1
            said = [_words(events[same]) if same < len(events) else "nothing" for events in (its, mine)]
            week = min(events[same][0] for events in (its, mine) if same < len(events))
            first = min(first, (week, f"claimant {trace.number}: core {said[0]}; Mesa {said[1]}"))
    events = sum(len(trace.time) for trace in core.traces)
    return Compared(events, apart, beyond, differing, first[1] or None, core, mesa)


def _words(event: tuple[float, Happened]) -> str:
    time, (process, outcome, before, after) = event
    return f"week {time:.9f} {process}, {outcome}: {describe(before)} -> {describe(after)}"


def furthest(of: Compared) -> float:
    """Largest relative difference of weeks in a status and period, and of every counted outcome's expectation."""
    core, mesa = of.core, of.mesa
    row = {int(code): i for i, code in enumerate(core.codes)}
    time, expected = np.zeros_like(core.time), np.zeros_like(core.expected)
    place = {name: c for c, name in enumerate(core.counts)}
    for one in mesa.claimants:
        for (status, period), weeks in one.diary.time.items():
            time[period, row[status.code]] += weeks
        for (name, period), amount in one.diary.expected.items():
            expected[period, place[name]] += amount
    lived = core.time.copy()
    lived[:, -1] = 0  # the dead
    pairs = ((time, lived), (expected, core.expected))
    return max(float((np.abs(a - b) / np.maximum(np.abs(b), 1.0)).max()) for a, b in pairs)


def displaced(of: Compared) -> tuple[list[float], list[float]]:
    """Volunteers displaced, and of them started, lost, and how many weeks they waited: in the core, and in Mesa."""
    names = ("volunteers", "started", "lost", "weeks")
    none = np.zeros(1)
    core = [float(of.core.accounts.get(f"displaced.{name}", none).sum()) for name in names]
    ledger = next(tick for tick in of.mesa.ticks if isinstance(tick, Places)).displaced
    return core, [float(getattr(ledger, name)) for name in names]


def counted(mesa: Scheme, years: int) -> dict[str, list[int]]:
    """Whole events by year of the outcomes that are drawn."""
    found: dict[str, Counter[int]] = {count.name: Counter() for count in COUNTED if count.drawn}
    for one in mesa.claimants:
        for name, by_year in found.items():
            for year in range(years):
                some = range(year * PERIODS_A_YEAR, (year + 1) * PERIODS_A_YEAR)
                mass = sum(one.diary.expected.get((name, period), 0.0) for period in some)
                by_year[year] += drawn(mesa.dice, name, who=one.number, year=year, expected=mass)
    return {name: [by_year[year] for year in range(years)] for name, by_year in found.items()}
