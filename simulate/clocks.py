"""The engine: who rings next, fire, read the hazards anew. It knows nothing of benefits or drugs.

Every process has a clock for every claimant: a threshold that is used up at the process's current hazard,

    hazard[claimant, process] = table[row, process] x relative_risk[claimant, process] x field[area, process]

When the first threshold is used up that process fires, the row changes, and the claimant's hazards are read anew; the
share of a threshold already used up stays used up. So competing risks are exact in continuous time, and nothing
depends on a step.
Rows, not columns: one claimant's clocks lie side by side in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray, RateArray, RowArray
from simulate.hazards import Table
from simulate.luck import Luck, luck_for
from simulate.process import Clock, Process

CHUNK = 8192
"""Claimants fired at a time: their rows stay in the cache. No result depends on it."""
THRESHOLD, OUTCOME = 0, 1
"""Channels of luck; further stages of a threshold use channels from 2 upwards."""
LEAST = 1e-30
"""A threshold never runs below this: rounding must not make a clock ring before now."""


@dataclass(frozen=True, slots=True)
class Events:
    """What fired: all fields (events,).

    who: claimant index. time: weeks. process, outcome: indices. before, after: rows.
    """

    who: IntArray
    time: FloatArray
    process: NDArray[np.uint8]
    outcome: NDArray[np.uint8]
    before: RowArray
    after: RowArray


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled tables in the shape the engine reads: regimes laid one after another.

    "Processes" are the columns the engine keeps clocks for. columns: (processes,) their places in the table.
    column_of: (processes of the table,) the way back, -1 for one left out.
    hazard: (regimes x rows, processes) in the engine's precision. upto: (regimes x rows, processes, outcomes - 1)
    cumulative chances. after: (regimes x rows, processes, outcomes) int32. clocks: for each process. several:
    (processes,) whether there is more than one outcome. odds_column: (processes,) first column of its odds, -1 without.
    tilts: (processes,) how many of the first outcomes the odds tilt. situation: (regimes x rows, processes) int8,
    which column of the odds holds; situation_of: (processes,) column there, -1 without.
    running: (regimes x rows,) one bit a process: whether its clock has memory and runs there.
    """

    rows: int
    columns: IntArray
    column_of: IntArray
    hazard: RateArray
    upto: FloatArray
    after: RowArray
    clocks: tuple[Clock, ...]
    several: BoolArray
    odds_column: IntArray
    tilts: IntArray
    situation: LevelArray
    situation_of: IntArray
    running: NDArray[np.uint64]

    @property
    def odds_width(self) -> int:
        """Columns of the odds."""
        taken = self.odds_column + (self.situation_of >= 0) + 1
        return int(taken[self.odds_column >= 0].max(initial=0))

    @property
    def timers(self) -> IntArray:
        """Columns of the clocks with memory."""
        return np.array([p for p, clock in enumerate(self.clocks) if not clock.memoryless], np.int64)


def clocks_of(table: Table, *, memoryless: bool = False) -> tuple[Clock, ...]:
    """The clock of every process of a table. memoryless: all exponential, as the Markov generator has them."""
    return tuple(Clock(1) if memoryless else process.clock for process in table.processes)


def rules_of(
    table: Table, *, dtype: type[np.floating[Any]] = np.float32, memoryless: bool = False, live: bool = False
) -> Rules:
    """Tables for the engine.

    memoryless: every clock exponential with the same mean, as the Markov generator has it (for checks).
    live: leave out the processes that nobody is ever at risk of; nothing that happens depends on it.
    """
    regimes, rows, processes, most = table.chance.shape
    columns = np.flatnonzero(table.hazard.any(axis=(0, 1))) if live else np.arange(processes)
    column_of = np.full(processes, -1, np.int64)
    column_of[columns] = np.arange(len(columns))
    upto = np.cumsum(table.chance[:, :, columns], axis=3)[..., :-1].reshape(regimes * rows, len(columns), most - 1)
    several = np.array([len(table.outcomes[p]) > 1 for p in columns])
    for column, p in enumerate(columns):
        upto[:, column, len(table.outcomes[p]) - 1 :] = np.inf  # rounding must not lead past the last outcome there is
    here = [table.processes[p] for p in columns]
    situated = [column for column, process in enumerate(here) if process.situation is not None]
    situation_of = np.full(len(columns), -1, np.int64)
    situation_of[situated] = np.arange(len(situated))
    odds_column = np.full(len(columns), -1, np.int64)
    width = 0
    for column, process in enumerate(here):
        if process.odds is not None:
            odds_column[column], width = width, width + process.odds_columns
    every_clock = clocks_of(table, memoryless=memoryless)
    clocks = tuple(every_clock[p] for p in columns)
    hazard = table.hazard[:, :, columns].reshape(regimes * rows, len(columns))
    bits = np.array([0 if clock.memoryless else 1 << column for column, clock in enumerate(clocks)], np.uint64)
    return Rules(
        rows=rows,
        columns=columns,
        column_of=column_of,
        hazard=np.ascontiguousarray(hazard.astype(dtype)),
        upto=upto,
        after=np.ascontiguousarray(table.after[:, :, columns].reshape(regimes * rows, len(columns), most)),
        clocks=clocks,
        several=several,
        odds_column=odds_column,
        tilts=np.array([process.tilts for process in here], np.int64),
        situation=table.situation[:, :, columns[situated]].reshape(regimes * rows, len(situated)),
        situation_of=situation_of,
        running=((hazard > 0) * bits).sum(axis=1, dtype=np.uint64),
    )


@dataclass(frozen=True, slots=True)
class Members:
    """Who lives in which area.

    order: (claimants,) claimant indices, area by area. edges: (areas + 1,) where each area begins in `order`.
    """

    order: IntArray
    edges: IntArray

    def of(self, where: BoolArray) -> IntArray:
        """Claimants of the areas in which `where` holds: (n,)."""
        if where.all():
            return self.order
        parts = [self.order[self.edges[area] : self.edges[area + 1]] for area in np.flatnonzero(where)]
        return np.concatenate(parts) if parts else self.order[:0]


def members_of(area: NDArray[np.int16], areas: int) -> Members:
    """Who lives in which of so many areas."""
    edges = np.concatenate([[0], np.cumsum(np.bincount(area, minlength=areas))])
    return Members(np.argsort(area, kind="stable"), edges)


@dataclass(slots=True)
class Lives:
    """The state of all lives, changed in place.

    row: (claimants,) int32. regime: (claimants,) int32, which table. area: (claimants,) int16.
    number: (claimants,) int64, who for luck. left: (claimants, processes) thresholds left at `since`.
    relative_risk: as left. odds: (claimants, tilted processes). field: (areas, processes), moved by `set_field` alone.
    felt: columns in which the field is not 1 everywhere. members: who lives in which area.
    rung: (claimants, processes) uint32, how often each clock has been set. since, next_time: (claimants,) float64,
    weeks. next_process: (claimants,) int64.
    """

    rules: Rules
    luck: Luck
    row: RowArray
    regime: RowArray
    area: NDArray[np.int16]
    number: IntArray
    left: RateArray
    relative_risk: RateArray
    odds: RateArray
    field: RateArray
    felt: IntArray
    members: Members
    rung: NDArray[np.uint32]
    since: FloatArray
    next_time: FloatArray
    next_process: IntArray

    def __len__(self) -> int:
        return len(self.row)


def thresholds(
    luck: Luck, clocks: tuple[Clock, ...], who: NDArray[np.integer], process: IntArray, k: NDArray[np.integer]
) -> FloatArray:
    """Fresh thresholds of these clocks, mean 1: (n,) float64."""
    stages = np.array([clock.stages for clock in clocks])[process]
    drawn = -np.log(luck.uniform(who=who, name=process, k=k, channel=THRESHOLD))
    for stage in range(1, int(stages.max(initial=0))):
        more = np.flatnonzero(stages > stage)
        drawn[more] -= np.log(luck.uniform(who=who[more], name=process[more], k=k[more], channel=OUTCOME + stage))
    other = np.flatnonzero(stages != 1)
    drawn[other] = np.where(stages[other] == 0, 1.0, drawn[other] / np.maximum(stages[other], 1))
    return drawn


def first_thresholds(
    *, processes: tuple[Process[Any], ...], clocks: tuple[Clock, ...], number: IntArray, seed: int, replicate: int,
    dtype: type[np.floating[Any]] = np.float32,
) -> RateArray:  # fmt: skip
    """The thresholds of every clock at the start, the same under every regime: (claimants, processes).

    Who starts in the middle of a fixed time has an evenly spread part of it left; on every later entry it is whole.
    """
    luck = luck_for(seed=seed, replicate=replicate, names=tuple(process.name for process in processes))
    left = np.empty((len(number), len(processes)), dtype)
    zero = np.zeros(len(number), np.int64)
    for p, clock in enumerate(clocks):
        if clock.stages == 0:
            left[:, p] = luck.uniform(who=number, name=p, k=0, channel=THRESHOLD)
        else:
            left[:, p] = thresholds(luck, clocks, number, np.full(len(number), p), zero)
    return left


def begin(
    *, rules: Rules, luck: Luck, row: RowArray, regime: RowArray, area: NDArray[np.int16], number: IntArray,
    left: RateArray, relative_risk: RateArray, odds: RateArray, areas: int, enters: FloatArray,
) -> Lives:  # fmt: skip
    """Lives at the start: everybody's first ring is known.

    left: (claimants, processes), taken over, not copied. enters: (claimants,) weeks; nothing happens to anybody before.
    """
    n, processes = left.shape
    lives = Lives(
        rules=rules, luck=luck, row=row.astype(np.int32), regime=regime.astype(np.int32), area=area, number=number,
        left=left, relative_risk=relative_risk, odds=odds, field=np.ones((areas, processes), left.dtype),
        felt=np.zeros(0, np.int64), members=members_of(area, areas),
        rung=np.zeros((n, processes), np.uint32), since=enters.astype(np.float64), next_time=np.empty(n),
        next_process=np.empty(n, np.int64),
    )  # fmt: skip
    _reread_chunks(lives, np.arange(n))
    return lives


def hazards(lives: Lives, who: IntArray) -> RateArray:
    """Current hazards of these claimants: (n, processes), per week."""
    rate = lives.rules.hazard.take(lives.row[who] + lives.regime[who] * lives.rules.rows, axis=0)
    rate *= _risk(lives, who)
    return rate


def _risk(lives: Lives, who: IntArray) -> RateArray:
    """Relative risk x field of these claimants: (n, processes), a copy."""
    risk = lives.relative_risk.take(who, axis=0)
    area = lives.area[who]
    for p in lives.felt:
        risk[:, p] *= lives.field[area, p]
    return risk


def set_field(lives: Lives, process: int, where: BoolArray, to: RateArray, now: float) -> None:
    """Move the field of one process in some areas, `now`. The share of each threshold already used up stays used up.

    Only that process's thresholds and the rings that depend on them are touched: those of claimants at risk of it.
    where: (areas,) bool. to: (areas,), read where `where` holds. now: weeks, not before the `since` of anybody
    present.
    """
    who = lives.members.of(where)
    row = lives.row[who] + lives.regime[who] * lives.rules.rows
    risk = lives.rules.hazard[row, process] > 0
    who, row = who[risk], row[risk]
    rate = (lives.rules.hazard[row, process] * lives.relative_risk[who, process]).astype(np.float64)
    area, since = lives.area[who], lives.since[who]
    rate_was = rate * lives.field[area, process]
    lives.field[where, process] = to[where]
    lives.felt = np.flatnonzero((lives.field != 1).any(axis=0))
    rate_is = rate * lives.field[area, process]
    # `left` holds at `since`: what the new rate would use up more, or less, between then and now is put back.
    left = lives.left[who, process] + (rate_is - rate_was) * np.maximum(now - since, 0.0)
    lives.left[who, process] = np.maximum(left, LEAST)
    with np.errstate(divide="ignore"):
        ring = since + lives.left[who, process].astype(np.float64) / rate_is
    later = (lives.next_process[who] == process) & (ring > lives.next_time[who])
    sooner = ~later & (ring < lives.next_time[who])
    lives.next_time[who[sooner]] = ring[sooner]
    lives.next_process[who[sooner]] = process
    _reread_chunks(lives, who[later])


def _reread_chunks(lives: Lives, who: IntArray) -> None:
    for start in range(0, len(who), CHUNK):
        reread(lives, who[start : start + CHUNK])


def settle(lives: Lives, who: IntArray, now: float) -> None:
    """Use up the thresholds of these claimants until `now`, at the hazards they have had."""
    elapsed = np.maximum(now - lives.since[who], 0.0)
    left = lives.left.take(who, axis=0)
    left -= hazards(lives, who) * elapsed[:, None].astype(left.dtype)
    np.maximum(left, LEAST, out=left)
    lives.left[who] = left
    lives.since[who] = np.maximum(lives.since[who], now)


def reread(lives: Lives, who: IntArray) -> None:
    """Read the hazards of these claimants anew, and with them their next ring."""
    _set_next(lives, who, hazards(lives, who), lives.left.take(who, axis=0), lives.since[who])


def restart_after(lives: Lives, who: IntArray, before: IntArray) -> None:
    """As `restart`, for claimants whose row or regime was changed from outside; before: (n,) rows they came from."""
    left = lives.left.take(who, axis=0)
    restart(lives, who, before, lives.row[who] + lives.regime[who] * lives.rules.rows, left)
    lives.left[who] = left


def _set_next(lives: Lives, who: IntArray, rate: RateArray, left: RateArray, now: FloatArray) -> None:
    with np.errstate(divide="ignore"):
        wait = np.divide(left, rate, out=rate)
    process = wait.argmin(axis=1)
    lives.next_process[who] = process
    lives.next_time[who] = now + wait[np.arange(len(who)), process].astype(np.float64)


def advance(lives: Lives, until: float, record: Callable[[Events], None]) -> None:
    """Live until `until` (weeks, exclusive), handing every batch of events to `record`."""
    due = np.flatnonzero(lives.next_time < until)
    while len(due):
        for start in range(0, len(due), CHUNK):
            record(_fire(lives, due[start : start + CHUNK]))
        due = due[lives.next_time[due] < until]


def _fire(lives: Lives, who: IntArray) -> Events:
    rules = lives.rules
    now, process = lives.next_time[who], lives.next_process[who]
    flat = who * lives.left.shape[1] + process
    before, offset = lives.row[who], lives.regime[who] * rules.rows
    risk = _risk(lives, who)
    rate = rules.hazard.take(before + offset, axis=0)
    rate *= risk
    left = lives.left.take(who, axis=0)
    left -= rate * (now - lives.since[who])[:, None].astype(left.dtype)
    np.maximum(left, LEAST, out=left)

    k = lives.rung.ravel().take(flat) + np.uint32(1)
    lives.rung.ravel()[flat] = k
    number = lives.number[who]
    left[np.arange(len(who)), process] = thresholds(lives.luck, rules.clocks, number, process, k)
    outcome = _outcomes(lives, who, before + offset, process, k)
    most = rules.after.shape[2]
    at = ((before + offset) * np.int64(len(rules.clocks)) + process) * most + outcome
    after = rules.after.ravel().take(at)
    lives.row[who] = after

    risk *= rules.hazard.take(after + offset, axis=0)
    restart(lives, who, before + offset, after + offset, left)
    lives.left[who] = left
    lives.since[who] = now
    _set_next(lives, who, risk, left, now)
    return Events(who, now, rules.columns[process].astype(np.uint8), outcome.astype(np.uint8), before, after)


def _outcomes(lives: Lives, who: IntArray, at: IntArray, process: IntArray, k: NDArray[np.uint32]) -> IntArray:
    """Which outcome each firing leads to: (n,) int64."""
    rules = lives.rules
    outcome = np.zeros(len(who), np.int64)
    some = np.flatnonzero(rules.several[process])
    if not len(some):
        return outcome
    who, at, process, k = who[some], at[some], process[some], k[some]
    drawn = lives.luck.uniform(who=lives.number[who], name=process, k=k, channel=OUTCOME)
    upto = rules.upto[at, process]
    drawn = tilted(drawn, upto, odds_of(rules, lives.odds, who, at, process), rules.tilts[process])
    outcome[some] = (drawn[:, None] >= upto).sum(axis=1)
    return outcome


def odds_of(rules: Rules, odds: RateArray, who: IntArray, at: IntArray, process: IntArray) -> FloatArray:
    """The odds by which these claimants' outcomes are tilted: (n,) float64, 1 for a process without.

    odds: (claimants, columns). at: (n,) rows of the regimes' tables laid one after another.
    """
    if not odds.shape[1]:
        return np.ones(len(who))
    column = rules.odds_column[process]
    if rules.situation.shape[1]:
        which = rules.situation_of[process]
        column = column + np.where(which >= 0, rules.situation[at, np.maximum(which, 0)], 0)
    return np.where(rules.odds_column[process] >= 0, odds[who, np.maximum(column, 0)], 1.0)


def tilted(drawn: FloatArray, upto: FloatArray, odds: FloatArray, tilts: IntArray) -> FloatArray:
    """Uniforms stretched so that the first `tilts` outcomes together fall with their odds multiplied: (n,).

    Each side keeps its shares among itself. upto: (n, outcomes - 1) cumulative chances. odds, tilts: (n,).
    """
    first = np.minimum(upto[np.arange(len(upto)), tilts - 1], 1.0)
    chance = odds * first / (1 - first + odds * first)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = drawn * (first / chance)
        above = first + (drawn - chance) * ((1 - first) / (1 - chance))
    return np.where(drawn < chance, below, above)


def restart(lives: Lives, who: IntArray, before: IntArray, after: IntArray, left: RateArray) -> None:
    """Clocks with memory start afresh where their hazard has risen from 0.

    before, after: (n,) rows of the regimes' tables laid one after another. left: (n, processes), changed in place.
    """
    rules = lives.rules
    rises = rules.running[after] & ~rules.running[before]
    some = np.flatnonzero(rises)
    rises = rises[some]
    risen = int(np.bitwise_or.reduce(rises)) if len(some) else 0
    for p in (p for p in rules.timers if risen >> int(p) & 1):
        starts = some[rises & np.uint64(1 << int(p)) > 0]
        if rules.clocks[p].stages == 0:
            left[starts, p] = 1.0
            continue
        k = lives.rung[who[starts], p] + np.uint32(1)
        lives.rung[who[starts], p] = k
        number = lives.number[who[starts]]
        left[starts, p] = thresholds(lives.luck, rules.clocks, number, np.full(len(starts), p), k)
