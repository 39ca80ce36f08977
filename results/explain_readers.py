"""Readers: what a difference is under any regime and with any numbers, at a few statuses or claimants of each case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from results.explain_boxes import Box, by_axis, inside
from results.explain_people import odds_of, outcome_names, risk_of
from results.explain_traits import one_of_each
from results.explain_types import Difference
from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray
from simulate.hazards import Table
from simulate.process import Process
from simulate.rules.arrive import arrive, exempt
from simulate.status import DEAD, Statuses, pack

Read = Callable[[Regime, Any], FloatArray]
"""(regime, numbers) -> (statuses or claimants, values)."""
OVER_A_RANGE = 97
"""Claimants looked at over a range: no multiple of the levels of any trait, so that each level is among them."""


def reader(d: Difference, table: Table, values: Mapping[str, float]) -> Read | None:
    """The reader of a difference; None where there is nothing to read."""
    if d.kind == "name":
        process = table.processes[table.process(d.name)]

        def names(regime: Regime, numbers: Any) -> FloatArray:
            return np.array([[float(d.before not in outcome_names(process, regime, values, table))]])

        return names
    if not d.cases:
        return None
    if d.kind in ("risk", "odds", "exempt"):
        return _of_people(d, table, values)
    some = _statuses(d, table)
    if d.kind == "rate":
        count = next(count for count in table.counts if count.name == d.name)
        return lambda regime, numbers: np.asarray(count.rate(some, regime, numbers), np.float64)[:, None]
    if d.kind == "arrived":
        exempted, newly = (bool(each) for each in d.ways[0])
        return lambda regime, numbers: pack(arrive(some, regime, exempted=exempted, newly=newly)).astype(np.float64)[
            :, None
        ]
    return _of_cells(d, table.processes[table.process(d.name)], table, some)


def _of_people(d: Difference, table: Table, values: Mapping[str, float]) -> Read:
    """Of the first claimant in each case; of several all over a range, which may hang on other levers in each place."""
    every, process = one_of_each(values), table.processes[table.process(d.name)]
    held = [np.flatnonzero(inside(case.boxes, every.levels, len(every.who))) for case in d.cases]
    step = len(every.who) // OVER_A_RANGE if d.change == "range" else len(every.who)
    who = every.who.take(np.unique(np.concatenate([rows[::step] for rows in held])))
    if d.kind == "exempt":
        return lambda regime, numbers: exempt(who, regime)[:, None].astype(np.float64)
    if d.kind == "risk":
        return lambda regime, numbers: risk_of(process, who, regime, numbers)[:, None]
    there = _taken(table.statuses(), np.flatnonzero(_situated(d, table))[:1])

    def odds(regime: Regime, numbers: Any) -> FloatArray:
        both = odds_of(process, who, regime, numbers)
        return both[:, [int(process.situation(there, regime, numbers)[0]) if process.situation is not None else 0]]

    return odds


def _situated(d: Difference, table: Table) -> BoolArray:
    """Rows at risk that are in the situations that a difference of odds says: (rows,) bool."""
    assert d.regimes is not None
    p = table.process(d.name)
    risk: BoolArray = table.hazard[d.regimes[1], :-1, p] > 0
    for regime, there in zip(d.regimes, d.situated or (), strict=False):
        risk = risk & (table.situation[regime, :-1, p] == there)
    return risk


def _of_cells(d: Difference, process: Process[Any], table: Table, some: Statuses) -> Read:
    def hazard(regime: Regime, numbers: Any) -> FloatArray:
        return np.asarray(process.hazard(some, regime, numbers), np.float64)[:, None]

    def situation(regime: Regime, numbers: Any) -> FloatArray:
        rule = process.situation
        return np.zeros((len(some), 1)) if rule is None else rule(some, regime, numbers)[:, None].astype(np.float64)

    def chance(regime: Regime, numbers: Any) -> FloatArray:
        chances = np.column_stack([o.probability for o in process.fire(some, regime, numbers)])
        return np.where(hazard(regime, numbers) > 0, chances, np.eye(1, chances.shape[1]))

    def follows(regime: Regime, numbers: Any) -> FloatArray:
        o = table.outcomes[table.process(d.name)].index(d.outcome)
        outcome = process.fire(some, regime, numbers)[o]
        there = (hazard(regime, numbers)[:, 0] > 0) & (outcome.probability > 0)
        after = DEAD if outcome.after is None else pack(outcome.after)
        return np.where(there, after, pack(some)).astype(np.float64)[:, None]

    return {"hazard": hazard, "chance": chance, "after": follows, "situation": situation}[d.kind]


def _statuses(d: Difference, table: Table) -> Statuses:
    """A few statuses of each case."""
    at, n = table.statuses(), len(table.codes) - 1
    levels = by_axis(at)
    return _taken(at, np.concatenate([_rows(d, table, case.boxes, levels, n) for case in d.cases]))


def _taken(at: Statuses, rows: IntArray) -> Statuses:
    return Statuses(*(at.axis(name)[rows] for name in Statuses.__slots__))


def _rows(d: Difference, table: Table, boxes: Sequence[Box], at: Mapping[str, LevelArray], n: int) -> IntArray:
    """One row of a case for each income at which the difference matters."""
    rows = np.flatnonzero(inside(boxes, at, n))
    if d.kind in ("chance", "after") and d.regimes is not None:
        p = table.process(d.name)
        rows = rows[table.hazard[d.regimes[1], rows, p] > 0]
        if d.kind == "after":
            o = table.outcomes[p].index(d.outcome)
            one, two = (table.after[r, rows, p, o] for r in d.regimes)
            rows = rows[(one != two) & (table.chance[d.regimes[1], rows, p, o] > 0)]
    found: IntArray = rows[np.unique(at["income"][rows], return_index=True)[1]]
    return found
