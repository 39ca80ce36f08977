"""Phases: the regime in force in each area changes on its day, felt at the first weekly tick on or after it."""

from math import ceil

import numpy as np

from scenarios.timeline import Timeline
from simulate.clocks import restart_after
from simulate.risks import put_risks
from simulate.world import World


class Phases:
    """Switches areas from one compiled regime to another."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        start = timeline.segments[0].start
        self.plan = {
            ceil((segment.start - start).days / 7): np.array(segment.regime_of_area)
            for segment in timeline.segments[1:]
        }

    def act(self, world: World) -> None:
        """Move every claimant of an area that changes regime."""
        if world.week not in self.plan:
            return
        now = self.plan[world.week]
        moved = np.flatnonzero((now != world.regime_of_area)[world.who.area])

        def change() -> None:
            lives = world.lives
            before = lives.row[moved] + lives.regime[moved] * lives.rules.rows
            world.regime_of_area = now
            world.lives.regime[moved] = now[world.who.area[moved]]
            put_risks(world, moved)
            restart_after(lives, moved, before)

        world.touch(moved, change)
