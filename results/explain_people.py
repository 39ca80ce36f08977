"""Rules of claimants as persons, which stand outside the table: risks, odds, who is let off, and names of outcomes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from results.explain_boxes import STATUS_AXES, boxes_by_label, by_axis
from results.explain_cells import ARRIVES
from results.explain_together import Pair
from results.explain_traits import TRAIT_AXES, Everyone, one_of_each, told
from results.explain_types import Case, Difference
from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.hazards import Table
from simulate.numbers import fill
from simulate.process import Process
from simulate.rules.arrive import exempt


def risk_of(process: Process[Any], who: Claimants, regime: Regime, numbers: Any) -> FloatArray:
    """Relative risks of these claimants: (n,), 1 where the process knows none."""
    rule = process.relative_risk
    return np.ones(len(who)) if rule is None else np.asarray(rule(who, regime, numbers), np.float64)


def odds_of(process: Process[Any], who: Claimants, regime: Regime, numbers: Any) -> FloatArray:
    """Odds of these claimants in each of the process's situations, out of all of them first: (n, columns)."""
    rule = process.odds
    made = np.ones(len(who)) if rule is None else np.asarray(rule(who, regime, numbers), np.float64)
    return made[:, None] if made.ndim == 1 else made


def people_differences(
    table: Table, regimes: Sequence[Regime], base: int, other: int, values: Pair, there: BoolArray
) -> Iterator[Difference]:
    """Processes whose risks or odds between claimants differ, and for whom, against the same claimant under the base.

    there: (rows,) bool, statuses that lives under the base come to.
    """
    every = one_of_each(values[1])
    for p, process in enumerate(table.processes):
        if not table.hazard[other, :, p].any():
            continue
        numbers = [fill(process.name, process.numbers, given) for given in values]
        before = risk_of(process, every.who, regimes[base], numbers[0])
        after = risk_of(process, every.who, regimes[other], numbers[1])
        found = told(before, after, every.levels)
        if found:
            yield Difference(
                kind="risk", name=process.name, regimes=(base, other), change=found.change, size=found.size,
                cases=found.cases, traits=found.traits, where=tuple(box for case in found.cases for box in case.boxes),
            )  # fmt: skip
        if process.odds is not None:
            yield from _odds(table, p, regimes, (base, other), numbers, every, there)
    yield from _exemptions(regimes, (base, other), every)


def _odds(
    table: Table, p: int, regimes: Sequence[Regime], pair: tuple[int, int], numbers: Sequence[Any], every: Everyone,
    there: BoolArray,
) -> Iterator[Difference]:  # fmt: skip
    """Odds of one process, apart for each way of being in its situation under the two regimes."""
    process = table.processes[p]
    one, two = (odds_of(process, every.who, regimes[i], given) for i, given in zip(pair, numbers, strict=True))
    risk = table.hazard[pair[1], :-1, p] > 0
    was, now = (table.situation[i, :-1, p].astype(np.int64) for i in pair)
    ways = process.odds_columns
    label = 1 + ways * was + now
    each = (label[:, None] == np.arange(1 + ways**2)) | ~risk[:, None]
    boxes = boxes_by_label(by_axis(table.statuses()), STATUS_AXES, each)
    for way in np.unique(label[risk]):
        s, t = divmod(int(way) - 1, ways)
        found = told(one[:, s], two[:, t], every.levels)
        if found:
            yield Difference(
                kind="odds", name=process.name, regimes=pair, change=found.change, size=found.size, cases=found.cases,
                traits=found.traits, outcomes=table.outcomes[p][: process.tilts], where=boxes[way],
                situated=None if process.situation is None else (s, t),
                reached=bool(there[:-1][risk & (label == way)].any()),
            )  # fmt: skip


def _exemptions(regimes: Sequence[Regime], pair: tuple[int, int], every: Everyone) -> Iterator[Difference]:
    """Who is let off for who he or she is, under one of the regimes only."""
    before, after = (exempt(every.who, regimes[i]) for i in pair)
    label = np.where(before == after, 0, 1 + after)
    boxes = boxes_by_label(every.levels, TRAIT_AXES, label[:, None] == np.arange(3))
    cases = [Case(boxes[1 + to], (float(not to),), (float(to),)) for to in range(2) if boxes[1 + to]]
    if cases:
        where = tuple(box for case in cases for box in case.boxes)
        yield Difference(kind="exempt", name=ARRIVES, regimes=pair, where=where, cases=tuple(cases))


def outcome_names(process: Process[Any], regime: Regime, values: Mapping[str, float], table: Table) -> tuple[str, ...]:
    """What a process calls its outcomes under a regime."""
    at = table.statuses()
    first = type(at)(*(at.axis(name)[:1] for name in type(at).__slots__))
    with np.errstate(all="ignore"):
        fired = process.fire(first, regime, fill(process.name, process.numbers, values))
    return tuple(outcome.name for outcome in fired)


def name_differences(
    table: Table, regimes: Sequence[Regime], base: int, other: int, values: Pair
) -> Iterator[Difference]:
    """Outcomes that are recorded under another name."""
    for process in table.processes:
        names = [
            outcome_names(process, regimes[i], given, table) for i, given in zip((base, other), values, strict=True)
        ]
        for before, after in zip(*names, strict=True):
            if before != after:
                yield Difference(
                    kind="name", name=process.name, regimes=(base, other), before=before, after=after, outcome=before,
                )  # fmt: skip
