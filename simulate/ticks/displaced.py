"""Displaced: volunteers who wait because a place went to a mandated referral.

A volunteer is displaced in the first week in which he or she is not served but would have been, had there been no
mandated referral in the queue; and stays so until he or she starts or leaves the queue another way.
Accounts: displaced = started + lost + still waiting.
"""

import numpy as np

from simulate.arrays import BoolArray, FloatArray, IntArray
from simulate.world import World


class Displaced:
    """Who is displaced, and since when."""

    def __init__(self, world: World) -> None:
        self.since = np.full(len(world.who), np.nan)
        self.process = world.table.process("place")
        self.any = False

    def settle(self, world: World, queued: BoolArray) -> None:
        """Close the entries of those who started or left the queue during the week."""
        if not self.any:
            return
        waiting = np.flatnonzero(~np.isnan(self.since))
        started = np.zeros(len(world.who), np.bool_)
        for batch in world.events:
            started[batch.who[batch.process == self.process]] = True
        gone = waiting[~queued[world.lives.row[waiting]] | started[waiting]]
        world.account("displaced.weeks", float((world.week - self.since[gone]).sum()))
        world.account("displaced.started", float(started[gone].sum()))
        world.account("displaced.lost", float((~started[gone]).sum()))
        self.since[gone] = np.nan
        world.stocks["displaced.waiting"] = float(len(waiting) - len(gone))

    def note(self, world: World, volunteers: IntArray, joined: FloatArray, free: FloatArray, served: BoolArray) -> None:
        """Open entries.

        volunteers: (n,) all in the queue. free: (pools,) places handed out. served: (claimants,) bool.
        """
        pool = world.pools.of_claimant[volunteers]
        order = volunteers[np.lexsort((world.who.number[volunteers], joined[volunteers], pool))]
        mine = world.pools.of_claimant[order]
        rank = np.arange(len(order)) - np.searchsorted(mine, mine, side="left")
        due = order[(rank < free[mine]) & ~served[order]]
        new = due[np.isnan(self.since[due])]
        self.since[new] = world.week
        self.any |= len(new) > 0
        world.account("displaced.volunteers", float(len(new)))
        world.stocks["displaced.waiting"] = world.stocks.get("displaced.waiting", 0.0) + len(new)
