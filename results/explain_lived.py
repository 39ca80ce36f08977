"""Which statuses lives under a scenario come to, under each of its regimes and through each change of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, RowArray
from simulate.hazards import Table


@dataclass(frozen=True, slots=True)
class Start:
    """A regime that begins for some. regime: in the table. areas: where, None for everywhere.

    rows: where they can be on that day. newly: whether nothing was required of them before.
    """

    day: date
    regime: int
    areas: tuple[int, ...] | None
    rows: RowArray
    newly: bool


@dataclass(frozen=True, slots=True)
class Lived:
    """Where lives under a scenario can be. there: regime of the table -> (rows,) bool, while it is in force.

    starts: every beginning of a regime, in order of time.
    """

    there: Mapping[int, BoolArray]
    starts: tuple[Start, ...]

    def begins(self, regime: int) -> BoolArray:
        """Where claimants are, under what went before, on days on which a regime begins: (rows,) bool."""
        found: BoolArray = np.zeros_like(self.there[regime])
        for start in self.starts:
            if start.regime == regime:
                found[start.rows] = True
        return found


def lived(table: Table, plan: Timeline, first: int, opening: RowArray) -> Lived:
    """What lives under a scenario come to.

    first: index in the table of the scenario's first regime. opening: rows in which claimants begin.
    """
    there: dict[int, BoolArray] = {}
    starts: list[Start] = []
    was: Sequence[int | None] = [None] * len(plan.segments[0].regime_of_area)
    for segment in plan.segments:
        now = segment.regime_of_area
        pairs: dict[tuple[int | None, int], list[int]] = {}
        for area, (before, regime) in enumerate(zip(was, now, strict=True)):
            if before != regime:
                pairs.setdefault((before, regime), []).append(area)
        fresh = [
            Start(
                day=segment.start, regime=first + regime, areas=tuple(areas) if len(areas) < len(now) else None,
                rows=opening if before is None else np.flatnonzero(there[first + before]).astype(np.int32),
                newly=before is None or not plan.regimes[before].obliges,
            )
            for (before, regime), areas in pairs.items()
        ]  # fmt: skip
        for start in fresh:
            found = there.setdefault(start.regime, np.zeros(len(table.codes), np.bool_))
            for exempted in range(2):
                to = table.arrived[start.regime, exempted, int(start.newly)][start.rows]
                reach(table, start.regime, to[to != table.dead], found)
        starts += fresh
        was = now
    return Lived(there, tuple(starts))


def reach(table: Table, regime: int, rows: RowArray, found: BoolArray) -> None:
    """Mark in `found` every row that lives from these rows come to under one regime; it knows some already."""
    hazard, chance, after = table.hazard[regime], table.chance[regime], table.after[regime]
    fresh = np.unique(rows)
    fresh = fresh[~found[fresh]]
    while len(fresh):
        found[fresh] = True
        onward = np.unique(after[fresh][(hazard[fresh][..., None] > 0) & (chance[fresh] > 0)])
        fresh = onward[~found[onward]]
