"""Places: free treatment places are handed to the queue, first come first served, once a week.

A place offered stays open until the claimant starts or leaves the queue. Where places are unlimited the gate is open.
"""

import numpy as np

from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, IntArray
from simulate.rules import in_treatment
from simulate.status import Pathway
from simulate.world import World


class Places:
    """Who waits, who has been offered a place, and how many places each pool has."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        at = world.table.statuses()
        self.treated = world.flag(in_treatment(at))
        self.queued = world.flag(at.pathway == Pathway.QUEUED)
        self.process = world.column("place")
        pool, row = world.pools.of_claimant, world.lives.row
        self.inside = np.bincount(pool[self.treated[row]], minlength=len(world.pools)).astype(np.float64)
        self.opening = self.inside.copy()
        self.limited = np.array([regime.capacity.places == "limited" for regime in world.regimes])
        self.spare = np.array([regime.capacity.spare_places for regime in world.regimes])
        self.growth = np.array([regime.capacity.growth for regime in world.regimes])
        self.extra = np.zeros(len(world.pools))
        self.joined = np.zeros(len(world.who))
        self.waiting = np.flatnonzero(self.queued[row])
        self.offered = np.zeros(len(world.who), np.bool_)
        self.gated = np.full_like(world.regime_of_area, -1)

    def act(self, world: World) -> None:
        """Take in who joined and left during the week, then hand out what is free."""
        self._gate(world)
        joined = [self.waiting]
        for batch in world.events:
            came = self.queued[batch.after] & ~self.queued[batch.before]
            self.joined[batch.who[came]] = batch.time[came]
            joined.append(batch.who[came])
        self.inside += world.changes(self.treated)
        self.extra += world.lever(self.growth)
        waiting = np.concatenate(joined)
        self.waiting = np.unique(waiting[self.queued[world.lives.row[waiting]]])
        held = np.flatnonzero(self.offered)
        gone = held[~self.queued[world.lives.row[held]]]
        self.offered[gone] = False
        closed = gone[self._closed(world, gone)]
        world.lives.relative_risk[closed, self.process] = 0.0
        self._hand_out(world)

    def _closed(self, world: World, who: IntArray) -> BoolArray:
        """Whether these claimants live where places are limited."""
        closed: BoolArray = self.limited[world.lives.regime[who]]
        return closed

    def _gate(self, world: World) -> None:
        """At the start, and wherever the regime has changed: the gate is shut where places are limited."""
        if (self.gated == world.regime_of_area).all():
            return
        self.gated = world.regime_of_area
        gate = world.lives.relative_risk[:, self.process]
        wanted = ~self._closed(world, np.arange(len(world.who))) | self.offered
        wrong = np.flatnonzero((gate > 0) != wanted)
        if not len(wrong):
            return

        def change() -> None:
            world.lives.relative_risk[wrong, self.process] = wanted[wrong]

        world.touch(wrong[self.queued[world.lives.row[wrong]]], change)

    def _hand_out(self, world: World) -> None:
        pool = world.pools.of_claimant
        queue = self.waiting[~self.offered[self.waiting] & self._closed(world, self.waiting)]
        if not len(queue):
            return
        places = self.opening * (1 + world.lever(self.spare) + self.extra)
        promised = np.bincount(pool[np.flatnonzero(self.offered)], minlength=len(world.pools))
        free = np.floor(places - self.inside - promised)
        order = queue[np.lexsort((world.who.number[queue], self.joined[queue], pool[queue]))]
        mine = pool[order]
        first = np.searchsorted(mine, mine, side="left")
        served = order[np.arange(len(order)) - first < free[mine]]

        def change() -> None:
            self.offered[served] = True
            world.lives.relative_risk[served, self.process] = 1.0

        world.touch(served, change)
