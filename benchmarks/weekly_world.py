"""The world of the weekly opponent: the engine's, so that the same ticks act on it, but without clocks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from simulate.arrays import BoolArray, FloatArray, IntArray, RateArray, RowArray
from simulate.claimants import Claimants
from simulate.clocks import Lives, Rules, rules_of
from simulate.risks import first_outcome_odds, relative_risks
from simulate.run import Compiled
from simulate.world import World, pools_for


@dataclass(slots=True)
class Scene:
    """What ticks and the observer read and move of `clocks.Lives`, each field as there; no thresholds and no rings."""

    rules: Rules
    row: RowArray
    regime: RowArray
    area: np.ndarray
    relative_risk: RateArray
    odds: RateArray
    field: RateArray


@dataclass(slots=True)
class WeeklyWorld(World):
    """A world without thresholds: what a tick changes is changed at once."""

    def touch(self, who: IntArray, change: Callable[[], None]) -> None:
        """Make the change."""
        change()

    def column(self, process: str) -> int:
        """All processes have their column here."""
        return self.table.process(process)

    def put_field(self, p: int, where: BoolArray, to: FloatArray) -> None:
        """Set the field of a process in these pools."""
        self.lives.field[where, p] = to[where]


def weekly_world(compiled: Compiled, who: Claimants, *, seed: int) -> WeeklyWorld:
    """The world at week 0; relative risks stand column by column, as whole arrays want them.

    Raises ValueError for what the opponent does not do: changes of regime, and new claims.
    """
    plan, table = compiled.timeline, compiled.table
    if len(plan.regimes) > 1 or (who.enters > 0).any():
        raise ValueError("the weekly opponent runs one regime from start to end, without new claims")
    regime, processes, pools = plan.regimes[0], table.processes, pools_for(who)
    scene = Scene(
        rules=rules_of(table),
        row=table.rows(who.status),
        regime=np.zeros(len(who), np.int32),
        area=pools.of_claimant,
        relative_risk=np.asfortranarray(relative_risks(who, regime, processes, compiled.values, np.float32)),
        odds=first_outcome_odds(who, regime, processes, compiled.values, np.float32),
        field=np.ones((len(pools), len(processes)), np.float32),
    )
    areas = np.array(plan.segments[0].regime_of_area)
    return WeeklyWorld(who, cast(Lives, scene), table, plan.regimes, compiled.values, pools, areas, 0, (), seed, 0)
