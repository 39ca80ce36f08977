"""Prevalence, flows and mean durations of real claimants: each cloned, against the chain of his or her own risks.

A claimant has a relative risk r on every hazard and odds o on the first outcomes of some: with chance f of those
together at the median, his or hers is o f / (1 - f + o f), each side keeping its shares. With memoryless clocks, no
queue and no ticks, thousands of clones of one claimant are independent chains with the generator
    Q = sum over processes of  r x hazard x (tilted chances)
so that numbers in every level of every axis, events of every kind, and the mean time spent in every level follow from
    d/dt (p, events, time) = (p Q, p x r x hazard x chances, p)
by one matrix exponential. One claimant of each group, taken from the population; what the engine does wrong for women
alone, or only where odds are tilted in a situation, is wrong here. Planted: one person's odds of attending ignored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.linalg import expm_multiply

from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.clocks import Events, advance, reread, rules_of
from simulate.hazards import Table, generator
from simulate.process import Process
from simulate.risks import first_outcome_odds, relative_risks
from simulate.run import compile_scenario, start_replicate
from simulate.status import AXES
from tests.conftest import Figure
from tests.simulate.markov import start_chances, table_of
from tests.simulate.worlds import neutral_lives, scenario, values
from tests.statistics import Compared, compare, seed_of

WEEKS, PEOPLE = 104, 2000
CLONES, FEWER = 60_000, 20_000
Where = Callable[[Claimants], BoolArray]
GROUPS: Mapping[str, Where] = {
    "a woman with children at home": lambda who: ~who.male & who.children,
    "a man with a dual diagnosis, injecting": lambda who: who.male & who.dual_diagnosis & who.injecting,
    "a young woman who wants to change": lambda who: ~who.male & (who.age < 25) & who.wants_change,
    "a man whom no push moves": lambda who: who.male & who.hard_core,
    "a man treated before, with a chronic condition": lambda who: who.male & who.treated_before & who.chronic_condition,
}
REGIMES = ("voluntary_2009", "green_paper_2008")


@dataclass(frozen=True)
class Person:
    """Relative risks (processes,) and odds (columns,) of one claimant."""

    risk: FloatArray
    odds: FloatArray


@cache
def person(name: str, regime: str) -> Person:
    """The first of the group in a made population, under the last regime of a scenario."""
    it = compile_scenario(scenario(regime), values())
    who = start_replicate(it, claimants=PEOPLE, weeks=2, seed=seed_of("people"), replicate=0).who
    one = who.take(np.flatnonzero(GROUPS[name](who))[:1])
    under, processes = it.timeline.regimes[-1], it.table.processes
    return Person(
        relative_risks(one, under, processes, values(), np.float64)[0],
        first_outcome_odds(one, under, processes, values(), np.float64)[0],
    )


def odds_of(process: Process[Any], column: int, table: Table, p: int, odds: FloatArray) -> FloatArray:
    """The odds of one person in every row: (rows,)."""
    if process.odds is None:
        return np.ones(len(table.codes))
    which = table.situation[0, :, p] if process.situation is not None else np.zeros(len(table.codes), np.int64)
    return odds[column + which]


def own(table: Table, one: Person) -> Table:
    """The table of one person: hazards times relative risks, chances tilted."""
    chance = table.chance.copy()
    column = 0
    for p, process in enumerate(table.processes):
        o = odds_of(process, column, table, p, one.odds)[:, None]
        column += process.odds_columns if process.odds is not None else 0
        first = chance[0, :, p, : process.tilts]
        f = np.clip(first.sum(axis=1, keepdims=True), 0.0, 1.0)
        tilted = o * f / (1 - f + o * f)
        with np.errstate(divide="ignore", invalid="ignore"):
            up, down = np.where(f > 0, tilted / f, 1.0), np.where(f < 1, (1 - tilted) / (1 - f), 1.0)
        if process.odds is not None:
            chance[0, :, p, process.tilts :] *= down
            chance[0, :, p, : process.tilts] *= up
    return replace(table, hazard=table.hazard * one.risk, chance=chance)


def levels(table: Table) -> tuple[list[str], FloatArray]:
    """Every level of every axis, and which rows have it: (rows, levels)."""
    at = table.statuses()
    names = [f"{axis} {level.name.lower()}" for axis, of in AXES.items() for level in of]
    have = [np.append(at.axis(axis) == level, False) for axis, of in AXES.items() for level in of]
    return names, np.array(have, float).T


def expected(table: Table) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of one clone: chance of each row, events of each kind, weeks in each level, at the end."""
    each = (table.hazard[0][..., None] * table.chance[0]).reshape(len(table.codes), -1)
    flows, kinds = sparse.csr_array(each), sparse.csr_array(levels(table)[1])
    n, k, m = len(table.codes), flows.shape[1], kinds.shape[1]
    blocks: Any = [[generator(table), flows, kinds], [None, sparse.csr_array((k, k)), None],
                   [None, None, sparse.csr_array((m, m))]]  # fmt: skip
    whole: Any = sparse.block_array(blocks).tocsr()
    start = np.concatenate([start_chances(table), np.zeros(k + m)])
    end = expm_multiply(whole.T.tocsr(), start, start=0.0, stop=float(WEEKS), num=2)[-1]
    return end[:n], end[n : n + k], end[n + k :]


def judged(regime: str, name: str, clones: int, *, ignored: str | None = None) -> Compared:
    """Everything about the clones of one claimant. ignored: a process whose odds the engine is made to ignore."""
    table, one = table_of(regime), person(name, regime)
    names, have = levels(table)
    rules = rules_of(table, memoryless=True)
    chances = np.cumsum(start_chances(table))
    rng = np.random.default_rng(seed_of("people"))
    row = np.searchsorted(chances, rng.random(clones) * chances[-1]).astype(np.int32)
    lives = neutral_lives(table, claimants=clones, seed=seed_of("people"), row=row, rules=rules)
    lives.relative_risk[:], lives.odds[:] = one.risk, one.odds
    if ignored is not None:
        p = table.process(ignored)
        lives.odds[:, rules.odds_column[p] : rules.odds_column[p] + table.processes[p].odds_columns] = 1.0
    reread(lives, np.arange(clones))
    most = table.chance.shape[3]
    fired = np.zeros((clones, len(table.processes) * most))
    spent, since = np.zeros((clones, len(names))), np.zeros(clones)

    def record(batch: Events) -> None:
        np.add.at(fired, (batch.who, batch.process.astype(np.int64) * most + batch.outcome), 1.0)
        spent[batch.who] += have[batch.before] * (batch.time - since[batch.who])[:, None]
        since[batch.who] = batch.time

    advance(lives, float(WEEKS), record)
    spent += have[lives.row] * (WEEKS - since)[:, None]
    end, events, weeks = expected(own(table, one))
    share = np.clip(end @ have, 0.0, 1.0)
    kinds = [
        f"{process.name}: {of[o] if o < len(of) else o}"
        for process, of in zip(table.processes, table.outcomes, strict=True)
        for o in range(most)
    ]
    every = [*(f"{n} at the end" for n in names), *kinds, *(f"weeks in {n}" for n in names)]
    got = np.concatenate([have[lives.row].sum(axis=0), fired.sum(axis=0), spent.sum(axis=0)])
    want = np.concatenate([share, events, weeks]) * clones
    of = [np.sqrt(clones * share * (1 - share)), *(one.std(axis=0) * np.sqrt(clones) for one in (fired, spent))]
    spread = np.concatenate(of)
    some = want > LEAST
    few = [n for n, keep in zip(every, some, strict=True) if keep]
    assert not got[want < 1e-9].any(), "what cannot happen does not"
    return compare("people", few, got[some], want[some], np.maximum(spread[some], 1e-6))


LEAST = 200.0
"""Events, clones or clone-weeks that must be expected: of fewer the sum is not normal."""


@pytest.mark.short
def test_a_claimant_lives_by_his_or_her_own_risks(figure: Figure) -> None:
    name = "a woman with children at home"
    judged("voluntary_2009", name, FEWER).note(figure, f"voluntary_2009, {name}, {FEWER:,} clones")


def test_a_planted_error_is_found() -> None:
    found = judged("voluntary_2009", "a woman with children at home", FEWER, ignored="attend").failures
    assert any("attend" in one for one in found), found


@pytest.mark.verify
@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("name", list(GROUPS))
def test_claimants_of_every_group_do(name: str, regime: str, figure: Figure) -> None:
    clones = CLONES if regime == "voluntary_2009" else FEWER
    judged(regime, name, clones).note(figure, f"{regime}, {name}, {clones:,} clones")
