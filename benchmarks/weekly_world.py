"""The world of the weekly opponent: the engine's, so that the same ticks act on it, but without clocks."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from simulate.arrays import IntArray
from simulate.claimants import Claimants
from simulate.clocks import Lives
from simulate.luck import luck_for
from simulate.risks import first_outcome_odds, relative_risks
from simulate.run import Compiled
from simulate.world import World, pools_for


@dataclass(slots=True)
class WeeklyWorld(World):
    """A world without thresholds: what a tick changes is changed at once.

    moved: the claimants whose hazards the ticks of this week have changed.
    """

    moved: list[IntArray] = field(default_factory=list)

    def touch(self, who: IntArray, change: Callable[[], None]) -> None:
        """Make the change."""
        change()
        self.moved.append(who)


def weekly_world(compiled: Compiled, who: Claimants) -> WeeklyWorld:
    """The world at week 0; relative risks stand column by column, as weekly steps over whole arrays want them.

    Raises ValueError for what the opponent does not do: changes of regime, and new claims.
    """
    plan, table = compiled.timeline, compiled.table
    if len(plan.regimes) > 1 or (who.enters > 0).any():
        raise ValueError("the weekly opponent runs one regime from start to end, without new claims")
    regime, processes, pools = plan.regimes[0], table.processes, pools_for(who)
    no_clocks = np.empty((0, 0), np.float32)
    lives = Lives(
        rules=compiled.rules,
        luck=luck_for(seed=0, replicate=0, names=()),
        row=table.rows(who.status),
        regime=np.zeros(len(who), np.int32),
        area=pools.of_claimant,
        number=who.number,
        left=no_clocks,
        relative_risk=np.asfortranarray(relative_risks(who, regime, processes, compiled.values, np.float32)),
        odds=first_outcome_odds(who, regime, processes, compiled.values, np.float32),
        field=np.ones((len(pools), len(processes)), np.float32),
        rung=np.empty((0, 0), np.uint32),
        since=np.empty(0),
        next_time=np.empty(0),
        next_process=np.empty(0, np.int64),
    )
    areas = np.array(plan.segments[0].regime_of_area)
    return WeeklyWorld(who, lives, table, plan.regimes, compiled.values, pools, areas, 0, ())
