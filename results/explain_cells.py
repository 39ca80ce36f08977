"""The cells of two tables that differ, in boxes of statuses; and one table made from the other by applying
them.

Two rules of every compiled table are taken as known and not listed: where a hazard is 0 nothing follows (the
first
outcome has chance 1 and the status stays), and an outcome with chance 0 leads nowhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from results.explain_boxes import STATUS_AXES, boxes_by_label, by_axis, inside
from results.explain_edits import edit_from, edited, edits_between
from results.explain_types import Case, Change, Difference, Edit, Kind
from simulate.arrays import BoolArray, FloatArray, IntArray, RowArray
from simulate.hazards import Table

DIGITS = 9
"""Significant digits to which ratios and differences must agree to be shown as one; cases stay exact."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one regime: as Table, without the first axis."""

    hazard: FloatArray
    chance: FloatArray
    after: RowArray
    rate: FloatArray


def cells_of(table: Table, regime: int) -> Cells:
    """The cells of one regime of a table."""
    return Cells(table.hazard[regime], table.chance[regime], table.after[regime], table.rate[regime])


def reached(table: Table, regime: int, opening: RowArray) -> BoolArray:
    """Rows that lives from these opening rows come to under one regime: (rows,) bool."""
    flow = (table.hazard[regime][..., None] * table.chance[regime]) > 0
    found = np.zeros(len(table.codes), np.bool_)
    fresh = np.unique(opening)
    while len(fresh):
        found[fresh] = True
        onward = np.unique(table.after[regime][fresh][flow[fresh]])
        fresh = onward[~found[onward]]
    return found


def cell_differences(table: Table, base: int, other: int, opening: RowArray) -> tuple[Difference, ...]:
    """Every cell in which two regimes of a table differ, process by process and then the counted outcomes.

    opening: rows in which claimants begin.
    """
    one, two = cells_of(table, base), cells_of(table, other)
    at = by_axis(table.statuses())
    there = reached(table, base, opening)[:-1]
    compare = _Comparison(at, there, (base, other))
    found: list[Difference] = []
    for p, process in enumerate(table.processes):
        names = table.outcomes[p]
        width = len(names)
        hazard = one.hazard[:-1, p], two.hazard[:-1, p]
        risk = hazard[1] > 0
        of_hazard = hazard[0][:, None], hazard[1][:, None]
        found += compare.numbers("hazard", process.name, of_hazard, np.ones_like(risk))
        chance = one.chance[:-1, p, :width], two.chance[:-1, p, :width]
        found += compare.numbers("chance", process.name, chance, risk, names, before_counts=hazard[0] > 0)
        for o, outcome in enumerate(names):
            edits = edits_between(table, one.after[:-1, p, o], two.after[:-1, p, o])
            found += compare.follows(process.name, outcome, *edits, risk & (chance[1][:, o] > 0))
    for c, count in enumerate(table.counts):
        rate = one.rate[:-1, c, None], two.rate[:-1, c, None]
        everywhere = np.ones(len(there), np.bool_)
        found += compare.numbers("rate", count.name, rate, everywhere)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Makes differences of rows. at: axis -> (rows,) levels. there: rows that the base comes to."""

    at: dict[str, np.ndarray]
    there: BoolArray
    regimes: tuple[int, int]

    def numbers(
        self, kind: Kind, name: str, values: tuple[FloatArray, FloatArray], matters: BoolArray,
        outcomes: tuple[str, ...] = (), *, before_counts: BoolArray | None = None,
    ) -> Iterator[Difference]:  # fmt: skip
        """Differences of hazards, rates (n, 1) or chances (n, outcomes), where it matters: (n,) bool."""
        before, after = values
        differ = matters & (before != after).any(axis=1)
        if not differ.any():
            return
        real = np.ones(len(before), np.bool_) if before_counts is None else before_counts
        pairs, label = np.unique(np.column_stack([before, after])[differ], axis=0, return_inverse=True)
        width = before.shape[1]
        labelled = np.zeros(len(before), np.int64)
        labelled[differ] = label.ravel() + 1
        boxes = boxes_by_label(self.at, STATUS_AXES, _true(labelled, len(pairs), ~matters))
        group_of_row, changes = _grouped(kind, before[differ], after[differ], real[differ])
        groups = np.zeros(len(before), np.int64)
        groups[differ] = group_of_row + 1
        where = boxes_by_label(self.at, STATUS_AXES, _true(groups, len(changes), ~matters))
        for g, (change, size) in enumerate(changes, start=1):
            rows = groups == g
            cases = tuple(
                Case(boxes[i], tuple(pairs[i - 1, :width].tolist()), tuple(pairs[i - 1, width:].tolist()))
                for i in np.unique(labelled[rows])
            )
            yield Difference(
                kind=kind, name=name, regimes=self.regimes, outcomes=outcomes, change=change, size=size,
                where=where[g], cases=cases, reached=bool(self.there[rows].any()),
            )  # fmt: skip

    def follows(
        self, name: str, outcome: str, edits: Sequence[Edit], true: BoolArray, matters: BoolArray
    ) -> Iterator[Difference]:
        """Differences of what follows an outcome. true: (n, edits) whether an edit leads to it; the first
        edits nothing.
        """
        allowed = true | ~matters[:, None]
        for edit, boxes in zip(edits, boxes_by_label(self.at, STATUS_AXES, allowed), strict=True):
            if boxes:
                rows = inside(boxes, self.at, len(matters)) & matters
                yield Difference(
                    kind="after", name=name, regimes=self.regimes, outcome=outcome, where=boxes,
                    cases=(Case(boxes, edit=edit),), reached=bool(self.there[rows].any()),
                )  # fmt: skip


def _true(label: IntArray, labels: int, anything: BoolArray) -> BoolArray:
    """Which label is true of which row: (n, labels + 1) bool; every label where anything goes."""
    true: BoolArray = (label[:, None] == np.arange(labels + 1)) | anything[:, None]
    return true


def _grouped(
    kind: str, before: FloatArray, after: FloatArray, real: BoolArray
) -> tuple[IntArray, list[tuple[Change, float | None]]]:
    """Rows that change alike: (n,) group of each row, and how each group changes.

    Times the same number if that makes fewer groups than plus the same number; for chances by the odds of
    the first.
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
    fewer = len(np.unique(_rounded(plus[both]))) < len(np.unique(_rounded(ratio[both])))
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
        values, which = np.unique(_rounded(size[rows]), return_inverse=True)
        group[rows] = which.ravel() + len(changes)
        changes += [(change, float(value)) for value in values]
    rest = group < 0
    if rest.any():
        values, which = np.unique(after[rest], axis=0, return_inverse=True)
        group[rest] = which.ravel() + len(changes)
        changes += [("set", None)] * len(values)
    return group, changes


def _rounded(values: FloatArray) -> FloatArray:
    """Values to `DIGITS` significant digits: (n,)."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values], np.float64)


def apply(differences: Sequence[Difference], table: Table, base: int, other: int) -> Cells:
    """The cells of regime `other`, made from those of `base` and the differences alone.

    table: gives codes, outcomes and the cells of `base`; the cells of `other` are not read.
    """
    one = cells_of(table, base)
    made = Cells(one.hazard.copy(), one.chance.copy(), one.after.copy(), one.rate.copy())
    mine = [d for d in differences if d.regimes == (base, other)]
    columns = {process.name: p for p, process in enumerate(table.processes)}
    counts = {count.name: c for c, count in enumerate(table.counts)}
    at = by_axis(table.statuses())
    n = len(table.codes) - 1

    def each(kind: str) -> Iterator[tuple[Difference, Case, IntArray]]:
        for difference in mine:
            for case in difference.cases if difference.kind == kind else ():
                yield difference, case, np.flatnonzero(inside(case.boxes, at, n))

    for d, case, rows in each("hazard"):
        made.hazard[rows, columns[d.name]] = case.after[0]
    for d, case, rows in each("rate"):
        made.rate[rows, counts[d.name]] = case.after[0]
    for d, case, rows in each("chance"):
        made.chance[rows, columns[d.name], : len(case.after)] = case.after
    for d, case, rows in each("after"):
        p = columns[d.name]
        o = table.outcomes[p].index(d.outcome)
        to = edited(edit_from(table, one.after[:-1, p, o])[rows], case.edit)
        made.after[rows, p, o] = np.searchsorted(table.codes, to)
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
