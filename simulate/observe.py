"""How a run is observed: simulate once, ask later.

Per period: time in each status, events by kind and by where they struck and led to, the integral of each counted
outcome. The same per year and level of each equity group. And the lives of the claimants asked for, event by event.
Every period the sums are checked: everybody is somewhere all the time, and nobody appears or vanishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from simulate.arrays import FloatArray, IntArray, RowArray
from simulate.claimants import Claimants
from simulate.clocks import Events, Lives
from simulate.counts import COUNTS
from simulate.expected import EXPECTED
from simulate.groups import HOUSING, LEVELS, Pack, packs
from simulate.hazards import Table
from simulate.luck import luck_for
from simulate.numbers import fill
from simulate.observation import Lost, Observation, Trace
from simulate.poisson import quantile
from simulate.status import Housing, Income, Mandate, Pathway, Sanction

PERIOD = 13
"""Weeks in a period of observation."""
PERIODS_A_YEAR = 4
ROUNDING = 1e-9
"""Relative error of a sum of claimant-weeks beyond which time is said to be lost."""
PATHWAYS = len(Pathway)
MOVED: dict[str, type[IntEnum]] = {"pathway": Pathway, "income": Income, "sanction": Sanction}
"""Axes on which it is kept where events struck and where they led to."""
PLACES = (len(Income), len(Mandate), len(Sanction))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time some claimants spent in a row under a regime, that has ended: all fields (n,)."""

    who: IntArray
    stayed: FloatArray
    row: RowArray
    regime: RowArray


class Observer:
    """Gathers an Observation while a replicate runs."""

    def __init__(
        self, *, who: Claimants, table: Table, values: Mapping[str, float], weeks: float, seed: int, replicate: int,
        traced: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.who, self.table, self.weeks = who, table, weeks
        periods = int(np.ceil(weeks / PERIOD))
        self.edges = np.minimum(np.arange(periods + 1) * float(PERIOD), weeks)
        years = int(np.ceil(periods / PERIODS_A_YEAR))
        rows, self.most = len(table.codes), table.chance.shape[3]
        self.kinds = len(table.processes) * self.most
        at = table.statuses()
        self.level = {axis: np.append(at.axis(axis), len(levels)).astype(np.int64) for axis, levels in MOVED.items()}
        self.place = np.append(np.ravel_multi_index([at.income, at.mandate, at.sanction], PLACES), 0)
        self.housing = np.append(at.housing, 0).astype(np.int64)
        self.counted = [c for c in range(len(COUNTS)) if table.rate[:, :, c].any()]
        self.rate = [table.rate[:, :, c].ravel() for c in self.counted]
        some = [COUNTS[c] for c in self.counted]
        self.propensity = [c.propensity(who, fill(c.name, c.numbers, values)) for c in some]
        self.names = (*(c.name for c in COUNTS), *EXPECTED)
        self.luck = luck_for(seed=seed, replicate=replicate, names=tuple(f"count.{c.name}" for c in COUNTS))
        self.packs: tuple[Pack, ...] = packs(who)
        self.year_time = [np.zeros((rows, pack.cells)) for pack in self.packs]
        self.time = np.zeros((periods, rows))
        self.moves = {
            axis: np.zeros((periods, self.kinds, len(levels), len(levels) + 1), np.int64)
            for axis, levels in MOVED.items()
        }
        self.places = np.zeros((periods, self.kinds, *PLACES), np.int64)
        self.expected = np.zeros((periods, len(self.names)))
        self.drawn = np.zeros((years, len(self.names)), np.int64)
        self.census = np.zeros((periods + 1, rows), np.int64)
        self.group_time = {g: np.zeros((years, rows, len(names))) for g, names in LEVELS.items()}
        self.group_events = {
            g: np.zeros((years, self.kinds, PATHWAYS, len(names)), np.int64) for g, names in LEVELS.items()
        }
        self.group_expected = {g: np.zeros((years, len(self.names), len(names))) for g, names in LEVELS.items()}
        self.accounts: dict[str, FloatArray] = {}
        self.since = who.enters.copy()
        self.closed = not (who.enters > 0).any()
        self.mass = np.zeros((len(self.counted), len(who)))
        self.buffer: list[tuple[Events, Stretch]] = []
        self.ended: list[Stretch] = []
        self.traced = np.array(traced, np.int64)
        self.opening: dict[int, int] = {}
        self.seen: list[tuple[IntArray, FloatArray, IntArray, IntArray, RowArray, RowArray]] = []
        self.period = 0

    def open(self, lives: Lives) -> None:
        """The census at the start, and what everybody's risk of the expected events is."""
        self.census[0] = np.bincount(lives.row[self.who.enters <= 0], minlength=len(self.table.codes))
        self.opening = {int(who): int(self.table.codes[lives.row[who]]) for who in self.traced}
        for c, name in enumerate(EXPECTED.values(), start=len(COUNTS)):
            there = [p for p, process in enumerate(self.table.processes) if process.name == name]
            for p in there:
                if (column := lives.rules.column_of[p]) >= 0:
                    self.counted.append(c)
                    self.rate.append(self.table.hazard[:, :, p].ravel())
                    self.propensity.append(lives.relative_risk[:, column].astype(np.float64))
        self.mass = np.zeros((len(self.counted), len(self.who)))

    def record(self, events: Events, regime: RowArray) -> None:
        """Keep a batch of events; regime: (events,) the table each claimant lived under until then."""
        self.buffer.append((events, self._stretch(events.who, events.time, events.before, regime)))
        if len(self.traced) and len(found := np.flatnonzero(np.isin(events.who, self.traced))):
            e = events
            self.seen.append(
                (e.who[found], e.time[found], e.process[found].astype(np.int64), e.outcome[found].astype(np.int64),
                 e.before[found], e.after[found])
            )  # fmt: skip

    def end(self, who: IntArray, time: float, row: RowArray, regime: RowArray) -> None:
        """A stretch of these claimants ends without an event: the regime changes, the row does not."""
        self.ended.append(self._stretch(who, np.full(len(who), time), row, regime))

    def _stretch(self, who: IntArray, time: FloatArray, row: RowArray, regime: RowArray) -> Stretch:
        stayed = time - self.since[who]
        self.since[who] = time
        return Stretch(who, stayed, row, regime)

    def close_period(self, lives: Lives, accounts: Mapping[str, float] | None = None) -> None:
        """Sum up the period that ends now. Raises Lost when people or time were not conserved.

        accounts: what ticks kept a ledger of in it.
        """
        end, start = self.edges[self.period + 1], self.edges[self.period]
        here = np.flatnonzero(self.since < end)
        last = self._stretch(here, np.full(len(here), end), lives.row[here], lives.regime[here])
        stretches = [stretch for _, stretch in self.buffer] + self.ended + [last]
        who = np.concatenate([one.who for one in stretches])
        stayed = np.concatenate([one.stayed for one in stretches])
        row = np.concatenate([one.row for one in stretches]).astype(np.int64)
        self._add_mass(who, stayed, row, np.concatenate([one.regime for one in stretches]))
        self._add_time(who, stayed, row)
        struck = sum(len(events.who) for events, _ in self.buffer)
        self._add_events(who[:struck], row[:struck])
        self.buffer.clear()
        self.ended.clear()
        self._check(start, end, lives)
        for name, value in (accounts or {}).items():
            self.accounts.setdefault(name, np.zeros(len(self.time)))[self.period] = value
        self.period += 1
        if self.period % PERIODS_A_YEAR == 0 or self.period == len(self.time):
            self._close_year((self.period - 1) // PERIODS_A_YEAR)

    @staticmethod
    def _sum(shape: tuple[int, int], key: IntArray, weight: FloatArray) -> FloatArray:
        total: Any = np.bincount(key, weight, minlength=shape[0] * shape[1])
        return np.asarray(total, np.float64).reshape(shape)

    def _check(self, start: float, end: float, lives: Lives) -> None:
        present = lives.row if self.closed else lives.row[self.who.enters < end]
        self.census[self.period + 1] = np.bincount(present, minlength=len(self.table.codes))
        lived = self.time[self.period].sum()
        due = (end - start) * len(present) if self.closed else (end - np.clip(self.who.enters, start, end)).sum()
        if abs(lived - due) > ROUNDING * due:
            raise Lost(f"weeks {start:g}-{end:g}: {lived:.3f} claimant-weeks were lived, {due:.3f} were due")

    def _add_time(self, who: IntArray, stayed: FloatArray, row: IntArray) -> None:
        rows = len(self.table.codes)
        for i, (pack, year_time) in enumerate(zip(self.packs, self.year_time, strict=True)):
            lived_in = self._sum((rows, pack.cells), row * pack.cells + pack.cell[who], stayed)
            year_time += lived_in
            if i == 0:
                self.time[self.period] = lived_in.sum(axis=1)

    def _add_mass(self, who: IntArray, stayed: FloatArray, row: IntArray, regime: RowArray) -> None:
        """Integrals of the counted outcomes over one stretch each of these claimants."""
        year, housing = self.period // PERIODS_A_YEAR, self.housing[row]
        at = row + regime * len(self.table.codes)
        unsettled = np.flatnonzero(housing != Housing.SETTLED)
        whose, where = who[unsettled], housing[unsettled]
        for i, (c, rate, propensity) in enumerate(zip(self.counted, self.rate, self.propensity, strict=True)):
            exposure = stayed * rate[at]
            mass = np.bincount(who, exposure, minlength=len(self.who)) * propensity
            self.mass[i] += mass
            total = float(mass.sum())
            self.expected[self.period, c] = total
            # Most are settled: the others are summed, and the settled are what is left.
            by_housing = np.bincount(where, exposure[unsettled] * propensity[whose], minlength=len(Housing))
            by_housing[Housing.SETTLED] = total - by_housing.sum()
            self.group_expected[HOUSING][year, c] += by_housing

    def _add_events(self, who: IntArray, row: IntArray) -> None:
        if not self.buffer:
            return
        year = self.period // PERIODS_A_YEAR
        process = np.concatenate([e.process for e, _ in self.buffer]).astype(np.int64)
        outcome = np.concatenate([e.outcome for e, _ in self.buffer])
        after = np.concatenate([e.after for e, _ in self.buffer])
        kind = process * self.most + outcome
        for axis, level in self.level.items():
            shape = self.moves[axis].shape[1:]
            moved = np.bincount((kind * shape[1] + level[row]) * shape[2] + level[after], minlength=int(np.prod(shape)))
            self.moves[axis][self.period] = moved.reshape(shape)
        struck, size = kind * PATHWAYS + self.level["pathway"][row], self.kinds * PATHWAYS
        many = int(np.prod(PLACES))
        placed = np.bincount(kind * many + self.place[row], minlength=self.kinds * many)
        self.places[self.period] = placed.reshape(self.kinds, *PLACES)
        for pack in self.packs:
            found = np.bincount(struck * pack.cells + pack.cell[who], minlength=size * pack.cells)
            for group, inside in pack.inside.items():
                of_level = found.reshape(size, pack.cells) @ inside.astype(np.int64)
                self.group_events[group][year] += of_level.reshape(self.kinds, PATHWAYS, -1)
        levels = len(Housing)
        housed = np.bincount(struck * levels + self.housing[row], minlength=size * levels)
        self.group_events[HOUSING][year] += housed.reshape(self.kinds, PATHWAYS, levels)

    def _close_year(self, year: int) -> None:
        for pack, year_time in zip(self.packs, self.year_time, strict=True):
            for group, inside in pack.inside.items():
                self.group_time[group][year] = year_time @ inside
        total = self.year_time[0].sum(axis=1)
        self.group_time[HOUSING][year] = total[:, None] * (self.housing[:, None] == np.arange(len(Housing)))
        self.group_time[HOUSING][year, self.table.dead] = 0.0
        for year_time in self.year_time:
            year_time[:] = 0.0
        for i, c in enumerate(self.counted):
            if c < len(COUNTS) and COUNTS[c].drawn:
                u = self.luck.uniform(who=self.who.number, name=c, k=year)
                self.drawn[year, c] = quantile(u, self.mass[i]).sum()
            for pack in self.packs:
                by_cell = np.bincount(pack.cell, self.mass[i], minlength=pack.cells)
                for group, inside in pack.inside.items():
                    self.group_expected[group][year, c] = by_cell @ inside
        self.mass[:] = 0.0

    def result(self, tracks: Mapping[str, list[float]] | None = None) -> Observation:
        """The observation, once every period is closed. Raises Lost when somebody is missing."""
        if self.period != len(self.time):
            raise Lost(f"{self.period} of {len(self.time)} periods were closed")
        if self.census[-1].sum() != (self.who.enters < self.weeks).sum():
            raise Lost("somebody is missing at the end")
        kinds = [
            (process.name, names[o] if o < len(names) else "")
            for process, names in zip(self.table.processes, self.table.outcomes, strict=True)
            for o in range(self.most)
        ]
        there = [i for i, (_, outcome) in enumerate(kinds) if outcome]
        opening = int(self.who.opening.sum())
        entered = int((self.who.enters > 0).sum())
        return Observation(
            weeks=self.weeks, edges=self.edges, weight=self.who.weight, claimants=opening,
            outside=len(self.who) - opening - entered, entered=entered, codes=self.table.codes,
            kinds=tuple(kinds[i] for i in there), counts=self.names, groups=dict(LEVELS),
            time=self.time, moves={axis: moved[:, there] for axis, moved in self.moves.items()},
            places=self.places[:, there], expected=self.expected, drawn=self.drawn, census=self.census,
            group_time=self.group_time, group_events={g: e[:, there] for g, e in self.group_events.items()},
            group_expected=self.group_expected, accounts=self.accounts,
            tracks={name: np.array(course) for name, course in (tracks or {}).items()}, traces=self._traces(),
        )  # fmt: skip

    def _traces(self) -> tuple[Trace, ...]:
        columns = [np.concatenate([batch[i] for batch in self.seen]) for i in range(6)] if self.seen else []
        traces = []
        for number in self.traced:
            mine = np.flatnonzero(columns[0] == number) if columns else np.zeros(0, np.int64)
            mine = mine[np.argsort(columns[1][mine], kind="stable")] if columns else mine
            process = [int(p) for p in columns[2][mine]] if columns else []
            outcome = [int(o) for o in columns[3][mine]] if columns else []
            traces.append(
                Trace(
                    number=int(number),
                    opening=self.opening[int(number)],
                    time=columns[1][mine] if columns else np.zeros(0),
                    process=tuple(self.table.processes[p].name for p in process),
                    outcome=tuple(self.table.outcomes[p][o] for p, o in zip(process, outcome, strict=True)),
                    before=self.table.codes[columns[4][mine]] if columns else np.zeros(0, np.int32),
                    after=self.table.codes[columns[5][mine]] if columns else np.zeros(0, np.int32),
                )
            )
        return tuple(traces)
