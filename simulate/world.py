"""The state of a running replicate that ticks may read and move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenarios.areas import load_areas, regions
from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray, RowArray
from simulate.claimants import Claimants
from simulate.clocks import CHUNK, Events, Lives, reread, set_field, settle
from simulate.hazards import Table
from simulate.luck import luck_for

LEAST_IN_POOL = 500
"""Claimants that a pool must hold on average: queues and caseloads of a handful would not be those of an area."""


@dataclass(frozen=True, slots=True)
class Pools:
    """What shares places, caseloads and trust: the areas, or regions or England for a scaled-down population.

    of_claimant: (claimants,) int16. of_area: (areas,) int16. size: (pools,) claimants of the opening cohort.
    """

    level: str
    of_claimant: NDArray[np.int16]
    of_area: NDArray[np.int16]
    size: FloatArray

    def __len__(self) -> int:
        return len(self.size)


def pools_for(who: Claimants) -> Pools:
    """The finest pools that hold enough claimants each."""
    areas = load_areas()
    names = regions()
    opening = who.opening
    choices: list[tuple[str, list[int]]] = [
        ("area", list(range(len(areas)))),
        ("region", [names.index(area.region) for area in areas]),
        ("England", [0] * len(areas)),
    ]
    fine = [one for one in choices if opening.sum() / (max(one[1]) + 1) >= LEAST_IN_POOL]
    level, of = fine[0] if fine else choices[-1]
    of_area = np.array(of, np.int16)
    count = max(of) + 1
    mine = of_area[who.area]
    return Pools(level, mine, of_area, np.bincount(mine[opening], minlength=count).astype(np.float64))


@dataclass(frozen=True, slots=True)
class Changed:
    """Claimants for whom the regime has just changed.

    who: (n,) claimants. before, after: (n,) rows. regime: (n,) the one they lived under until now.
    """

    who: IntArray
    before: RowArray
    after: RowArray
    regime: RowArray


@dataclass(slots=True)
class World:
    """All that a tick may read and move.

    regime_of_area: (areas,) index of the regime in force. week: of the tick. events: of the week before it.
    factors: column -> name of what moves it -> (pools,): the field of a process is their product.
    accounts: what ticks keep a ledger of: name -> total since the last period was closed. stocks: name -> what there
    is. tracks: what ticks show of a weekly course: name -> one figure a week.
    changed: what a change of regime ended and began in this tick, for the observer.
    """

    who: Claimants
    lives: Lives
    table: Table
    regimes: tuple[Regime, ...]
    values: Mapping[str, float]
    pools: Pools
    regime_of_area: IntArray
    week: int
    events: tuple[Events, ...]
    seed: int
    replicate: int
    factors: dict[int, dict[str, FloatArray]] = field(default_factory=dict)
    accounts: dict[str, float] = field(default_factory=dict)
    stocks: dict[str, float] = field(default_factory=dict)
    tracks: dict[str, list[float]] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)

    def flag(self, at_row: LevelArray | BoolArray) -> BoolArray:
        """A flag for every row, the dead one False: (rows,) bool."""
        return np.append(at_row, False).astype(np.bool_)

    def changes(self, flag: BoolArray) -> FloatArray:
        """Net change of claimants whose row has a flag, in the week and by a new regime after it: (pools,) float64."""
        net = np.zeros(len(self.pools))
        steps = [(batch.who, batch.before, batch.after) for batch in self.events]
        steps += [(one.who, one.before, one.after) for one in self.changed]
        for who, before, after in steps:
            moved = flag[after].astype(np.int8) - flag[before].astype(np.int8)
            some = np.flatnonzero(moved)
            net += np.bincount(self.pools.of_claimant[who[some]], moved[some], minlength=len(net))
        return net

    def column(self, process: str) -> int:
        """The engine's column of a process; -1 if nobody is ever at risk of it under these regimes."""
        return int(self.lives.rules.column_of[self.table.process(process)])

    def counted(self, *, process: str, outcome: str, at: BoolArray | None = None) -> FloatArray:
        """Events of one kind in the week, by pool: (pools,) float64. Raises ValueError if there is no such outcome.

        at: (rows,) only those that struck there.
        """
        p = self.table.process(process)
        o = self.table.outcomes[p].index(outcome)
        total = np.zeros(len(self.pools))
        for batch in self.events:
            struck = (batch.process == p) & (batch.outcome == o)
            hit = batch.who[struck if at is None else struck & at[batch.before]]
            total += np.bincount(self.pools.of_claimant[hit], minlength=len(total))
        return total

    def lever(self, of_regime: FloatArray) -> FloatArray:
        """A number of each regime as the mean over the areas of each pool, weighted by their size: (pools,)."""
        return self.of_areas(of_regime[self.regime_of_area])

    def of_areas(self, of_area: FloatArray) -> FloatArray:
        """A number of each area as the mean over the areas of each pool, weighted by their size: (pools,)."""
        weight = np.array([area.pdu_weight for area in load_areas()])
        total = np.bincount(self.pools.of_area, weight * of_area, minlength=len(self.pools))
        return total / np.bincount(self.pools.of_area, weight, minlength=len(self.pools))

    def chance(self, name: str, *, who: IntArray, k: int) -> FloatArray:
        """Uniform numbers of a tick's own: (n,), the same under every regime. who: areas or the like."""
        luck = luck_for(seed=self.seed, replicate=self.replicate, names=(f"tick.{name}",))
        return luck.uniform(who=who, name=0, k=k)

    def touch(self, who: IntArray, change: Callable[[], None]) -> None:
        """Use up the thresholds of these claimants until now, make a change, and read their hazards anew."""
        for start in range(0, len(who), CHUNK):
            settle(self.lives, who[start : start + CHUNK], float(self.week))
        change()
        for start in range(0, len(who), CHUNK):
            reread(self.lives, who[start : start + CHUNK])

    def move_field(self, *, process: str, by: str, to: FloatArray, step: float = 0.0) -> None:
        """Set one factor of the field of a process; felt in every pool where their product has moved by more than
        `step`.

        by: what moves it. to: (pools,). step: relative to what the field was.
        """
        p = self.column(process)
        if p < 0:
            return
        factors = self.factors.setdefault(p, {})
        factors[by] = to
        whole: FloatArray = np.prod(list(factors.values()), axis=0)
        was = self.lives.field[:, p].astype(np.float64)
        moved = (np.abs(whole - was) > step * was) & (whole.astype(self.lives.field.dtype) != self.lives.field[:, p])
        if moved.any():
            self.put_field(p, moved, whole)

    def put_field(self, p: int, where: BoolArray, to: FloatArray) -> None:
        """Make the field of a process felt at once in these pools."""
        set_field(self.lives, p, where, to, float(self.week))

    def account(self, name: str, amount: float) -> None:
        """Add to an account of the ledger."""
        self.accounts[name] = self.accounts.get(name, 0.0) + amount

    def track(self, name: str, value: float) -> None:
        """Note this week's figure of a weekly course."""
        self.tracks.setdefault(name, []).append(value)

    def mean(self, of_pool: FloatArray) -> float:
        """A number of each pool as the mean over claimants."""
        return float(of_pool @ self.pools.size / self.pools.size.sum())
