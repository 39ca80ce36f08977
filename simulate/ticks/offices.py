"""Offices: some ask a lot and some hardly at all, a lottery that is drawn once for each area and stays.

Source: the regime's office_variation, the standard deviation of the logarithm of asking between areas; the mean stays
    1.
"""

import numpy as np
from scipy.special import ndtri

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.ticks.startup import ASKS
from simulate.world import World


class Offices:
    """How much the offices of each pool ask, against the mean."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        self.spread = np.array([regime.capacity.office_variation for regime in world.regimes])
        area = np.arange(len(world.regime_of_area))
        self.lot = ndtri(world.chance("office", who=area, k=0))

    def act(self, world: World) -> None:
        """Put the lottery in force, and anew where the regime has changed."""
        if not self.spread.any():
            return
        spread = self.spread[world.regime_of_area]
        to = world.of_areas(np.exp(spread * self.lot - spread**2 / 2))
        for process in ASKS:
            world.move_field(process=process, by="office", to=to)
