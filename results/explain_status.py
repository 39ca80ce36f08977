"""Situations that only one of two regimes brings about, and what they change in the life of the claimant who is in one.

A regime acts twice: it changes cells of the table, and it moves claimants into statuses whose cells were always
different. Someone required to attend drops out at another rate under any regime; only some regimes require anybody to
attend.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from results.explain_boxes import by_axis
from results.explain_edits import STRIDES
from results.explain_reasons import FELT, STEP, reason
from results.explain_together import Pair
from results.explain_types import Reason
from scenarios.levers import Regime
from scenarios.parameters import Parameters
from simulate.arrays import BoolArray, FloatArray, IntArray
from simulate.hazards import Table
from simulate.numbers import fill, sources
from simulate.process import Process
from simulate.status import AXES, Statuses, unpack

AGAINST_NONE = ("mandate", "notice", "sanction", "debt", "support", "belief")
"""Axes whose first level is that of a claimant to whom nothing has happened."""
Rule = Callable[[Statuses, Regime, Any], FloatArray]


@dataclass(frozen=True, slots=True)
class Situation:
    """What being at a level of an axis does to one process, against the first level and the same otherwise.

    outcome: of which the chance is other there; empty for the hazard (or intensity). fresh: whether it happens only
    there. low, high: over the statuses that lives come to, the ratio; where fresh, hazards or intensities a week.
    reasons: parameters behind it.
    """

    axis: str
    level: int
    process: str
    low: float
    high: float
    reasons: tuple[Reason, ...]
    outcome: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A process or count, and one thing about it that statuses have a number of."""

    it: Any
    rule: Rule
    outcome: str = ""


def situations(
    table: Table, *, lived: tuple[BoolArray, BoolArray], regimes: tuple[Regime, Regime], values: Pair,
    parameters: Parameters,
) -> Iterator[Situation]:  # fmt: skip
    """Levels that lives come to under the other regime and never under the base, and what goes another pace there.

    lived: statuses that lives come to under the base and the other, each (rows,) bool.
    Left out, because differing cells say so already: what a situation does otherwise under the base.
    """
    here, there = (rows[:-1] for rows in lived)
    at = by_axis(table.statuses())
    for axis in AGAINST_NONE:
        for level in range(1, len(AXES[axis])):
            mine = (at[axis] == level) & there
            if mine.any() and not ((at[axis] == level) & here).any():
                yield from _at_level(table, regimes, axis, level, mine, values, parameters)


def _parts(table: Table) -> Iterator[_Part]:
    for p, process in enumerate(table.processes):
        yield _Part(process, process.hazard)
        if len(table.outcomes[p]) > 1:
            yield _Part(process, _chance_of(process), " or ".join(table.outcomes[p][: process.tilts]))
    for count in table.counts:
        yield _Part(count, count.rate)


def _chance_of(process: Process[Any]) -> Rule:
    """Chance of the first outcomes, those that odds tilt together; NaN where nothing can happen."""

    def chance(at: Statuses, regime: Regime, numbers: Any) -> FloatArray:
        fired = process.fire(at, regime, numbers)
        first = np.sum([outcome.probability for outcome in fired[: process.tilts]], axis=0)
        return np.where(process.hazard(at, regime, numbers) > 0, first, np.nan)

    return chance


def _at_level(
    table: Table, regimes: tuple[Regime, Regime], axis: str, level: int, mine: BoolArray, values: Pair,
    parameters: Parameters,
) -> Iterator[Situation]:  # fmt: skip
    rows = np.flatnonzero(mine)
    twin = (table.codes[rows] - level * STRIDES[axis]).astype(np.int32)
    known = np.isin(twin, table.codes[:-1])
    after, before = unpack(table.codes[rows[known]]), unpack(twin[known])
    for part in _parts(table):
        base, numbers = (fill(part.it.name, part.it.numbers, given) for given in values)
        with np.errstate(all="ignore"):
            there, without = (part.rule(at, regimes[1], numbers) for at in (after, before))
            b_there, b_without = (part.rule(at, regimes[0], base) for at in (after, before))
            ratio, at_base = there / without, b_there / b_without
            alike = np.isfinite(ratio) & (ratio > 0) & (np.abs(ratio - at_base) <= FELT * ratio)
            only = (there > 0) & (without == 0) & (b_without == 0) & (np.abs(there - b_there) <= FELT * there)
        for fresh, value, which in ((False, ratio, alike & (np.abs(ratio - 1) > FELT)), (True, there, only)):
            moved = np.flatnonzero(which)
            if len(moved) and not (fresh and part.outcome):
                one_of_each = moved[np.unique(value[moved], return_index=True)[1]]
                pair = _some(before, one_of_each), _some(after, one_of_each)
                changed = value[moved]
                yield Situation(
                    axis, level, part.it.name, float(changed.min()), float(changed.max()),
                    _reasons(part, pair, regimes[1], values[1], parameters, fresh), part.outcome, fresh,
                )  # fmt: skip


def _some(at: Statuses, rows: IntArray) -> Statuses:
    return Statuses(*(at.axis(field.name)[rows] for field in fields(Statuses)))


def _reasons(
    part: _Part, pair: tuple[Statuses, Statuses], regime: Regime, values: Mapping[str, float],
    parameters: Parameters, fresh: bool,
) -> tuple[Reason, ...]:  # fmt: skip
    """Parameters that move what is there, against the same elsewhere unless it happens only there."""
    numbers = fill(part.it.name, part.it.numbers, values)

    def log_ratio(given: Any) -> FloatArray:
        there = np.log(part.rule(pair[1], regime, given))
        return there if fresh else there - np.log(part.rule(pair[0], regime, given))

    start = log_ratio(numbers)
    found = []
    for field, home in sources(part.it.name, part.it.numbers, values).items():
        value = getattr(numbers, field)
        gap = np.abs(log_ratio(replace(numbers, **{field: value * STEP if value else 1 - STEP})) - start)
        if gap.max() > FELT:
            found.append((float(gap.max()), reason(home, values, parameters)))
    found.sort(key=lambda each: -each[0])
    return tuple(each for _, each in found)
