"""Section 10, places. Who is displaced: `displaced.py`."""

from math import floor

from scenarios.levers import Regime
from simulate.mesa_model.life import Claimant
from simulate.mesa_model.pools import Pool
from simulate.mesa_model.shared.where import in_treatment
from simulate.mesa_model.ticks.displaced import Displaced
from simulate.mesa_model.ticks.tick import Tick
from simulate.status import Mandate, Pathway

LAST_TO_FIRST = {"first_come": (0, 0), "mandated_first": (1, 0), "volunteers_first": (0, 1)}
"""Rank of volunteers and of mandated people in the queue."""


def queued(c: Claimant) -> bool:
    """Waits for a place, or for the start on one."""
    return c.alive and c.pathway == Pathway.QUEUED


def limited(regime: Regime) -> bool:
    """Whether treatment can be full."""
    return regime.capacity.places != "unlimited"


class Places(Tick):
    """Free places are offered to the queue once a week."""

    def begin(self) -> None:
        """Those in treatment at the start; luck of areas; growth so far; who has been offered a place."""
        self.opening = {pool: self.inside(pool) for pool in self.model.pools}
        dice = self.model.dice
        self.lucky = [dice.throw("tick.places", who=area, k=0) > 1 / 2 for area in self.areas]
        self.growth = dict.fromkeys(self.model.pools, 0.0)
        self.short = dict.fromkeys(self.model.pools, False)
        self.joined: dict[Claimant, float] = {}
        self.offered: set[Claimant] = set()
        self.under = list(self.model.regime_of_area)
        self.displaced = Displaced()

    def act(self) -> None:
        """What was grown, who joined, who left; then what is free is offered."""
        if self.model.week:
            self._grow()
        self.under = list(self.model.regime_of_area)
        for event in self.model.lately:
            if event.before.pathway != Pathway.QUEUED and event.after and event.after.pathway == Pathway.QUEUED:
                self.joined[event.who] = event.time
        self.offered = {one for one in self.offered if queued(one)}
        started = {event.who for event in self.model.lately if event.process == "place"}
        self.displaced.close(now=self.model.week, queued=queued, started=started)
        for pool in self.model.pools:
            self._hand_out(pool)
            for one in pool.claimants:
                self._gate(one)

    def _grow(self) -> None:
        """For the week lived, under the regime of that week; elastic places only where somebody went without."""
        of = self.model.regimes
        for pool in self.model.pools:
            elastic = pool.mean(lambda area: float(of[self.under[area]].capacity.places == "elastic"))
            grows = 1.0 if self.short[pool] else 1 - elastic
            self.growth[pool] += grows * pool.mean(lambda area: of[self.under[area]].capacity.growth)

    def inside(self, pool: Pool) -> int:
        """Who is in treatment."""
        return sum(one.alive and in_treatment(one) for one in pool.claimants)

    def places(self, pool: Pool) -> float:
        """Places there are."""

        def spare(area: int) -> float:
            capacity = self.model.regime_of(area).capacity
            uneven = 1 - capacity.area_variation + 2 * capacity.area_variation * self.lucky[area]
            return capacity.spare_places * uneven

        return self.opening[pool] * (1 + pool.mean(spare) + self.growth[pool])

    def _hand_out(self, pool: Pool) -> None:
        """In the order of priority, of joining, and of number."""
        self.short[pool] = False
        waiting = [one for one in pool.claimants if queued(one) and limited(one.regime) and one not in self.offered]
        if not waiting:
            return
        promised = sum(one in self.offered for one in pool.claimants)
        free = max(floor(self.places(pool) - self.inside(pool) - promised), 0)
        waiting.sort(key=lambda one: (self.rank(one), self.joined[one], one.number))
        served, others = waiting[:free], waiting[free:]
        self.offered.update(served)
        self.short[pool] = bool(others)
        volunteers = [one for one in waiting if one.mandate != Mandate.REQUIRED]
        if served and others and len(volunteers) < len(waiting):
            volunteers.sort(key=lambda one: (self.joined[one], one.number))
            self.displaced.open([one for one in volunteers[:free] if one not in self.offered], now=self.model.week)

    def rank(self, one: Claimant) -> int:
        """Who goes first."""
        return LAST_TO_FIRST[one.regime.capacity.priority][one.mandate == Mandate.REQUIRED]

    def _gate(self, one: Claimant) -> None:
        """Open where places are unlimited, and for who has been offered one."""
        opens = not limited(one.regime) or one in self.offered
        if opens == one.gate:
            return
        one.use_up(float(self.model.week))
        one.gate = opens
        one.read_hazards()
