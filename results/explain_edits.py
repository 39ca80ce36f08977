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
    found: set[Edit] = set()
    differ = np.flatnonzero(before != after)
    pairs = np.unique(np.column_stack([own if may_keep else start, start, end])[differ], axis=0)
    alive = pairs[pairs[:, 2] != DEAD]
    if len(alive) < len(pairs):
        found.add(DEATH)
    had, was, now = (np.stack(np.unravel_index(alive[:, i], SIZES), axis=1) for i in range(3))
    moved = np.where(was != now, now, UNTOUCHED)
    kept = (was != now) & (had == now) & may_keep
    for row in np.unique(np.concatenate([moved, kept], axis=1), axis=0):
        levels, keeps = row[: len(AXES)], row[len(AXES) :]
        choices = [(int(level), KEPT) if keep else (int(level),) for level, keep in zip(levels, keeps, strict=True)]
        for chosen in product(*choices):
            found.add(tuple((name, level) for name, level in zip(AXES, chosen, strict=True) if level != UNTOUCHED))
    # The longest first: of edits that lead to the same, the fullest says most and holds for most.
    edits: list[Edit] = [(), *sorted(found, key=lambda edit: (-len(edit), edit))]
    true = np.stack([edited(start, edit, own) == end for edit in edits], axis=1)
    true[:, 0] = before == after
    return edits, true


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
