"""The same people under every regime, person by person: a sample lived again for the report, with every life kept.

The store keeps totals, not lives. So a few tasks of the run are lived again by fewer claimants, all traced: the same
draws and the same luck of each draw, but other people, as a smaller population is made of other people. What is found
is a function of the manifest alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulate.arrays import BoolArray, FloatArray, IntArray, RowArray
from simulate.claimants import Claimants
from simulate.ensemble import Plan, Task, people, run_task
from simulate.observation import Trace
from simulate.status import DEAD, TREATED, Housing, Income, Sanction, level_of
from simulate.workers import Failed, Here, Processes, perform

SAMPLE = 1200
"""Claimants that are lived again. Fewer would show too little of rare lives, so a run of fewer has no such part."""
TASKS = 4
"""Tasks that are lived again, at least one under each belief."""
LONG = 12.0
"""Weeks from which somebody counts as treated, as effective treatment was counted in 2009. Of other stays too."""
HEAVY = 1500
"""Weeks of all regimes and tasks together from which the sample is lived in a process of its own."""
ENGLAND = 240_000
BOTH, ONLY_OTHER, ONLY_BASE, NEITHER = range(4)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is or is not so of a life. axis, levels: a stay there; least: weeks that it must come to."""

    name: str
    words: str
    axis: str
    levels: tuple[int, ...]
    least: float = LONG


FACTS = (
    Fact("treated", "In treatment for 12 weeks or more", "pathway", TREATED),
    Fact("unseen", "Off benefit and unseen for 12 weeks or more", "income", (Income.NOTHING,)),
    Fact("sanctioned", "Ever under a sanction", "sanction", (Sanction.SANCTIONED, Sanction.WRONGED), 0.0),
    Fact("homeless", "Homeless for 12 weeks or more", "housing", (Housing.HOMELESS,)),
    Fact("worked", "In work for 12 weeks or more", "income", (Income.WORK,)),
    Fact("prison", "Ever in prison", "income", (Income.CUSTODY,), 0.0),
)
DIED = "died"


@dataclass(frozen=True, slots=True)
class Life:
    """A claimant chosen by a rule. stratum: BOTH to NEITHER, of treatment under the base and the first other regime.

    people: of England in the stratum. traces: by regime, in order. traits: of the claimant alone.
    """

    stratum: int
    people: float
    traces: tuple[Trace, ...]
    traits: Claimants


@dataclass(frozen=True, slots=True)
class Twins:
    """What the sample showed.

    claimants: in it. draws, replicates: lived again, of each belief. shares: fact -> (others, beliefs x draws,
    replicates, 4), people of England to whom it happened under both, only the other regime, only the base, neither.
    lives: one for each stratum that is not empty, of the first task and the first other regime.
    """

    claimants: int
    draws: int
    replicates: int
    shares: Mapping[str, FloatArray]
    lives: tuple[Life, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one task showed. crossed: fact -> (others, 4), claimants. lives: of the first task."""

    crossed: Mapping[str, IntArray]
    lives: tuple[Life, ...]


def live_twins(plan: Plan, *, sample: int = SAMPLE) -> Twins | None:
    """Live the sample again; None for a single regime, a run of fewer claimants, or where a task failed."""
    if len(plan.scenarios) < 2 or plan.claimants < sample:
        return None
    beliefs = len(plan.beliefs) or 1
    each = max(1, TASKS // beliefs)
    draws = min(plan.draws, max(2, each))
    replicates = 1 if plan.draws > 1 else min(plan.replicates, each)
    small = replace(plan, claimants=sample, traced=tuple(range(sample)))
    tasks = [Task(draw, r, belief) for belief in range(beliefs) for draw in range(draws) for r in range(replicates)]
    heavy = len(tasks) * len(plan.scenarios) * plan.weeks > HEAVY
    found: dict[Task, Seen] = {}
    # Long runs are lived beside what else is to be done for the report.
    for answer in perform(small, tasks, work=live, on=Processes(1) if heavy else Here()):
        if isinstance(answer, Failed):
            return None
        found[answer.task] = answer.result
    shape = (beliefs * draws, replicates, len(plan.scenarios) - 1, 4)
    weight = ENGLAND / sample
    shares = {
        name: np.moveaxis(
            weight * np.array([found[task].crossed[name] for task in tasks], np.float64).reshape(shape), 2, 0
        )
        for name in (*(fact.name for fact in FACTS), DIED)
    }
    return Twins(sample, draws, replicates, shares, found[tasks[0]].lives)


def live(plan: Plan, task: Task) -> Seen:
    """One task of the sample. Raises as `run_task`."""
    traces = [ran.observation.traces for ran in run_task(plan, task)]
    known = [_facts(of, plan.weeks) for of in traces]
    crossed = [_crossed(known[0], other) for other in known[1:]]
    first = task == Task(0, 0)
    lives = _typical(known[0], known[1], traces, people(plan, task), plan.weeks) if first else ()
    return Seen({name: np.array([of[name] for of in crossed]) for name in known[0]}, lives)


def weeks_in(traces: tuple[Trace, ...], fact: Fact, end: float) -> FloatArray:
    """Weeks each life spends in the levels of a fact: (lives,)."""
    who, start, stop, code = _stretches(traces, end)
    there = (code != DEAD) & np.isin(level_of(code, fact.axis), fact.levels)
    weeks: FloatArray = np.bincount(who[there], (stop - start)[there], minlength=len(traces)).astype(np.float64)
    return weeks


def _stretches(traces: tuple[Trace, ...], end: float) -> tuple[IntArray, FloatArray, FloatArray, RowArray]:
    """Every stay of every life: whose, from, to, status."""
    many = np.array([len(one.time) + 1 for one in traces])
    who = np.repeat(np.arange(len(traces)), many)
    start = np.concatenate([np.append(0.0, one.time) for one in traces])
    stop = np.concatenate([np.append(one.time, end) for one in traces])
    code = np.concatenate([np.append(one.opening, one.after) for one in traces]).astype(np.int32)
    return who, start, stop, code


def _facts(traces: tuple[Trace, ...], end: float) -> dict[str, BoolArray]:
    """Fact -> whether it is so of each life."""
    so: dict[str, BoolArray] = {}
    for fact in FACTS:
        stayed = weeks_in(traces, fact, end)
        so[fact.name] = stayed >= fact.least if fact.least else stayed > 0
    return so | {DIED: np.array([DEAD in one.after for one in traces])}


def _crossed(base: Mapping[str, BoolArray], other: Mapping[str, BoolArray]) -> dict[str, list[int]]:
    """Fact -> how many under both, only the other, only the base, neither."""
    cells: tuple[Callable[[BoolArray, BoolArray], BoolArray], ...] = (
        lambda b, o: b & o, lambda b, o: ~b & o, lambda b, o: b & ~o, lambda b, o: ~b & ~o,
    )  # fmt: skip
    return {name: [int(cell(base[name], other[name]).sum()) for cell in cells] for name in base}


def _typical(
    base: Mapping[str, BoolArray], other: Mapping[str, BoolArray], traces: list[tuple[Trace, ...]],
    traits: Claimants, end: float,
) -> tuple[Life, ...]:  # fmt: skip
    """Of each stratum the claimant nearest its median: in weeks of every stay under the two regimes, and in how much
    happens. Distances are summed, each in shares of the run, of events in shares of the most eventful life.
    """
    first = traces[:2]
    weeks = [weeks_in(of, fact, end) / end for of in first for fact in FACTS]
    events = [np.array([len(one.time) for one in of], np.float64) for of in first]
    most = max(1.0, *(float(one.max()) for one in events))
    features = np.stack([*weeks, *(one / most for one in events)], axis=1)
    treated = base["treated"], other["treated"]
    chosen = []
    for stratum in (ONLY_OTHER, ONLY_BASE, BOTH, NEITHER):
        here = (treated[0] == (stratum in (BOTH, ONLY_BASE))) & (treated[1] == (stratum in (BOTH, ONLY_OTHER)))
        among = np.flatnonzero(here)
        if not len(among):
            continue
        apart = np.abs(features[among] - np.median(features[among], axis=0)).sum(axis=1)
        one = int(among[np.argmin(apart)])
        number = first[0][one].number
        who = traits.take(np.flatnonzero(traits.number == number))
        chosen.append(Life(stratum, ENGLAND * len(among) / len(here), tuple(of[one] for of in traces), who))
    return tuple(chosen)
