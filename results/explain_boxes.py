"""Groups of statuses as a few boxes: on each axis the levels that belong, and every combination of them.

A function of status is given row by row; rows that agree are gathered into boxes. Combinations that no row
has are
nobody's, so a box may hold them if that makes it shorter. Exact: a box never holds a row it is not true of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import BoolArray, IntArray, LevelArray
from simulate.status import AXES, Statuses

STATUS_AXES: Mapping[str, int] = {name: len(levels) for name, levels in AXES.items()}
"""Number of levels of each axis of status."""
LEFT_OUT_FIRST = (
    "record", "ladder", "housing", "support", "use", "knowledge", "mandate", "sanction", "pathway", "income",
)  # fmt: skip
"""Axes in the order in which a description tries to do without them."""
MOST_ORDERS = 6
"""Orders in which a box is tried to be opened along its axes; the largest box is kept."""


@dataclass(frozen=True, slots=True)
class Box:
    """Levels by axis; an axis that is not named may have any level.

    levels: ((axis, (level, ...)), ...).
    """

    levels: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def holds(self, at: Mapping[str, LevelArray], n: int) -> BoolArray:
        """Which of n rows lie in the box: (n,) bool. at: axis -> (n,) levels."""
        inside = np.ones(n, np.bool_)
        for axis, levels in self.levels:
            inside &= np.isin(at[axis], levels)
        return inside


def by_axis(at: Statuses) -> dict[str, LevelArray]:
    """Statuses as axis -> (n,) levels."""
    return {name: at.axis(name) for name in AXES}


def inside(boxes: Sequence[Box], at: Mapping[str, LevelArray], n: int) -> BoolArray:
    """Which of n rows lie in any of the boxes: (n,) bool."""
    found = np.zeros(n, np.bool_)
    for box in boxes:
        found |= box.holds(at, n)
    return found


def boxes_by_label(at: Mapping[str, LevelArray], sizes: Mapping[str, int], allowed: BoolArray) -> list[tuple[Box, ...]]:
    """For each label the boxes in which it is true; label 0 is "nothing to say" and gets none.

    at: axis -> (n,) levels. allowed: (n, labels) bool, whether a label is true of a row. Every row that
    label 0 is not
    true of lies in a box of a label that is; no row lies in a box of a label that is not true of it.
    Raises ValueError when no label is true of some row, or rows of the same levels have no label in common.
    """
    found: list[list[Box]] = [[] for _ in range(allowed.shape[1])]
    if allowed[:, 0].all():
        return [()] * allowed.shape[1]
    axes, grid = _grid(at, sizes, allowed)
    left = ~grid[..., 0]
    while left.any():
        label, chosen = _largest(grid, left)
        found[label].append(_named(chosen, axes, grid.shape, left))
        left[np.ix_(*chosen)] = False
    return [tuple(boxes) for boxes in found]


def _grid(
    at: Mapping[str, LevelArray], sizes: Mapping[str, int], allowed: BoolArray
) -> tuple[tuple[str, ...], BoolArray]:
    """The axes that matter, and what is true of each of their combinations: (..., labels), all where there
    are no rows.
    """
    axes = list(sizes)
    kept = _projected(at, sizes, axes, allowed)
    if kept is None:
        raise ValueError("rows of the same levels have no label in common")
    order = [name for name in LEFT_OUT_FIRST if name in sizes] + [n for n in sizes if n not in LEFT_OUT_FIRST]
    for axis in order:
        fewer = [name for name in axes if name != axis]
        smaller = _projected(at, sizes, fewer, allowed)
        if fewer and smaller is not None:
            axes, kept = fewer, smaller
    cells, true = kept
    shape = tuple(sizes[axis] for axis in axes)
    grid = np.ones((int(np.prod(shape)), allowed.shape[1]), np.bool_)
    grid[cells] = true
    return tuple(axes), grid.reshape(*shape, -1)


def _projected(
    at: Mapping[str, LevelArray], sizes: Mapping[str, int], axes: list[str], allowed: BoolArray
) -> tuple[IntArray, BoolArray] | None:
    """What is true of all rows alike on these axes: cells and (cells, labels) bool; None if nothing is
    somewhere.
    """
    if not axes:
        return None
    key = np.ravel_multi_index([at[axis] for axis in axes], [sizes[axis] for axis in axes])
    order = np.argsort(key, kind="stable")
    cells, starts = np.unique(key[order], return_index=True)
    true = np.logical_and.reduceat(allowed[order], starts, axis=0)
    return (cells, true) if true.any(axis=1).all() else None


def _largest(grid: BoolArray, left: BoolArray) -> tuple[int, list[NDArray[np.int64]]]:
    """A box from the first cell left, for the label and the order of axes that cover most of what is left."""
    seed = np.argwhere(left)[0]
    axes = range(left.ndim)
    orders = list(permutations(axes)) if left.ndim <= 3 else [(*axes[i:], *axes[:i]) for i in axes]
    best: tuple[tuple[int, int], int, list[NDArray[np.int64]]] | None = None
    for label in np.flatnonzero(grid[tuple(seed)]):
        if label == 0:
            continue
        for order in orders[: max(MOST_ORDERS, left.ndim)]:
            box = _opened(grid[..., label], seed, order)
            whole = sum(len(levels) == size for levels, size in zip(box, left.shape, strict=True))
            score = (int(left[np.ix_(*box)].sum()), whole)
            if best is None or score > best[0]:
                best = (score, int(label), box)
    if best is None:
        raise ValueError("no label is true of some row")
    return best[1], best[2]


def _opened(true: BoolArray, seed: NDArray[np.int64], order: Sequence[int]) -> list[NDArray[np.int64]]:
    """The box around a cell, opened along each axis as far as it stays true."""
    box = [np.array([level]) for level in seed]

    def holds(axis: int, levels: NDArray[np.int64]) -> bool:
        wider = [levels if i == axis else box[i] for i in range(len(box))]
        return bool(true[np.ix_(*wider)].all())

    for axis in order:
        if holds(axis, np.arange(true.shape[axis])):
            box[axis] = np.arange(true.shape[axis])
    for axis in order:
        for level in range(true.shape[axis]):
            if level not in box[axis] and holds(axis, np.sort(np.append(box[axis], level))):
                box[axis] = np.sort(np.append(box[axis], level))
    return box


def _named(box: list[NDArray[np.int64]], axes: tuple[str, ...], shape: tuple[int, ...], left: BoolArray) -> Box:
    """The box in axes and levels, without the levels at which nothing was left to be covered."""
    somebody = left[np.ix_(*box)]
    levels = []
    for i, axis in enumerate(axes):
        if len(box[i]) == shape[i]:
            continue
        others = tuple(j for j in range(len(axes)) if j != i)
        there = box[i][somebody.any(axis=others)]
        levels.append((axis, tuple(int(level) for level in there)))
    return Box(tuple(levels))
