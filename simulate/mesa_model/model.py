"""Section 3, process overview and scheduling: the schedule of a replicate, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import mesa

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.claimants import Claimants
from simulate.mesa_model.dice import Dice
from simulate.mesa_model.life import Claimant, Event
from simulate.mesa_model.numbers import Numbers
from simulate.mesa_model.pools import Pool, pool_of_area
from simulate.mesa_model.submodel import Submodel
from simulate.mesa_model.submodels import SUBMODELS
from simulate.mesa_model.ticks import TICKS


class Scheme(mesa.Model):
    """Claimants, their areas and pools, and the regimes they live under.

    events: all there have been, in the order in which they were told. lately: those of the week just lived.
    """

    def __init__(
        self, scenario: Scenario, values: Mapping[str, float], *, of: Claimants, seed: int, replicate: int,
        submodels: Sequence[Submodel] = SUBMODELS,
    ) -> None:  # fmt: skip
        super().__init__(rng=seed)
        self.scenario, self.numbers, self.dice = scenario, Numbers(values), Dice(seed, replicate)
        self.values, self.weight, self.week = values, of.weight, 0
        self.timeline = timeline(scenario, load_areas())
        self.regimes: tuple[Regime, ...] = self.timeline.regimes
        self.regime_of_area = list(self.timeline.segments[0].regime_of_area)
        self.events: list[Event] = []
        self.lately: list[Event] = []
        in_pool = pool_of_area(of)
        self.pools = [
            Pool(pool, [area for area, its in enumerate(in_pool) if its == pool]) for pool in range(max(in_pool) + 1)
        ]
        self.claimants = [self._make(of, index, in_pool, submodels) for index in range(len(of))]
        for claimant in self.claimants:
            claimant.begin(was_free=True)
        self.ticks = [tick(self) for tick in TICKS]

    def _make(self, of: Claimants, index: int, in_pool: Sequence[int], submodels: Sequence[Submodel]) -> Claimant:
        pool = self.pools[in_pool[of.area[index]]]
        claimant = Claimant(
            self, of=of, index=index, regime=self.regime_of(int(of.area[index])), numbers=self.numbers,
            pool=pool.number, submodels=submodels, fields=pool.felt, dice=self.dice, tell=self._tell,
        )  # fmt: skip
        pool.claimants.append(claimant)
        pool.size += bool(of.opening[index])
        return claimant

    def _tell(self, event: Event) -> None:
        self.events.append(event)
        self.lately.append(event)

    def regime_of(self, area: int) -> Regime:
        """The regime in force in an area."""
        return self.regimes[self.regime_of_area[area]]

    def run(self, weeks: int) -> None:
        """Live so many weeks: the ticks act at week 0 and after every week but the last."""
        self.tick()
        for week in range(1, weeks + 1):
            self.step()
            if week < weeks:
                self.tick()
        for claimant in self.claimants:
            claimant.diary.enter(claimant, float(weeks))

    def tick(self) -> None:
        """The ticks act, in order."""
        for tick in self.ticks:
            tick.act()

    def step(self) -> None:
        """Everybody lives until the end of the week."""
        self.lately.clear()
        self.week += 1
        self.agents.do("live_until", self.week)
