"""Section 10, trust."""

from math import exp

from simulate.mesa_model.life import Event
from simulate.mesa_model.pools import Pool
from simulate.mesa_model.shared.where import in_treatment
from simulate.mesa_model.ticks.tick import ASKS, Tick

ANSWERS = ("volunteered", "heard, nothing done", "not told")


def struck_untreated(event: Event) -> bool:
    """Whether it happened to somebody not in treatment."""
    return not in_treatment(event.before)


class Trust(Tick):
    """Word of mouth about what claimants of the pool lived through."""

    def begin(self) -> None:
        """Trust is 0 at the start."""
        self.anywhere = any(regime.believe.word_of_mouth for regime in self.model.regimes)
        self.advisers = dict.fromkeys(self.model.pools, 0.0)
        self.clinicians = dict.fromkeys(self.model.pools, 0.0)

    def act(self) -> None:
        """Forget a little, take in the week, and let it be felt."""
        if not self.anywhere:
            return
        kept = exp(-1 / self.numbers.trust.memory)
        for pool in self.model.pools:
            people = max(pool.size, 1)
            self.advisers[pool] = self.advisers[pool] * kept + self._with_advisers(pool) / people
            reported = self.happened(pool, "drop_out", "left, reported")
            self.clinicians[pool] = self.clinicians[pool] * kept - self.numbers.trust.reported * reported / people
            self._felt(pool)

    def _with_advisers(self, pool: Pool) -> float:
        p = self.numbers.trust
        moved = p.helped * (self.happened(pool, "attend", "attended") + self.happened(pool, "plan", "agreed"))
        moved -= p.sanctioned * self.happened(pool, "decide", "sanctioned", "good cause refused")
        for process in ASKS:
            heard = self.happened(pool, process, "heard, nothing done", where=struck_untreated)
            moved -= p.mishandled * heard
        probing = pool.mean(lambda area: float(self.model.regime_of(area).identify.probing == "probing"))
        return moved - p.probed * probing * sum(self.happened(pool, process, *ANSWERS) for process in ASKS)

    def _felt(self, pool: Pool) -> None:
        talked = pool.mean(lambda area: float(self.model.regime_of(area).believe.word_of_mouth))
        felt = self.numbers.contested.word_of_mouth * talked
        advisers, clinicians = self.advisers[pool], self.clinicians[pool]
        for process in ASKS:
            self.move(pool, process, exp(felt * advisers))
        self.move(pool, "self_refer", exp(felt * (advisers + clinicians)))
        self.move(pool, "drop_out", exp(-felt * clinicians))
