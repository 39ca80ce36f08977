"""What follows differently: the levels that a status gets under one regime besides those it gets under
another.
"""

import numpy as np

from results.explain_types import Edit
from simulate.arrays import BoolArray, RowArray
from simulate.hazards import Table
from simulate.status import AXES, DEAD, SIZES

DEATH: Edit = (("dead", 1),)
STRIDES = {name: int(np.prod(SIZES[i + 1 :], dtype=np.int64)) for i, name in enumerate(AXES)}
"""What one level more on each axis adds to a status code."""


def edits_between(table: Table, before: RowArray, after: RowArray) -> tuple[list[Edit], BoolArray]:
    """The ways in which what follows differs, nothing first, and which rows each leads right: (n, edits)
    bool.
    """
    start, end = edit_from(table, before), table.codes[after]
    found: set[Edit] = set()
    differ = np.flatnonzero(before != after)
    pairs = np.unique(np.column_stack([start, end])[differ], axis=0)
    alive = pairs[pairs[:, 1] != DEAD]
    if len(alive) < len(pairs):
        found.add(DEATH)
    was = np.stack(np.unravel_index(alive[:, 0], SIZES), axis=1)
    now = np.stack(np.unravel_index(alive[:, 1], SIZES), axis=1)
    for row in np.unique(np.where(was != now, now, -1), axis=0):
        found.add(tuple((name, int(level)) for name, level in zip(AXES, row, strict=True) if level >= 0))
    # The longest first: of edits that lead to the same, the fullest says most and holds for most.
    edits: list[Edit] = [(), *sorted(found, key=lambda edit: (-len(edit), edit))]
    true = np.stack([edited(start, edit) == end for edit in edits], axis=1)
    true[:, 0] = before == after
    return edits, true


def edit_from(table: Table, before: RowArray) -> RowArray:
    """Codes that an edit starts from: what followed before; the status itself where that was death."""
    codes = table.codes[before]
    return np.where(codes == DEAD, table.codes[:-1], codes).astype(np.int32)


def edited(codes: RowArray, edit: Edit) -> RowArray:
    """Status codes with other levels on some axes: (n,) int32."""
    if edit == DEATH:
        return np.full(len(codes), DEAD, np.int32)
    result = codes.astype(np.int64)
    for axis, level in edit:
        size, stride = len(AXES[axis]), STRIDES[axis]
        result += (level - result // stride % size) * stride
    return result.astype(np.int32)
