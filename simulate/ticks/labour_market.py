"""Labour market: job entry follows the unemployment rate of each year, or stays as it was before the recession.

Source: parameters.yaml, group labour_market; the last published year is held for later ones; the scenario may say
otherwise, year by year.
"""

from datetime import date, timedelta

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.world import World


class LabourMarket:
    """Unemployment by year, against the rate at which job entry was measured."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        calendar = scenario.calendar
        self.start: date = timeline.segments[0].start
        self.reference = world.values["labour_market.reference"]
        self.elasticity = world.values["labour_market.elasticity"]
        rows = {name: rate for name, rate in world.values.items() if name.startswith("labour_market.y")}
        rates = {int(name.removeprefix("labour_market.y")): rate for name, rate in rows.items()}
        if calendar.labour_market == "flat":
            rates = dict.fromkeys(rates, self.reference)
        if calendar.labour_market == "severe":
            deeper = world.values["labour_market.severe"]
            rates = {year: self.reference + deeper * (rate - self.reference) for year, rate in rates.items()}
        self.rates = rates | dict(calendar.unemployment)

    def factor(self, week: int) -> float:
        """Job entry against what was measured, in the calendar year of this week."""
        year = (self.start + timedelta(weeks=week)).year
        if year < min(self.rates):
            return 1.0
        nearest = max(known for known in self.rates if known <= year)
        return float((self.reference / self.rates[nearest]) ** self.elasticity)

    def act(self, world: World) -> None:
        """Move job entry where it has changed enough to be felt."""
        to = np.full(len(world.pools), self.factor(world.week))
        world.move_field(process="find_work", by="labour market", to=to, step=world.values["trust.step"])
