"""What changes at once on the days on which a scenario's regimes begin: at the start, at a change, when it is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from results.explain_boxes import STATUS_AXES, Box, boxes_by_label, by_axis, inside
from results.explain_edits import edits_between
from results.explain_lived import Lived, Start
from results.explain_times import districts_of
from results.explain_traits import TRAIT_AXES, one_of_each
from results.explain_types import Edit
from scenarios.levers import Regime
from simulate.hazards import Table
from simulate.rules.arrive import exempt


@dataclass(frozen=True, slots=True)
class AtOnce:
    """One thing that changes at once. exempted: for those whom the regime lets off for who they are, or the others.

    where: statuses of those for whom it changes. edit: what they become.
    """

    exempted: bool
    where: tuple[Box, ...]
    edit: Edit


@dataclass(frozen=True, slots=True)
class Beginning:
    """A regime that begins. districts: where; none for everywhere. lets_off: kinds of claimants it lets off."""

    day: date
    districts: tuple[str, ...]
    lets_off: tuple[Box, ...]
    changes: tuple[AtOnce, ...]


def beginnings(
    table: Table, regimes: Sequence[Regime], lived: Lived, values: Mapping[str, float]
) -> tuple[Beginning, ...]:
    """Every beginning of a regime that changes anything at once for anybody who can be there, in order of time."""
    found = []
    for start in lived.starts:
        changes = tuple(_changes(table, start))
        if changes:
            lets_off = _lets_off(regimes[start.regime], values) if any(one.exempted for one in changes) else ()
            found.append(Beginning(start.day, districts_of(start.areas), lets_off, changes))
    return tuple(found)


def _changes(table: Table, start: Start) -> Iterator[AtOnce]:
    at, own = by_axis(table.statuses()), np.arange(len(table.codes) - 1, dtype=np.int32)
    there = np.zeros(len(own), np.bool_)
    there[start.rows[start.rows != table.dead]] = True
    for exempted in range(2):
        to = table.arrived[start.regime, exempted, int(start.newly)][:-1]
        if exempted and (to == table.dead).all():
            continue
        edits, true = edits_between(table, own, np.where(there, to, own))
        for edit, boxes in zip(edits, boxes_by_label(at, STATUS_AXES, true | ~there[:, None]), strict=True):
            if boxes:
                # An edit may be true of some who have those levels already: told is whom it changes.
                moved = inside(boxes, at, len(own)) & there & (to != own)
                allowed = np.column_stack([~moved, moved | ~there])
                yield AtOnce(bool(exempted), boxes_by_label(at, STATUS_AXES, allowed)[1], edit)


def _lets_off(regime: Regime, values: Mapping[str, float]) -> tuple[Box, ...]:
    every = one_of_each(values)
    free = exempt(every.who, regime)
    return boxes_by_label(every.levels, TRAIT_AXES, free[:, None] == np.array([False, True]))[1]
