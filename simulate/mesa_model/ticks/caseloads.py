"""Section 10, caseloads."""

from collections.abc import Collection
from math import inf

from scenarios.levers import Regime
from simulate.mesa_model.life import Claimant
from simulate.mesa_model.pools import Pool
from simulate.mesa_model.shared.asking import dilution_of
from simulate.mesa_model.ticks.tick import Tick
from simulate.status import Support


class Caseloads(Tick):
    """Specialist advisers, and the programme, take nobody on while they are full."""

    def begin(self) -> None:
        """Who is in training by the programme; who is full."""
        self.on_programme = {one for one in self.model.claimants if one.support == Support.TRAINING}
        self.full: set[tuple[str, Pool]] = set()

    def act(self) -> None:
        """Shut or open each door."""
        for event in self.model.lately:
            if event.process == "train":
                self.on_programme.add(event.who)
            elif event.after is None or event.after.support != Support.TRAINING:
                self.on_programme.discard(event.who)
        for pool in self.model.pools:
            with_plan = [one for one in pool.claimants if one.alive and one.support == Support.PLAN]
            self._door(pool, "plan", with_plan, self._room_for_plans(pool))
            trained = [one for one in pool.claimants if one in self.on_programme]
            self._door(pool, "train", trained, self._room_for_training(pool))

    def _door(self, pool: Pool, process: str, held: Collection[Claimant], room: float) -> None:
        """Full, or full before and not yet some room again."""
        door = (process, pool)
        full = len(held) >= room or (door in self.full and len(held) > room * self.numbers.caseloads.reopens)
        (self.full.add if full else self.full.discard)(door)
        self.move(pool, process, 0.0 if full else 1.0, step=0.0)

    def _room_for_plans(self, pool: Pool) -> float:
        def per_1000(area: int) -> float:
            regime = self.model.regime_of(area)
            return regime.support.specialist_advisers_per_1000 * regime.support.caseload / self._shared(regime)

        return pool.mean(per_1000) / 1000 * pool.size

    def _room_for_training(self, pool: Pool) -> float:
        """Without end where an area of the pool has no number: the door is never shut."""

        def per_1000(area: int) -> float:
            regime = self.model.regime_of(area)
            places = regime.support.progress2work_places
            return inf if places is None else places / self._shared(regime)

        return pool.mean(per_1000) / 1000 * pool.size

    def _shared(self, regime: Regime) -> float:
        return dilution_of(regime, self.numbers)
