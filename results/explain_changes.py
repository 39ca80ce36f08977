"""Rows that change alike: times the same number, plus the same number, from nothing, to nothing."""

from collections.abc import Sequence

import numpy as np

from results.explain_types import Change
from simulate.arrays import BoolArray, FloatArray, IntArray

DIGITS = 9
"""Significant digits to which ratios and differences must agree to be shown as one; cases stay exact."""


def grouped(
    kind: str, before: FloatArray, after: FloatArray, real: BoolArray
) -> tuple[IntArray, list[tuple[Change, float | None]]]:
    """(n,) group of each row, and how each group changes.

    Times the same number if that makes fewer groups than plus the same number; for chances of two outcomes by the odds
    of the first. before, after: (n, values). real: (n,) whether what was before counts.
    """
    if kind == "chance":
        first, then = before[:, 0], after[:, 0]
        within = real & (first > 0) & (first < 1) & (then > 0) & (then < 1) & (before.shape[1] == 2)
        with np.errstate(all="ignore"):
            ratio = np.where(within, then / (1 - then) / (first / (1 - first)), np.nan)
        return _keyed([(within, ratio, "times")], after)
    first, then = before[:, 0], after[:, 0]
    new, gone = first == 0, then == 0
    with np.errstate(all="ignore"):
        ratio = np.where(new | gone, np.nan, then / first)
    both = ~new & ~gone
    plus = then - first
    fewer = len(np.unique(rounded(plus[both]))) < len(np.unique(rounded(ratio[both])))
    return _keyed(
        [
            (both, plus if fewer else ratio, "plus" if fewer else "times"),
            (gone, -first, "gone"),
            (new, then, "new"),
        ],
        after,
    )


def _keyed(
    ways: Sequence[tuple[BoolArray, FloatArray, Change]], after: FloatArray
) -> tuple[IntArray, list[tuple[Change, float | None]]]:
    """Group numbers by way and rounded size; rows in no way are set, and grouped by all their values."""
    group = np.full(len(after), -1, np.int64)
    changes: list[tuple[Change, float | None]] = []
    for rows, size, change in ways:
        values, which = np.unique(rounded(size[rows]), return_inverse=True)
        group[rows] = which.ravel() + len(changes)
        changes += [(change, float(value)) for value in values]
    rest = group < 0
    if rest.any():
        values, which = each_once(after[rest])
        group[rest] = which + len(changes)
        changes += [("set", None)] * len(values)
    return group, changes


def each_once(rows: FloatArray) -> tuple[FloatArray, IntArray]:
    """Each row once, and which of them every row is: (unique, columns) and (n,)."""
    # Column by column: sorting whole numbers is many times faster than sorting rows.
    label = np.zeros(len(rows), np.int64)
    for column in rows.T:
        values, which = np.unique(column, return_inverse=True)
        label = np.unique(label * len(values) + which.ravel(), return_inverse=True)[1].ravel()
    first = np.unique(label, return_index=True)[1]
    return rows[first], label


def rounded(values: FloatArray) -> FloatArray:
    """Values to `DIGITS` significant digits: (n,)."""
    # As text, so that the same number comes out of either side of a rounding edge; each value once.
    each, which = np.unique(values, return_inverse=True)
    made: FloatArray = np.array([float(f"{value:.{DIGITS}g}") for value in each], np.float64)[which.ravel()]
    return made
