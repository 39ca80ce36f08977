"""Section 10, startup."""

from math import exp

from simulate.mesa_model.shared.asking import cover_of
from simulate.mesa_model.ticks.tick import ASKS, Tick


class Startup(Tick):
    """A new coordinator becomes known, attention fades, and people come to trust."""

    def begin(self) -> None:
        """The week in which each area first had a coordinator."""
        self.since: dict[int, int] = {}

    def act(self) -> None:
        """Move asking and telling along their courses."""
        for area in self.areas:
            if cover_of(self.model.regime_of(area), self.numbers) > 0:
                self.since.setdefault(area, self.model.week)
            else:
                self.since.pop(area, None)
        for pool in self.model.pools:
            to = pool.mean(self.course)
            for process in ASKS:
                self.move(pool, process, to)

    def course(self, area: int) -> float:
        """At age a."""
        if area not in self.since:
            return 1.0
        a, regime, p = self.model.week - self.since[area], self.model.regime_of(area), self.numbers.startup
        cover, alone = cover_of(regime, self.numbers), self.numbers.telling.no_coordinator_ratio
        startup = regime.identify.coordinator_startup
        known = 1 - exp(-a / startup) if startup else 1.0
        factor = (cover * known + (1 - cover * known) * alone) / (cover + (1 - cover) * alone)
        factor *= 1 + p.novelty * exp(-a / p.fades) if regime.identify.novelty else 1.0
        return factor * (1 - p.wary * exp(-a / p.trusted) if regime.believe.wary_start else 1.0)
