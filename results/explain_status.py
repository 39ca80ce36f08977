"""Situations that only one of two regimes brings about, and what they change in the life of the claimant who
is in one.

A regime acts twice: it changes cells of the table, and it moves claimants into statuses whose cells were
always different.
Someone required to attend drops out at another rate under any regime; only some regimes require anybody to
attend.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from results.explain_boxes import by_axis
from results.explain_cells import reached
from results.explain_edits import STRIDES
from results.explain_reasons import FELT, reason
from results.explain_types import Reason
from scenarios.levers import Regime
from scenarios.parameters import Parameters
from simulate.arrays import BoolArray, FloatArray, IntArray, RowArray
from simulate.hazards import Table
from simulate.numbers import fill, sources
from simulate.status import AXES, Statuses, unpack

AGAINST_NONE = ("mandate", "sanction", "support")
"""Axes whose first level is that of a claimant to whom nothing has happened."""
STEP = 0.99


@dataclass(frozen=True, slots=True)
class Situation:
    """What being at a level of an axis does to one process, against the first level and the same otherwise.

    low, high: ratio of hazards (or of intensities) over the statuses that lives come to. reasons:
    parameters behind it.
    """

    axis: str
    level: int
    process: str
    low: float
    high: float
    reasons: tuple[Reason, ...]


def situations(
    table: Table, base: int, other: int, *, opening: RowArray, regimes: tuple[Regime, Regime], values:
    Mapping[str, float],
    parameters: Parameters,
) -> Iterator[Situation]:  # fmt: skip
    """Levels that lives come to under `other` and never under `base`, and the processes that go another pace
    there.

    Left out, because differing cells say so already: processes that run only in such a situation or never
    in it, and
    those on which the situation weighs otherwise under the base.
    """
    there, here = (reached(table, r, opening)[:-1] for r in (other, base))
    at = by_axis(table.statuses())
    for axis in AGAINST_NONE:
        for level in range(1, len(AXES[axis])):
            mine = (at[axis] == level) & there
            if mine.any() and not ((at[axis] == level) & here).any():
                yield from _at_level(table, regimes, axis, level, mine, values, parameters)


def _at_level(
    table: Table, regimes: tuple[Regime, Regime], axis: str, level: int, mine: BoolArray, values:
    Mapping[str, float], parameters: Parameters
) -> Iterator[Situation]:  # fmt: skip
    rows = np.flatnonzero(mine)
    twin = (table.codes[rows] - level * STRIDES[axis]).astype(np.int32)
    known = np.isin(twin, table.codes[:-1])
    after, before = unpack(table.codes[rows[known]]), unpack(twin[known])
    parts: list[tuple[Any, Callable[..., FloatArray]]] = [(p, p.hazard) for p in table.processes]
    parts += [(c, c.rate) for c in table.counts]
    for part, rule in parts:
        numbers = fill(part.name, part.numbers, values)
        with np.errstate(all="ignore"):
            ratio = rule(after, regimes[1], numbers) / rule(before, regimes[1], numbers)
            at_base = rule(after, regimes[0], numbers) / rule(before, regimes[0], numbers)
            alike = np.isfinite(ratio) & (ratio > 0) & (np.abs(ratio - at_base) <= FELT * ratio)
        moved = np.flatnonzero(alike & (np.abs(ratio - 1) > FELT))
        if not len(moved):
            continue
        one_of_each = moved[np.unique(ratio[moved], return_index=True)[1]]
        pair = _some(before, one_of_each), _some(after, one_of_each)
        reasons = _reasons(part, rule, pair, regimes[1], values, parameters)
        changed = ratio[moved]
        yield Situation(axis, level, part.name, float(changed.min()), float(changed.max()), reasons)


def _some(at: Statuses, rows: IntArray) -> Statuses:
    return Statuses(*(at.axis(field.name)[rows] for field in fields(Statuses)))


def _reasons(
    part: Any, rule: Callable[..., FloatArray], pair: tuple[Statuses, Statuses], regime: Regime,
    values: Mapping[str, float], parameters: Parameters,
) -> tuple[Reason, ...]:  # fmt: skip
    """Parameters that move the ratio of the second hazard to the first."""
    numbers = fill(part.name, part.numbers, values)

    def log_ratio(given: Any) -> FloatArray:
        return np.log(rule(pair[1], regime, given) / rule(pair[0], regime, given))

    start = log_ratio(numbers)
    found = []
    for field, home in sources(part.name, part.numbers, values).items():
        value = getattr(numbers, field)
        gap = np.abs(log_ratio(replace(numbers, **{field: value * STEP if value else 1 - STEP})) - start)
        if gap.max() > FELT:
            found.append((float(gap.max()), reason(home, values, parameters)))
    found.sort(key=lambda each: -each[0])
    return tuple(each for _, each in found)
