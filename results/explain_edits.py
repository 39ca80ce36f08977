"""What follows differently: the levels that a status gets under one regime besides those it gets under another."""

from itertools import product

import numpy as np

from results.explain_types import KEPT, Edit
from simulate.arrays import BoolArray, RowArray
from simulate.hazards import Table
from simulate.status import AXES, DEAD, SIZES

DEATH: Edit = (("dead", 1),)
STRIDES = {name: int(np.prod(SIZES[i + 1 :], dtype=np.int64)) for i, name in enumerate(AXES)}
"""What one level more on each axis adds to a status code."""
UNTOUCHED = -2


def edits_between(
    table: Table, before: RowArray, after: RowArray, *, may_keep: bool = False
) -> tuple[list[Edit], BoolArray]:
    """The ways in which what follows differs, nothing first, and which rows each leads right: (n, edits) bool.

    before, after: (n,) rows. may_keep: whether "keeps the level it had" may be said, where that is what happens.
    """
    start, end, own = edit_from(table, before), table.codes[after], table.codes[:-1]
    differ = before != after
    alive = np.flatnonzero(differ & (end != DEAD))
    found: set[Edit] = {DEATH} if (differ & (end == DEAD)).any() else set()
    for levels in _each_once(start[alive], end[alive], own[alive]):
        # A level that is the one it had may be said as kept, or as the level that it is.
        choices = [(to, KEPT) if kept and may_keep else (to,) for to, kept in levels]
        for chosen in product(*choices):
            found.add(tuple((name, to) for name, to in zip(AXES, chosen, strict=True) if to != UNTOUCHED))
    # The longest first: of edits that lead to the same, the fullest says most and holds for most.
    edits: list[Edit] = [(), *sorted(found, key=lambda edit: (-len(edit), edit))]
    true = np.stack([edited(start, edit, own) == end for edit in edits], axis=1)
    true[:, 0] = before == after
    return edits, true


def _each_once(start: RowArray, end: RowArray, own: RowArray) -> list[list[tuple[int, bool]]]:
    """Of each kind of move once: by axis the level moved to, and whether it is the one there was; UNTOUCHED if none."""
    key = np.zeros(len(start), np.int64)
    by_axis = []
    for size, stride in zip(SIZES, STRIDES.values(), strict=True):
        was, now, had = (codes // stride % size for codes in (start, end, own))
        moved = was != now
        by_axis.append((np.where(moved, now, UNTOUCHED), moved & (had == now)))
        key = key * (2 * (size + 1)) + np.where(moved, 2 * now + 2 + (had == now), 0)
    first = np.unique(key, return_index=True)[1]
    return [[(int(to[i]), bool(kept[i])) for to, kept in by_axis] for i in first]


def edit_from(table: Table, before: RowArray) -> RowArray:
    """Codes that an edit starts from: what followed before; the status itself where that was death."""
    codes = table.codes[before]
    return np.where(codes == DEAD, table.codes[:-1], codes).astype(np.int32)


def edited(codes: RowArray, edit: Edit, own: RowArray) -> RowArray:
    """Status codes with other levels on some axes: (n,) int32. own: (n,) codes that levels are kept from."""
    if edit == DEATH:
        return np.full(len(codes), DEAD, np.int32)
    result = codes.astype(np.int64)
    for axis, level in edit:
        size, stride = len(AXES[axis]), STRIDES[axis]
        to = own // stride % size if level == KEPT else level
        result += (to - result // stride % size) * stride
    return result.astype(np.int32)
