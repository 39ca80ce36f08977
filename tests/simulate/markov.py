"""The engine against the exact expectation of the Markov chain that its own table generates.

With relative risks, odds and fields at 1, no queue, memoryless clocks and a constant regime, claimants are
independent Markov chains. `expm_multiply` gives the chance of each status and the expected number of each event;
counts of independent claimants are compared with them. Half of the claimants open as the population does, half
anywhere that can be reached, so that rare processes happen often enough to be judged.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import expm_multiply

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.library import built_in
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.timeline import timeline
from simulate.arrays import FloatArray, IntArray
from simulate.clocks import Events, advance, rules_of
from simulate.counts import COUNTS
from simulate.hazards import Table, compile_table, generator
from simulate.luck import luck_for
from simulate.processes import PROCESSES
from simulate.run import opening_codes
from simulate.status import AXES
from tests.simulate.worlds import neutral_lives
from tests.statistics import least_found, level_of, two_sided_counts

REGIMES = ("none", "voluntary_2009", "green_paper_2008", "act_2009", "pilot_2010")
TIMES = np.array([52.0, 104.0, 156.0, 208.0, 260.0])
FAMILY = "markov"
"""Its share of the false-alarm rate: one run of all regimes in ten thousand would fail by chance."""
STATUSES_JUDGED = 100
"""The commonest joint statuses, besides every level of every axis."""


@cache
def table_of(name: str) -> Table:
    """The table of a library scenario's last regime in force: the one that it is about."""
    return table_under(timeline(load_scenario(name).scenario, load_areas()).regimes[-1])


def table_under(regime: Regime) -> Table:
    """The table of one regime by itself."""
    return compile_table(
        regimes=(regime,),
        values=load_parameters().values(),
        opening=opening_codes(),
        processes=PROCESSES,
        counts=COUNTS,
    )


@cache
def library() -> dict[str, tuple[Regime, ...]]:
    """Every regime of the built-in scenarios, each once, under the first scenario that has it."""
    seen: set[Regime] = set()
    found: dict[str, tuple[Regime, ...]] = {}
    for name in built_in():
        own = [regime for regime in timeline(load_scenario(name).scenario, load_areas()).regimes if regime not in seen]
        found[name] = tuple(own)
        seen.update(own)
    return found


def outside_the_chain(regime: Regime) -> list[str]:
    """What weekly ticks do under a regime, which the chain of one claimant cannot know: fields are held at 1."""
    believe, identify, capacity, support = regime.believe, regime.identify, regime.capacity, regime.support
    ticks = {
        "queue for places": capacity.places != "unlimited",
        "full caseloads": support.specialist_advisers_per_1000 > 0 or support.progress2work_places is not None,
        "trust": believe.word_of_mouth,
        "talk and the press": believe.information == "hearsay",
        "training": identify.training == "once" or identify.peers_teach,
        "start-up": bool(identify.coordinator_startup) or identify.novelty or believe.wary_start,
        "office lottery": capacity.office_variation > 0,
    }
    return [name for name, acts in ticks.items() if acts]


@dataclass(frozen=True)
class Flow:
    """Expected or counted: occupancy (times, rows) of claimants, and events (times, processes) up to each time.

    spread: (times, processes) standard deviation of the count of events; zeros where it is an expectation.
    due: (times, processes) events that the hazards of the table make of the time really spent in each row: what is
        counted less what is due is a martingale, with what is due as its variance, whatever feeds back on what.
    kinds, kinds_due: (times, kinds) the same by process and outcome, so that chances are judged too; those of an
        expectation are empty.
    """

    occupancy: FloatArray
    events: FloatArray
    spread: FloatArray
    due: FloatArray
    kinds: FloatArray
    kinds_due: FloatArray


def start_chances(table: Table) -> FloatArray:
    """Chance of each row at the start: half as the population opens (evenly), half anywhere alive: (rows,)."""
    chances = np.zeros(len(table.codes))
    chances[:-1] = 0.5 / table.dead
    opening = table.rows(opening_codes())
    chances[opening] += 0.5 / len(opening)
    return chances


def expected(table: Table, claimants: int) -> Flow:
    """Exact expectation at each time."""
    flows = sparse.csr_array(table.hazard[0])
    n, k = flows.shape
    blocks: Any = [[generator(table), flows], [None, sparse.csr_array((k, k))]]
    whole: Any = sparse.block_array(blocks).tocsr()
    start = np.concatenate([start_chances(table), np.zeros(k)])
    path = expm_multiply(whole.T.tocsr(), start, start=0.0, stop=float(TIMES[-1]), num=len(TIMES) + 1)[1:]
    events, none = path[:, n:] * claimants, np.zeros((len(TIMES), 0))
    return Flow(path[:, :n] * claimants, events, np.zeros((len(TIMES), k)), events, none, none)


def kinds_of(table: Table) -> dict[int, str]:
    """Process and outcome of every kind of event there is, by its column in `Flow.kinds`."""
    most = table.chance.shape[3]
    return {
        p * most + o: f"{process.name}: {name}"
        for p, (process, names) in enumerate(zip(table.processes, table.outcomes, strict=True))
        for o, name in enumerate(names)
    }


def lived(
    table: Table, claimants: int, *, seed: int, planted: tuple[str, float] | None = None,
    tilted: tuple[str, float] | None = None,
) -> Flow:  # fmt: skip
    """The same from the engine, with the hazard of one process multiplied by a planted factor if asked.

    tilted: a process, and a factor on the chance of its first outcome, taken from or given to the second.
    """
    rules = rules_of(table, memoryless=True)
    names = tuple(process.name for process in table.processes)
    if planted:
        hazard = rules.hazard.copy()
        hazard[:, names.index(planted[0])] *= planted[1]
        rules = replace(rules, hazard=hazard)
    if tilted:
        upto = rules.upto.copy()
        upto[:, names.index(tilted[0]), 0] *= tilted[1]
        rules = replace(rules, upto=upto)
    number = np.arange(claimants, dtype=np.int64)
    luck = luck_for(seed=seed, replicate=0, names=("start",))
    upto = np.cumsum(start_chances(table))
    row = np.searchsorted(upto, luck.uniform(who=number, name=0, k=0) * upto[-1])
    lives = neutral_lives(table, claimants=claimants, seed=seed, row=row.astype(np.int32), rules=rules)
    fired = np.zeros(claimants * len(names), np.int64)
    occupancy, events, spread, due, kinds = [], [], [], [], []
    most = table.chance.shape[3]
    happened = np.zeros(len(names) * most)
    rate_of_kind = (table.hazard[0][..., None] * table.chance[0]).reshape(len(table.codes), -1)
    kinds_due = []
    since, spent = np.zeros(claimants), np.zeros(len(table.codes))

    def record(batch: Events) -> None:
        np.add.at(fired, batch.who * len(names) + batch.process, 1)
        kind = batch.process.astype(np.int64) * most + batch.outcome
        happened[:] += np.bincount(kind, minlength=len(happened))
        spent[:] += np.bincount(batch.before, batch.time - since[batch.who], minlength=len(spent))
        since[batch.who] = batch.time

    for time in TIMES:
        advance(lives, float(time), record)
        spent += np.bincount(lives.row, time - since, minlength=len(spent))
        since[:] = time
        due.append(spent @ table.hazard[0])
        kinds_due.append(spent @ rate_of_kind)
        kinds.append(happened.copy())
        per_claimant = fired.reshape(claimants, len(names))
        occupancy.append(np.bincount(lives.row, minlength=len(table.codes)))
        events.append(per_claimant.sum(axis=0))
        spread.append(per_claimant.std(axis=0, ddof=1) * np.sqrt(claimants))
    arrays = (np.array(one, float) for one in (occupancy, events, spread, due, kinds, kinds_due))
    return Flow(*arrays)


@dataclass(frozen=True)
class Judged:
    """names, p: one entry a comparison; p is the two-sided chance of a deviation as large."""

    names: tuple[str, ...]
    p: FloatArray

    def failures(self, comparisons: int, family: str = FAMILY) -> list[str]:
        """Comparisons that fail when the false-alarm rate of a family is shared among so many."""
        level = level_of(family, comparisons)
        return [name for name, p in zip(self.names, self.p, strict=True) if p < level]


def _marginal(table: Table, occupancy: FloatArray) -> tuple[list[str], FloatArray]:
    at = table.statuses()
    names, columns = ["dead"], [occupancy[:, -1]]
    for axis, levels in AXES.items():
        for level in levels:
            names.append(f"{axis} {level.name.lower()}")
            columns.append(occupancy[:, :-1][:, at.axis(axis) == level].sum(axis=1))
    return names, np.array(columns).T


def judge(table: Table, exact: Flow, seen: Flow, claimants: int) -> Judged:
    """Every comparison of one regime: occupancy by axis and by common joint status, and events, at each time.

    Events are judged three times: against the exact expectation, against the hazards lived through, and so by outcome.
    """
    names, p = [], []
    common: IntArray = np.argsort(-exact.occupancy.sum(axis=0), kind="stable")[:STATUSES_JUDGED]
    groups = [
        (*_marginal(table, exact.occupancy), _marginal(table, seen.occupancy)[1]),
        (
            [f"status {table.codes[row]}" for row in common],
            exact.occupancy[:, common],
            seen.occupancy[:, common],
        ),
    ]
    for labels, want, got in groups:
        share = np.clip(want / claimants, 0.0, 1.0)
        p.append(two_sided_counts(got, want, np.sqrt(claimants * share * (1 - share))))
        names += [f"{label} at week {time:g}" for time in TIMES for label in labels]
    happen = [process.name for process in table.processes]
    p.append(two_sided_counts(seen.events, exact.events, np.maximum(seen.spread, 1e-9)))
    names += [f"{process} by week {time:g}" for time in TIMES for process in happen]
    p.append(two_sided_counts(seen.events, seen.due, np.sqrt(seen.due)))
    names += [f"{process} against its hazard by week {time:g}" for time in TIMES for process in happen]
    kinds = kinds_of(table)
    there = np.array(list(kinds))
    p.append(two_sided_counts(seen.kinds, seen.kinds_due, np.sqrt(seen.kinds_due))[:, there])
    names += [f"{kind} against its chance by week {time:g}" for time in TIMES for kind in kinds.values()]
    return Judged(tuple(names), np.concatenate([one.ravel() for one in p]))


def comparisons(tables: dict[str, Table]) -> int:
    """How many comparisons share the false-alarm rate."""
    levels = 1 + sum(len(axis) for axis in AXES.values())
    return sum(
        len(TIMES) * (levels + min(STATUSES_JUDGED, len(table.codes)) + 2 * len(table.processes) + len(kinds_of(table)))
        for table in tables.values()
    )


def most_comparisons() -> int:
    """How many comparisons there are at most for one regime."""
    levels = 1 + sum(len(axis) for axis in AXES.values())
    return len(TIMES) * (levels + STATUSES_JUDGED + 2 * len(PROCESSES) + len(kinds_of(table_of(REGIMES[0]))))


def smallest_found(table: Table, seen: Flow, shared: int) -> dict[str, float]:
    """Relative change of each process's hazard that its events against its hazard would show, `POWER` of the time."""
    change = least_found(level_of(FAMILY, shared), np.sqrt(seen.due[-1]), seen.due[-1])
    return {process.name: float(value) for process, value in zip(table.processes, change, strict=True)}
