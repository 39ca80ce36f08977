"""What is observed: simulate once, ask later.

Per period: time in each status, events by kind and by the pathway at which they struck, the integral of each counted
outcome. The same per year and level of each equity group. And the lives of the claimants asked for, event by event.
Every period the sums are checked: everybody is somewhere all the time, and nobody appears or vanishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulate.arrays import FloatArray, IntArray, LevelArray, RowArray
from simulate.claimants import Claimants
from simulate.clocks import Events, Lives
from simulate.counts import COUNTS
from simulate.hazards import Table
from simulate.luck import luck_for
from simulate.numbers import fill
from simulate.poisson import quantile
from simulate.status import AXES, Housing, Income, Pathway, Statuses, level_name, unpack

PERIOD = 13
"""Weeks in a period of observation."""
PERIODS_A_YEAR = 4
ROUNDING = 1e-9
"""Relative error of a sum of claimant-weeks beyond which time is said to be lost."""
GROUPS: dict[str, tuple[str, ...]] = {
    "sex": ("women", "men"),
    "children": ("no children at home", "children at home"),
    "dual diagnosis": ("no dual diagnosis", "dual diagnosis"),
    "opening benefit": tuple(level_name("income", level) for level in (Income.JSA, Income.ESA, Income.IS)),
    "housing": tuple(level_name("housing", level) for level in Housing),
    "region": (),
}
"""Levels of each equity group; housing is that of the moment, the others do not change. Regions come from areas.csv."""
PATHWAYS = len(Pathway)


class Lost(RuntimeError):
    """People or time were not conserved: the run is wrong and gives no result."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One claimant's life.

    time: (events,) weeks. process, outcome: names. before, after: (events,) status codes.
    """

    number: int
    opening: int
    time: FloatArray
    process: tuple[str, ...]
    outcome: tuple[str, ...]
    before: RowArray
    after: RowArray


@dataclass(frozen=True, slots=True)
class Observation:
    """What one replicate of one regime showed. Figures are of claimants made; times `weight` for people of England.

    weeks: length. edges: (periods + 1,) weeks at which periods begin and end. weight: people each claimant stands for.
    claimants: opening cohort. entered: new claims. codes: (rows,) status codes, the last DEAD.
    kinds: (process, outcome) of each kind of event.
    time: (periods, rows) float64, claimant-weeks. events: (periods, kinds, pathways) int64.
    expected: (periods, counts) float64 and drawn: (years, counts) int64, of the counted outcomes.
    group_time[g]: (years, rows, levels); group_events[g]: (years, kinds, pathways, levels);
    group_expected[g]: (years, counts, levels). traces: of the claimants asked for.
    census: (periods + 1, rows) int64, claimants in each status at each edge.
    """

    weeks: float
    edges: FloatArray
    weight: float
    claimants: int
    entered: int
    codes: RowArray
    kinds: tuple[tuple[str, str], ...]
    counts: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    time: FloatArray
    events: IntArray
    expected: FloatArray
    drawn: IntArray
    census: IntArray
    group_time: Mapping[str, FloatArray]
    group_events: Mapping[str, IntArray]
    group_expected: Mapping[str, FloatArray]
    traces: tuple[Trace, ...]

    def statuses(self) -> Statuses:
        """Statuses of all rows but the dead one."""
        return unpack(self.codes[:-1])

    def where(self, **levels: object) -> IntArray:
        """Rows whose status has one of these levels on each axis named: `where(pathway=(4, 5), income=0)`."""
        at = self.statuses()
        chosen = np.ones(len(at), np.bool_)
        for axis, wanted in levels.items():
            if axis not in AXES:
                raise KeyError(f"no axis {axis!r}; axes are {', '.join(AXES)}")
            chosen &= np.isin(at.axis(axis), np.atleast_1d(np.asarray(wanted)))
        return np.flatnonzero(chosen)

    def kind(self, process: str, outcome: str | None = None) -> IntArray:
        """Indices of the kinds of event of a process, or of one of its outcomes. Raises KeyError if there is none."""
        found = [i for i, (p, o) in enumerate(self.kinds) if p == process and outcome in (None, o)]
        if not found:
            raise KeyError(f"no event {process!r}{f' with outcome {outcome!r}' if outcome else ''}")
        return np.array(found, np.int64)


class Observer:
    """Gathers an Observation while a replicate runs."""

    def __init__(
        self, *, who: Claimants, table: Table, values: Mapping[str, float], weeks: float, region_names: tuple[str, ...],
        seed: int, replicate: int, traced: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.who, self.table, self.weeks = who, table, weeks
        periods = int(np.ceil(weeks / PERIOD))
        self.edges = np.minimum(np.arange(periods + 1) * float(PERIOD), weeks)
        years = int(np.ceil(periods / PERIODS_A_YEAR))
        rows, self.most = len(table.codes), table.chance.shape[3]
        self.kinds = len(table.processes) * self.most
        self.pathway = np.zeros(rows, np.int64)
        at = table.statuses()
        self.pathway[:-1] = at.pathway
        self.housing = np.zeros(rows, np.int64)
        self.housing[:-1] = at.housing
        self.rate = [table.rate[:, :, c].ravel() for c in range(len(COUNTS))]
        self.propensity = [c.propensity(who, fill(c.name, c.numbers, values)) for c in COUNTS]
        self.luck = luck_for(seed=seed, replicate=replicate, names=tuple(f"count.{c.name}" for c in COUNTS))
        self.groups = {**GROUPS, "region": region_names}
        opening = np.array([Income.JSA, Income.ESA, Income.IS])
        self.levels: dict[str, LevelArray] = {
            "sex": who.male.astype(np.int8),
            "children": who.children.astype(np.int8),
            "dual diagnosis": who.dual_diagnosis.astype(np.int8),
            "opening benefit": (who.opening_benefit[:, None] == opening).argmax(axis=1).astype(np.int8),
            "region": who.region,
        }
        # One cell for every combination of the levels that do not change: one sum serves all groups.
        sizes = tuple(len(self.groups[g]) for g in self.levels)
        self.cells = int(np.prod(sizes))
        self.cell = np.ravel_multi_index(list(self.levels.values()), sizes).astype(np.int32)
        of_cell = np.unravel_index(np.arange(self.cells), sizes)
        self.in_level = {
            g: (of_cell[i][:, None] == np.arange(sizes[i])).astype(np.float64) for i, g in enumerate(self.levels)
        }
        self.year_time = np.zeros((rows, self.cells))
        self.time = np.zeros((periods, rows))
        self.events = np.zeros((periods, self.kinds, PATHWAYS), np.int64)
        self.expected = np.zeros((periods, len(COUNTS)))
        self.drawn = np.zeros((years, len(COUNTS)), np.int64)
        self.census = np.zeros((periods + 1, rows), np.int64)
        self.group_time = {g: np.zeros((years, rows, len(names))) for g, names in self.groups.items()}
        self.group_events = {
            g: np.zeros((years, self.kinds, PATHWAYS, len(names)), np.int64) for g, names in self.groups.items()
        }
        self.group_expected = {g: np.zeros((years, len(COUNTS), len(names))) for g, names in self.groups.items()}
        self.since = who.enters.copy()
        self.closed = not (who.enters > 0).any()
        self.mass = np.zeros((len(COUNTS), len(who)))
        self.buffer: list[tuple[Events, FloatArray, RowArray]] = []
        self.traced = np.array(traced, np.int64)
        self.seen: list[tuple[IntArray, FloatArray, IntArray, IntArray, RowArray, RowArray]] = []
        self.period = 0

    def open(self, lives: Lives) -> None:
        """The census at the start."""
        self.census[0] = np.bincount(lives.row[self.who.enters <= 0], minlength=len(self.table.codes))

    def record(self, events: Events, regime: RowArray) -> None:
        """Keep a batch of events; regime: (events,) the table each claimant lived under."""
        stayed = events.time - self.since[events.who]
        self.since[events.who] = events.time
        self.buffer.append((events, stayed, regime))
        if len(self.traced) and len(found := np.flatnonzero(np.isin(events.who, self.traced))):
            e = events
            self.seen.append(
                (e.who[found], e.time[found], e.process[found].astype(np.int64), e.outcome[found].astype(np.int64),
                 e.before[found], e.after[found])
            )  # fmt: skip

    def close_period(self, lives: Lives) -> None:
        """Sum up the period that ends now. Raises Lost when people or time were not conserved."""
        end, start = self.edges[self.period + 1], self.edges[self.period]
        here = np.flatnonzero(self.since < end)
        staying = end - self.since[here]
        self.since[here] = end
        who = np.concatenate([e.who for e, _, _ in self.buffer] + [here])
        stayed = np.concatenate([s for _, s, _ in self.buffer] + [staying])
        row = np.concatenate([e.before for e, _, _ in self.buffer] + [lives.row[here]]).astype(np.int64)
        regime = np.concatenate([r for _, _, r in self.buffer] + [lives.regime[here]])
        self._add_mass(who, stayed, row, regime)
        lived_in = self._sum((len(self.table.codes), self.cells), row * self.cells + self.cell[who], stayed)
        self.time[self.period] = lived_in.sum(axis=1)
        self.year_time += lived_in
        self._add_events(who[: len(who) - len(here)], row[: len(row) - len(here)])
        self.buffer.clear()
        self._check(start, end, lives)
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

    def _add_mass(self, who: IntArray, stayed: FloatArray, row: IntArray, regime: RowArray) -> None:
        """Integrals of the counted outcomes over one stretch each of these claimants."""
        year, housing = self.period // PERIODS_A_YEAR, self.housing[row]
        at = row + regime * len(self.table.codes)
        unsettled = np.flatnonzero(housing != Housing.SETTLED)
        whose, where = who[unsettled], housing[unsettled]
        for c, (rate, propensity) in enumerate(zip(self.rate, self.propensity, strict=True)):
            exposure = stayed * rate[at]
            mass = np.bincount(who, exposure, minlength=len(self.who)) * propensity
            self.mass[c] += mass
            total = float(mass.sum())
            self.expected[self.period, c] = total
            # Most are settled: the others are summed, and the settled are what is left.
            by_housing = np.bincount(where, exposure[unsettled] * propensity[whose], minlength=len(Housing))
            by_housing[Housing.SETTLED] = total - by_housing.sum()
            self.group_expected["housing"][year, c] += by_housing

    def _add_events(self, who: IntArray, row: IntArray) -> None:
        if not self.buffer:
            return
        year = self.period // PERIODS_A_YEAR
        process = np.concatenate([e.process for e, _, _ in self.buffer]).astype(np.int64)
        outcome = np.concatenate([e.outcome for e, _, _ in self.buffer])
        key = (process * self.most + outcome) * PATHWAYS + self.pathway[row]
        shape = (self.kinds * PATHWAYS, self.cells)
        found = np.bincount(key * self.cells + self.cell[who], minlength=shape[0] * shape[1]).reshape(shape)
        self.events[self.period] = found.sum(axis=1).reshape(self.kinds, PATHWAYS)
        for group, inside in self.in_level.items():
            of_level = (found @ inside.astype(np.int64)).reshape(self.kinds, PATHWAYS, -1)
            self.group_events[group][year] += of_level
        levels = len(Housing)
        housed = np.bincount(key * levels + self.housing[row], minlength=shape[0] * levels)
        self.group_events["housing"][year] += housed.reshape(self.kinds, PATHWAYS, levels)

    def _close_year(self, year: int) -> None:
        for group, inside in self.in_level.items():
            self.group_time[group][year] = self.year_time @ inside
        total = self.year_time.sum(axis=1)
        self.group_time["housing"][year] = total[:, None] * (self.housing[:, None] == np.arange(len(Housing)))
        self.group_time["housing"][year, self.table.dead] = 0.0
        self.year_time[:] = 0.0
        for c in range(len(self.mass)):
            u = self.luck.uniform(who=self.who.number, name=c, k=year)
            self.drawn[year, c] = quantile(u, self.mass[c]).sum()
            for group, level in self.levels.items():
                names = self.groups[group]
                self.group_expected[group][year, c] = np.bincount(level, self.mass[c], minlength=len(names))
        self.mass[:] = 0.0

    def result(self) -> Observation:
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
        opening = int((self.who.enters <= 0).sum())
        return Observation(
            weeks=self.weeks, edges=self.edges, weight=self.who.weight, claimants=opening,
            entered=len(self.who) - opening, codes=self.table.codes, kinds=tuple(kinds[i] for i in there),
            counts=tuple(c.name for c in COUNTS), groups=self.groups, time=self.time, events=self.events[:, there],
            expected=self.expected, drawn=self.drawn, census=self.census, group_time=self.group_time,
            group_events={g: e[:, there] for g, e in self.group_events.items()},
            group_expected=self.group_expected, traces=self._traces(),
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
                    opening=int(self.who.status[number]),
                    time=columns[1][mine] if columns else np.zeros(0),
                    process=tuple(self.table.processes[p].name for p in process),
                    outcome=tuple(self.table.outcomes[p][o] for p, o in zip(process, outcome, strict=True)),
                    before=self.table.codes[columns[4][mine]] if columns else np.zeros(0, np.int32),
                    after=self.table.codes[columns[5][mine]] if columns else np.zeros(0, np.int32),
                )
            )
        return tuple(traces)
