"""Groups of statuses as a few boxes: on each axis the levels that belong, and every combination of them.

A function of status is given row by row; rows that agree are gathered into boxes. Combinations that no row has are
nobody's, so a box may hold them if that makes it shorter. Exact: a box never holds a row it is not true of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import BoolArray, LevelArray
from simulate.status import AXES, Statuses

STATUS_AXES: Mapping[str, int] = {name: len(levels) for name, levels in AXES.items()}
"""Number of levels of each axis of status."""
LEFT_OUT_FIRST = (
    "record", "ladder", "debt", "notice", "housing", "support", "belief", "use", "knowledge", "mandate", "sanction",
    "pathway", "income",
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


def boxes_by_label(
    at: Mapping[str, LevelArray], sizes: Mapping[str, int], allowed: BoolArray, order: Sequence[str] = LEFT_OUT_FIRST
) -> list[tuple[Box, ...]]:
    """For each label the boxes in which it is true; label 0 is "nothing to say" and gets none.

    at: axis -> (n,) levels. allowed: (n, labels) bool, whether a label is true of a row. Every row that label 0 is not
    true of lies in a box of a label that is; no row lies in a box of a label that is not true of it. order: axes in the
    order in which it is tried to do without them.
    Raises ValueError when no label is true of some row, or rows of the same levels have no label in common.
    """
    found: list[list[Box]] = [[] for _ in range(allowed.shape[1])]
    if allowed[:, 0].all():
        return [()] * allowed.shape[1]
    axes, grid = _grid(at, sizes, allowed, order)
    left = ~grid[0]
    while left.any():
        label, chosen = _largest(grid, left)
        found[label].append(_named(chosen, axes, left.shape, left))
        left[np.ix_(*chosen)] = False
    return [tuple(boxes) for boxes in found]


def _grid(
    at: Mapping[str, LevelArray], sizes: Mapping[str, int], allowed: BoolArray, order: Sequence[str]
) -> tuple[tuple[str, ...], BoolArray]:
    """The axes that matter, and what is true of their combinations: (labels, ...), everything where there is no row."""
    # A row of which everything is true is as good as none.
    some = np.flatnonzero(~allowed.all(axis=1))
    axes, levels, true = list(sizes), {name: at[name][some] for name in sizes}, allowed[some]
    kept = _projected(levels, sizes, axes, true)
    if kept is None:
        raise ValueError("rows of the same levels have no label in common")
    levels, true = kept
    for axis in [*(name for name in order if name in sizes), *(name for name in sizes if name not in order)]:
        fewer = [name for name in axes if name != axis]
        smaller = _projected(levels, sizes, fewer, true)
        if smaller is not None:
            axes, (levels, true) = fewer, smaller
    shape = tuple(sizes[axis] for axis in axes)
    grid = np.ones((allowed.shape[1], int(np.prod(shape))), np.bool_)
    grid[:, np.ravel_multi_index([levels[axis] for axis in axes], shape)] = true.T
    return tuple(axes), grid.reshape(-1, *shape)


def _projected(
    at: Mapping[str, LevelArray], sizes: Mapping[str, int], axes: list[str], allowed: BoolArray
) -> tuple[dict[str, LevelArray], BoolArray] | None:
    """Levels on these axes alone and what is true of all rows alike on them; None if nothing is somewhere."""
    if not axes:
        return None
    key = np.ravel_multi_index([at[axis] for axis in axes], [sizes[axis] for axis in axes]).astype(np.int32)
    order = np.argsort(key)
    key = key[order]
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    true = np.logical_and.reduceat(allowed[order], starts, axis=0)
    return ({axis: at[axis][order[starts]] for axis in axes}, true) if true.any(axis=1).all() else None


def _largest(grid: BoolArray, left: BoolArray) -> tuple[int, list[NDArray[np.int64]]]:
    """A box from the first cell left, for the label and the order of axes that cover most of what is left."""
    seed = tuple(int(i) for i in np.unravel_index(int(left.argmax()), left.shape))
    axes = range(left.ndim)
    orders = list(permutations(axes)) if left.ndim <= 3 else [(*axes[i:], *axes[:i]) for i in axes]
    best: tuple[tuple[int, int], int, list[NDArray[np.int64]]] | None = None
    for label in np.flatnonzero(np.array([true[seed] for true in grid])):
        if label == 0:
            continue
        for order in orders[: max(MOST_ORDERS, left.ndim)]:
            box = _opened(grid[label], seed, order)
            whole = sum(len(levels) == size for levels, size in zip(box, left.shape, strict=True))
            score = (int(left[np.ix_(*box)].sum()), whole)
            if best is None or score > best[0]:
                best = (score, int(label), box)
    if best is None:
        raise ValueError("no label is true of some row")
    return best[1], best[2]


def _opened(true: BoolArray, seed: Sequence[int], order: Sequence[int]) -> list[NDArray[np.int64]]:
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
