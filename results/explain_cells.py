"""The cells of two tables that differ, in boxes of statuses.

Two rules of every compiled table are taken as known and not listed: where a hazard is 0 nothing follows (the first
outcome has chance 1 and the status stays), and an outcome with chance 0 leads nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from results.explain_boxes import LEFT_OUT_FIRST, STATUS_AXES, boxes_by_label, by_axis, inside
from results.explain_changes import each_once, grouped
from results.explain_edits import edits_between
from results.explain_types import Case, Difference, Edit, Kind, Ways
from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray, RowArray
from simulate.hazards import Table

Order = Callable[[Kind, str], Sequence[str]]
WAYS: Ways = ((0, 0), (0, 1), (1, 0), (1, 1))
"""(exempted, newly): the second and third axis of `Table.arrived`."""
ARRIVES = "new_rules"
"""The process under whose name a change of regime is recorded."""


def in_any_order(kind: Kind, name: str) -> Sequence[str]:
    """The order of axes where nothing is known of a rule."""
    return LEFT_OUT_FIRST


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one regime: as Table, without the first axis."""

    hazard: FloatArray
    chance: FloatArray
    after: RowArray
    rate: FloatArray
    situation: LevelArray
    arrived: RowArray


def cells_of(table: Table, regime: int) -> Cells:
    """The cells of one regime of a table."""
    return Cells(
        table.hazard[regime], table.chance[regime], table.after[regime], table.rate[regime], table.situation[regime],
        table.arrived[regime],
    )  # fmt: skip


def cell_differences(
    table: Table, base: int, other: int, *, there: BoolArray | None = None, begins: BoolArray | None = None,
    order: Order = in_any_order,
) -> tuple[Difference, ...]:  # fmt: skip
    """Every cell in which two regimes of a table differ, process by process and then the counted outcomes.

    there: (rows,) bool, statuses that lives under the base come to. begins: (rows,) bool, where claimants are when the
    other regime begins. All of them if not given. order: of a kind and a name, axes in the order in which a description
    does without them.
    """
    one, two = cells_of(table, base), cells_of(table, other)
    everywhere = np.ones(len(table.codes) - 1, np.bool_)
    lived, began = (everywhere if rows is None else rows[:-1] for rows in (there, begins))
    compare = _Comparison(by_axis(table.statuses()), lived, (base, other), order)
    found: list[Difference] = []
    for p, process in enumerate(table.processes):
        names = table.outcomes[p]
        width = len(names)
        hazard = one.hazard[:-1, p], two.hazard[:-1, p]
        risk = hazard[1] > 0
        found += compare.numbers("hazard", process.name, (hazard[0][:, None], hazard[1][:, None]), everywhere)
        chance = one.chance[:-1, p, :width], two.chance[:-1, p, :width]
        found += compare.numbers("chance", process.name, chance, risk, names, before_counts=hazard[0] > 0)
        for o, outcome in enumerate(names):
            edits = edits_between(table, one.after[:-1, p, o], two.after[:-1, p, o])
            new = (hazard[0] == 0) | (chance[0][:, o] == 0)
            found += compare.follows("after", process.name, *edits, risk & (chance[1][:, o] > 0), new, outcome=outcome)
        situation = one.situation[:-1, p, None].astype(np.float64), two.situation[:-1, p, None].astype(np.float64)
        found += compare.numbers("situation", process.name, situation, everywhere)
    for c, count in enumerate(table.counts):
        found += compare.numbers("rate", count.name, (one.rate[:-1, c, None], two.rate[:-1, c, None]), everywhere)
    compare = replace(compare, there=began)
    for ways in _alike(one, two):
        edits = edits_between(table, one.arrived[ways[0]][:-1], two.arrived[ways[0]][:-1], may_keep=True)
        found += compare.follows("arrived", ARRIVES, *edits, everywhere, ~everywhere, ways=ways)
    return tuple(found)


def _alike(one: Cells, two: Cells) -> list[Ways]:
    """Ways of beginning in which the same happens under either regime, together."""
    found: list[list[tuple[int, int]]] = []
    for way in WAYS:
        for ways in found:
            if all(np.array_equal(cells.arrived[way], cells.arrived[ways[0]]) for cells in (one, two)):
                ways.append(way)
                break
        else:
            found.append([way])
    return [tuple(ways) for ways in found]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Makes differences of rows. at: axis -> (rows,) levels. there: rows that count as reached."""

    at: dict[str, np.ndarray]
    there: BoolArray
    regimes: tuple[int, int]
    order: Order

    def numbers(
        self, kind: Kind, name: str, values: tuple[FloatArray, FloatArray], matters: BoolArray,
        outcomes: tuple[str, ...] = (), *, before_counts: BoolArray | None = None,
    ) -> Iterator[Difference]:  # fmt: skip
        """Differences of hazards, rates, situations (n, 1) or chances (n, outcomes), where it matters: (n,) bool."""
        before, after = values
        differ = matters & (before != after).any(axis=1)
        if not differ.any():
            return
        real = np.ones(len(before), np.bool_) if before_counts is None else before_counts
        pairs, label = each_once(np.column_stack([before[differ], after[differ]]))
        width = before.shape[1]
        labelled = np.zeros(len(before), np.int64)
        labelled[differ] = label + 1
        order = self.order(kind, name)
        boxes = boxes_by_label(self.at, STATUS_AXES, _true(labelled, len(pairs), ~matters), order)
        group_of_row, changes = grouped(kind, before[differ], after[differ], real[differ])
        groups = np.zeros(len(before), np.int64)
        groups[differ] = group_of_row + 1
        alike = len(changes) == len(pairs)  # then each group has one case, and its boxes are those of the case
        where = [] if alike else boxes_by_label(self.at, STATUS_AXES, _true(groups, len(changes), ~matters), order)
        for g, (change, size) in enumerate(changes, start=1):
            rows = groups == g
            cases = tuple(
                Case(boxes[i], tuple(pairs[i - 1, :width].tolist()), tuple(pairs[i - 1, width:].tolist()))
                for i in np.unique(labelled[rows])
            )
            yield Difference(
                kind=kind, name=name, regimes=self.regimes, outcomes=outcomes, change=change, size=size,
                where=cases[0].boxes if alike else where[g], cases=cases, reached=bool(self.there[rows].any()),
            )  # fmt: skip

    def follows(
        self, kind: Kind, name: str, edits: Sequence[Edit], true: BoolArray, matters: BoolArray, new: BoolArray, *,
        outcome: str = "", ways: Ways = (),
    ) -> Iterator[Difference]:  # fmt: skip
        """Differences of what follows.

        true: (n, edits) whether an edit leads to it; the first edits nothing. matters: (n,) whether it can happen.
        new: (n,) whether it could not happen before.
        """
        allowed = true | ~matters[:, None]
        for edit, boxes in zip(edits, boxes_by_label(self.at, STATUS_AXES, allowed), strict=True):
            if boxes:
                rows = inside(boxes, self.at, len(matters)) & matters & ~true[:, 0]
                yield Difference(
                    kind=kind, name=name, regimes=self.regimes, outcome=outcome, where=boxes, ways=ways,
                    change="new" if new[rows].all() else "set", cases=(Case(boxes, edit=edit),),
                    reached=bool(self.there[rows].any()),
                )  # fmt: skip


def _true(label: IntArray, labels: int, anything: BoolArray) -> BoolArray:
    """Which label is true of which row: (n, labels + 1) bool; every label where anything goes."""
    true: BoolArray = (label[:, None] == np.arange(labels + 1)) | anything[:, None]
    return true
