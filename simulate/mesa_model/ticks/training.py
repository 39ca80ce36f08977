"""Section 10, training."""

from simulate.mesa_model.ticks.tick import ASKS, Tick


class Training(Tick):
    """The stock of trained advisers in each area."""

    def begin(self) -> None:
        """At first what the regime trained."""
        identify = [regime.identify for regime in self.model.regimes]
        self.moves = any((one.training == "once" or one.peers_teach) and one.trained_advisers for one in identify)
        self.stock = [self.model.regime_of(area).identify.trained_advisers for area in self.areas]
        self.under = list(self.model.regime_of_area)

    def act(self) -> None:
        """What the week that was lived did to the stock, and what a new regime adds to it."""
        if not self.moves:
            return
        for area in self.areas:
            if self.model.week:
                self._live(area)
            self._train(area)
        self.under = list(self.model.regime_of_area)
        for pool in self.model.pools:
            stock = pool.mean(lambda area: self.stock[area])
            trained = pool.mean(lambda area: self.model.regime_of(area).identify.trained_advisers)
            by_trained, by_others = ASKS
            self.move(pool, by_trained, stock / trained if trained > 0 else 1.0)
            self.move(pool, by_others, (1 - stock) / (1 - trained) if 0 < trained < 1 else 1.0)

    def _live(self, area: int) -> None:
        p, lived = self.numbers.training, self.model.regimes[self.under[area]].identify
        stock = self.stock[area]
        taught = p.taught * stock * (1 - stock) if lived.peers_teach else 0.0
        gone = (p.fades + p.turnover) * stock if lived.training == "once" else 0.0
        self.stock[area] = min(max(stock + taught - gone, 0.0), 1.0)

    def _train(self, area: int) -> None:
        """More than the one before, or kept up: the stock is raised to the regime's own share."""
        now, was = self.model.regime_of(area).identify, self.model.regimes[self.under[area]].identify
        if now.trained_advisers > was.trained_advisers or now.training == "kept_up":
            self.stock[area] = max(self.stock[area], now.trained_advisers)
