"""Phases: the regime in force in each area changes on its day, felt at the first weekly tick on or after it.

What the new regime changes at once for whom it reaches stands in `rules/arrive.py`.
"""

from math import ceil

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import IntArray
from simulate.clocks import restart_after
from simulate.risks import arrived, put_risks
from simulate.world import Changed, World


class Phases:
    """Switches areas from one compiled regime to another."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        start = timeline.segments[0].start
        self.plan = {
            ceil((segment.start - start).days / 7): np.array(segment.regime_of_area)
            for segment in timeline.segments[1:]
        }

    def act(self, world: World) -> None:
        """Move every claimant of an area that changes regime."""
        if world.week in self.plan:
            change_regimes(world, self.plan[world.week])


def change_regimes(world: World, now: IntArray) -> None:
    """Put a new regime in force. now: (areas,) index of the regime of each area."""
    was = world.regime_of_area
    moved = np.flatnonzero((now != was)[world.who.area])
    if not len(moved):
        return
    free = np.array([not regime.obliges for regime in world.regimes])

    def change() -> None:
        lives, area = world.lives, world.who.area[moved]
        was_row, was_regime = lives.row[moved], lives.regime[moved]
        world.regime_of_area = now
        lives.row[moved] = arrived(
            world.table, world.who.take(moved), world.regimes, now[area], lives.row[moved], newly=free[was[area]]
        )
        lives.regime[moved] = now[area]
        world.changed.append(Changed(moved, was_row, lives.row[moved], was_regime))
        put_risks(world, moved)
        restart_after(lives, moved, was_row + was_regime * lives.rules.rows)

    world.touch(moved, change)
