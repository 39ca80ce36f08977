"""Caseloads: specialist advisers who are full take nobody on until they have some room again.

Source: the regime's advisers and caseload; parameters.yaml, caseloads.reopens.
"""

import numpy as np

from scenarios.timeline import Timeline
from simulate.status import Support
from simulate.world import World


class Caseloads:
    """Plans held in each pool against what the advisers there can carry."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        self.planned = world.flag(world.table.statuses().support == Support.PLAN)
        held = self.planned[world.lives.row]
        self.held = np.bincount(world.pools.of_claimant[held], minlength=len(world.pools)).astype(np.float64)
        self.full = np.zeros(len(world.pools), np.bool_)
        self.reopens = world.values["caseloads.reopens"]
        self.room = np.array([r.support.specialist_advisers_per_1000 * r.support.caseload for r in world.regimes])

    def act(self, world: World) -> None:
        """Shut or open the door to a plan."""
        if not self.room.any():
            return
        self.held += world.changes(self.planned)
        room = world.lever(self.room) / 1000 * world.pools.size
        self.full = (self.held >= room) | (self.full & (self.held > room * self.reopens))
        world.move_field(process="plan", to=np.where(self.full, 0.0, 1.0))
