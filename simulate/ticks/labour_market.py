"""Labour market: job entry follows the unemployment rate of each year, or stays as it was before the recession.

Source: parameters.yaml, group labour_market; the last published year is held for later ones.
"""

from datetime import date, timedelta

import numpy as np

from scenarios.timeline import Timeline
from simulate.world import World


class LabourMarket:
    """Unemployment by year, against the rate at which job entry was measured."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        self.start: date = timeline.segments[0].start
        self.follows = labour_market == "recession"
        rows = {name: rate for name, rate in world.values.items() if name.startswith("labour_market.y")}
        self.rates = {int(name.removeprefix("labour_market.y")): rate for name, rate in rows.items()}
        self.reference = world.values["labour_market.reference"]
        self.elasticity = world.values["labour_market.elasticity"]

    def factor(self, week: int) -> float:
        """Job entry against what was measured, in the calendar year of this week."""
        year = (self.start + timedelta(weeks=week)).year
        if not self.follows or year < min(self.rates):
            return 1.0
        return float((self.reference / self.rates[min(year, max(self.rates))]) ** self.elasticity)

    def act(self, world: World) -> None:
        """Move job entry where it has changed enough to be felt."""
        to = np.full(len(world.pools), self.factor(world.week))
        world.move_field(process="find_work", to=to, step=world.values["trust.step"])
