"""Section 10, labour_market."""

from datetime import timedelta

from simulate.mesa_model.ticks.tick import Tick

FIRST, LAST = 2009, 2012
"""Years with a rate of unemployment among the parameters."""


class LabourMarket(Tick):
    """Job entry follows the unemployment rate of the calendar year."""

    def begin(self) -> None:
        """Unemployment by year."""
        p, calendar = self.numbers.labour_market, self.model.scenario.calendar
        rates = {year: float(getattr(p, f"y{year}")) for year in range(FIRST, LAST + 1)}
        if calendar.labour_market == "flat":
            rates = dict.fromkeys(rates, p.reference)
        elif calendar.labour_market == "severe":
            rates = {year: p.reference + p.severe * (rate - p.reference) for year, rate in rates.items()}
        self.rates = rates | dict(calendar.unemployment)

    def act(self) -> None:
        """Move the field of find_work."""
        for pool in self.model.pools:
            self.move(pool, "find_work", self.factor())

    def factor(self) -> float:
        """1 before the first year with a rate; the last year with one is held."""
        p = self.numbers.labour_market
        year = (self.model.scenario.calendar.start + timedelta(weeks=self.model.week)).year
        known = [one for one in self.rates if one <= year]
        return float((p.reference / self.rates[max(known)]) ** p.elasticity) if known else 1.0
