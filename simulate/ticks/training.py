"""Training: the stock of advisers trained to ask about drugs, which fades, leaves with them, and is passed on.

Kept up, it stays at what the regime trained, and grows where colleagues teach one another. Given once, it is forgotten
and leaves with the staff. A new regime that wants more advisers trained trains them; one that wants fewer takes nothing
away. What trained and untrained advisers do follows the stock through their fields.
Source: the regime's trained_advisers, training, peers_teach; parameters.yaml, group training.
"""

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import IntArray
from simulate.world import World


class Training:
    """The share of trained advisers in each area."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        values = world.values
        self.fades = values["training.fades"] + values["training.turnover"]
        self.taught, self.step = values["training.taught"], values["trust.step"]
        identify = [regime.identify for regime in world.regimes]
        self.level = np.array([one.trained_advisers for one in identify])
        self.once = np.array([float(one.training == "once") for one in identify])
        self.peers = np.array([float(one.peers_teach) for one in identify])
        self.moves = bool((self.once * self.level).any() or (self.peers * self.level).any())
        self.stock = self.level[world.regime_of_area]
        self.under: IntArray = world.regime_of_area

    def act(self, world: World) -> None:
        """What the week that was lived did to the stock, and what a new regime adds to it."""
        if not self.moves:
            return
        now = world.regime_of_area
        if world.week:
            taught = self.peers[self.under] * self.taught * self.stock * (1 - self.stock)
            lost = self.once[self.under] * self.fades * self.stock
            self.stock = np.clip(self.stock + taught - lost, 0.0, 1.0)
        trains = (self.level[now] > self.level[self.under]) | (self.once[now] == 0)
        self.stock = np.where(trains, np.maximum(self.level[now], self.stock), self.stock)
        self.under = now
        stock, trained = world.of_areas(self.stock), world.lever(self.level)
        world.track("trained advisers", world.mean(stock))
        # Where the regime trains nobody, the once trained ask like all others.
        both = (trained > 0) & (trained < 1)
        untrained = np.divide(1 - stock, 1 - trained, out=np.ones_like(trained), where=both)
        known = np.divide(stock, trained, out=np.ones_like(trained), where=trained > 0)
        world.move_field(process="disclose", by="training", to=known, step=self.step)
        world.move_field(process="disclose_untrained", by="training", to=untrained, step=self.step)
