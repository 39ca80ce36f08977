"""Section 10, talk."""

from math import exp

from simulate.mesa_model.ticks.tick import Tick
from simulate.status import Belief


class Talk(Tick):
    """Fear in each pool, and press reports that fade."""

    def begin(self) -> None:
        """Sanctions of late; since when the press has had nothing new to say."""
        self.hearsay = any(regime.believe.information == "hearsay" for regime in self.model.regimes)
        self.noise = any(regime.believe.press_noise for regime in self.model.regimes)
        self.lately = dict.fromkeys(self.model.pools, 0.0)
        self.louder_since = dict.fromkeys(self.areas, 0)
        self.under = list(self.model.regime_of_area)

    def act(self) -> None:
        """Let it be heard."""
        if not self.hearsay:
            return
        p = self.numbers.talk
        for pool in self.model.pools:
            struck = self.happened(pool, "decide", "sanctioned", "good cause refused")
            self.lately[pool] = self.lately[pool] * exp(-1 / p.memory) + struck
            afraid = sum(one.alive and one.belief == Belief.FEARFUL for one in pool.claimants)
            self.move(pool, "talk", (afraid + p.sanctioned * self.lately[pool]) / max(pool.size, 1))
        for area in self.areas:
            was = self.model.regimes[self.under[area]].believe.press_noise
            if self.model.regime_of(area).believe.press_noise > was:
                self.louder_since[area] = self.model.week
        self.under = list(self.model.regime_of_area)
        for pool in self.model.pools if self.noise else ():
            self.move(pool, "rumour", pool.mean(self.loud))

    def loud(self, area: int) -> float:
        """What is left of all that is heard once the press has faded."""
        p, believe = self.numbers.rumour, self.model.regime_of(area).believe
        press, looming = p.believed * believe.press_noise, p.looming if believe.looming else 0.0
        if press + looming == 0:
            return 1.0
        weeks = self.model.week - self.louder_since[area]
        return (press * exp(-weeks / p.fades) + looming) / (press + looming)
