"""One table made from another by applying a list of differences: the proof that the list is complete."""

from collections.abc import Iterator, Sequence

import numpy as np

from results.explain_boxes import by_axis, inside
from results.explain_cells import Cells, cells_of
from results.explain_edits import edit_from, edited
from results.explain_types import Case, Difference
from simulate.arrays import IntArray
from simulate.hazards import Table


def apply(differences: Sequence[Difference], table: Table, base: int, other: int) -> Cells:
    """The cells of regime `other`, made from those of `base` and the differences alone.

    table: gives codes, outcomes and the cells of `base`; the cells of `other` are not read.
    """
    one = cells_of(table, base)
    made = Cells(
        one.hazard.copy(), one.chance.copy(), one.after.copy(), one.rate.copy(), one.situation.copy(),
        one.arrived.copy(),
    )  # fmt: skip
    mine = [d for d in differences if d.regimes == (base, other)]
    columns = {process.name: p for p, process in enumerate(table.processes)}
    counts = {count.name: c for c, count in enumerate(table.counts)}
    at = by_axis(table.statuses())
    own = table.codes[:-1]

    def each(kind: str) -> Iterator[tuple[Difference, Case, IntArray]]:
        for difference in mine:
            for case in difference.cases if difference.kind == kind else ():
                yield difference, case, np.flatnonzero(inside(case.boxes, at, len(own)))

    for d, case, rows in each("hazard"):
        made.hazard[rows, columns[d.name]] = case.after[0]
    for d, case, rows in each("rate"):
        made.rate[rows, counts[d.name]] = case.after[0]
    for d, case, rows in each("chance"):
        made.chance[rows, columns[d.name], : len(case.after)] = case.after
    for d, case, rows in each("situation"):
        made.situation[rows, columns[d.name]] = case.after[0]
    for d, case, rows in each("after"):
        p = columns[d.name]
        o = table.outcomes[p].index(d.outcome)
        to = edited(edit_from(table, one.after[:-1, p, o])[rows], case.edit, own[rows])
        made.after[rows, p, o] = np.searchsorted(table.codes, to)
    for d, case, rows in each("arrived"):
        for way in d.ways:
            to = edited(edit_from(table, one.arrived[way][:-1])[rows], case.edit, own[rows])
            made.arrived[way][rows] = np.searchsorted(table.codes, to)
    _nothing_follows(made)
    return made


def _nothing_follows(cells: Cells) -> None:
    """No hazard: the first outcome for certain, and the status stays. No chance: it leads nowhere."""
    still = cells.hazard == 0
    cells.chance[still] = 0.0
    cells.chance[still, 0] = 1.0
    here = np.broadcast_to(np.arange(len(cells.hazard), dtype=np.int32)[:, None, None], cells.after.shape)
    nowhere = still[..., None] | (cells.chance == 0)
    cells.after[nowhere] = here[nowhere]
