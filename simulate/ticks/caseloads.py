"""Caseloads: specialist advisers, or a programme, who are full take nobody on until they have some room again.

Source: the regime's advisers, caseload and places; parameters.yaml, caseloads.reopens and group scope.
"""

import numpy as np

from scenarios.levers import Regime
from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, FloatArray
from simulate.rules.asking import diluted
from simulate.status import Support
from simulate.world import World


class Caseload:
    """People held in each pool against the room there is for them.

    holds: (rows,) where somebody is held who came by the process, or has been from the first day. room: (regimes,) for
    every 1,000 claimants, infinite where there is no limit.
    """

    def __init__(self, world: World, process: str, holds: BoolArray, room: FloatArray) -> None:
        self.process, self.holds, self.room = process, holds, room
        self.there = self.holds[world.lives.row]
        self.came_by = world.table.process(process)
        self.held = self._count(world)
        self.full = np.zeros(len(world.pools), np.bool_)
        self.reopens = world.values["caseloads.reopens"]

    def act(self, world: World) -> None:
        """Shut or open the door."""
        if not np.isfinite(self.room).any() or world.column(self.process) < 0:
            return
        for batch in world.events:
            self.there[batch.who[~self.holds[batch.after]]] = False
            self.there[batch.who[(batch.process == self.came_by) & self.holds[batch.after]]] = True
        self.held = self._count(world)
        room = world.lever(self.room) / 1000 * world.pools.size
        self.full = (self.held >= room) | (self.full & (self.held > room * self.reopens))
        world.move_field(process=self.process, by="caseload", to=np.where(self.full, 0.0, 1.0))

    def _count(self, world: World) -> FloatArray:
        """Who is held, by pool: (pools,)."""
        of_pool = world.pools.of_claimant[self.there]
        return np.bincount(of_pool, minlength=len(world.pools)).astype(np.float64)


class Caseloads:
    """The caseloads of specialist advisers, and the places of the existing programme."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        support = world.table.statuses().support
        shared = np.array([diluted(regime, world.values) for regime in world.regimes])
        advisers = np.array([r.support.specialist_advisers_per_1000 * r.support.caseload for r in world.regimes])
        places = np.array([_places(regime) for regime in world.regimes])
        self.all = (
            Caseload(world, "plan", world.flag(support == Support.PLAN), advisers / shared),
            Caseload(world, "train", world.flag(support == Support.TRAINING), places / shared),
        )

    def act(self, world: World) -> None:
        """Shut or open each door."""
        for caseload in self.all:
            caseload.act(world)


def _places(regime: Regime) -> float:
    given = regime.support.progress2work_places
    return np.inf if given is None else given
