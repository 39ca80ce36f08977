"""Section 10, offices."""

from math import exp
from statistics import NormalDist

from simulate.mesa_model.ticks.tick import ASKS, Tick


class Offices(Tick):
    """A lottery, drawn once for each area."""

    def begin(self) -> None:
        """A standard normal number of each area."""
        dice, normal = self.model.dice, NormalDist()
        self.z = [normal.inv_cdf(dice.throw("tick.office", who=area, k=0)) for area in self.areas]

    def act(self) -> None:
        """How much the offices of each pool ask."""
        if not any(regime.capacity.office_variation for regime in self.model.regimes):
            return
        for pool in self.model.pools:
            to = pool.mean(self.asks)
            for process in ASKS:
                self.move(pool, process, to, step=0.0)

    def asks(self, area: int) -> float:
        """Against the mean."""
        s = self.model.regime_of(area).capacity.office_variation
        return exp(s * self.z[area] - s**2 / 2)
