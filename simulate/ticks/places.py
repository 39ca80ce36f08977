"""Places: free treatment places are handed to the queue once a week, first come first served unless the regime says who
goes first.

A place offered stays open until the claimant starts or leaves the queue. Where places are unlimited the gate is open;
elastic places grow only while somebody waits. Every volunteer who waits because a place went to a mandated referral is
kept in the displacement ledger until he or she starts or is lost.
Source: the regime's capacity.
"""

import numpy as np

from scenarios.levers import Regime
from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, FloatArray, IntArray
from simulate.rules import in_treatment
from simulate.status import Mandate, Pathway
from simulate.ticks.displaced import Displaced
from simulate.world import World


class Places:
    """Who waits, who has been offered a place, and how many places each pool has."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        at = world.table.statuses()
        self.treated = world.flag(in_treatment(at))
        self.queued = world.flag(at.pathway == Pathway.QUEUED)
        self.mandated = world.flag(at.mandate == Mandate.REQUIRED)
        self.process = world.column("place")
        pool, row = world.pools.of_claimant, world.lives.row
        self.inside = np.bincount(pool[self.treated[row]], minlength=len(world.pools)).astype(np.float64)
        self.opening = self.inside.copy()
        capacity = [regime.capacity for regime in world.regimes]
        self.limited = np.array([one.places != "unlimited" for one in capacity])
        self.elastic = np.array([float(one.places == "elastic") for one in capacity])
        self.spare = np.array([one.spare_places for one in capacity])
        self.unequal = np.array([one.area_variation for one in capacity])
        self.growth = np.array([one.growth for one in capacity])
        self.first = np.array([_goes_first(regime) for regime in world.regimes])
        self.lucky = world.chance("places", who=np.arange(len(world.regime_of_area)), k=0) > 1 / 2
        self.extra = np.zeros(len(world.pools))
        self.under = world.regime_of_area
        self.short = np.zeros(len(world.pools), np.bool_)
        self.joined = np.zeros(len(world.who))
        self.waiting = np.flatnonzero(self.queued[row])
        self.offered = np.zeros(len(world.who), np.bool_)
        self.gated = np.full_like(world.regime_of_area, -1)
        self.displaced = Displaced(world)

    def act(self, world: World) -> None:
        """Take in who joined and left during the week, then hand out what is free."""
        self._gate(world)
        joined = [self.waiting]
        for batch in world.events:
            came = self.queued[batch.after] & ~self.queued[batch.before]
            self.joined[batch.who[came]] = batch.time[came]
            joined.append(batch.who[came])
        self.inside += world.changes(self.treated)
        if world.week:
            grows = 1 - world.of_areas(self.elastic[self.under]) * ~self.short
            self.extra += world.of_areas(self.growth[self.under]) * grows
        self.under = world.regime_of_area
        waiting = np.concatenate(joined)
        self.waiting = np.unique(waiting[self.queued[world.lives.row[waiting]]])
        held = np.flatnonzero(self.offered)
        gone = held[~self.queued[world.lives.row[held]]]
        self.offered[gone] = False
        closed = gone[self._closed(world, gone)]
        world.lives.relative_risk[closed, self.process] = 0.0
        self.displaced.settle(world, self.queued)
        self._hand_out(world)

    def places(self, world: World) -> FloatArray:
        """Treatment places there are: (pools,)."""
        regime = world.regime_of_area
        uneven = (1 - self.unequal[regime]) + self.unequal[regime] * 2 * self.lucky
        return self.opening * (1 + world.of_areas(self.spare[regime] * uneven) + self.extra)

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
        self.short[:] = False
        if not len(queue):
            return
        promised = np.bincount(pool[np.flatnonzero(self.offered)], minlength=len(world.pools))
        free = np.maximum(np.floor(self.places(world) - self.inside - promised), 0.0)
        mandated = self.mandated[world.lives.row[queue]]
        rank = self.first[world.lives.regime[queue], mandated.astype(np.int64)]
        by = np.lexsort((world.who.number[queue], self.joined[queue], rank, pool[queue]))
        order = queue[by]
        mine = pool[order]
        first = np.searchsorted(mine, mine, side="left")
        taken = np.arange(len(order)) - first < free[mine]
        served = order[taken]
        self.short[mine[~taken]] = True
        if taken.any() and not taken.all() and mandated.any():
            self.displaced.note(world, queue[~mandated], self.joined, free, set_of(served, len(world.who)))

        def change() -> None:
            self.offered[served] = True
            world.lives.relative_risk[served, self.process] = 1.0

        world.touch(served, change)


def set_of(who: IntArray, n: int) -> BoolArray:
    """Whether each of `n` claimants is among these: (n,) bool."""
    inside = np.zeros(n, np.bool_)
    inside[who] = True
    return inside


def _goes_first(regime: Regime) -> tuple[int, int]:
    """Rank in the queue of volunteers and of mandated referrals; the lower goes first."""
    return {"first_come": (0, 0), "mandated_first": (1, 0), "volunteers_first": (0, 1)}[regime.capacity.priority]
