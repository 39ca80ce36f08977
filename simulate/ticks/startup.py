"""Start-up: a new coordinator becomes known, a new scheme draws attention that fades, and people come to trust it.

Three courses kept apart, so that an early pilot is not read as steady state: the ramp of the coordinator's cover, the
novelty of the scheme, and the wariness of claimants who first want to see it at work. Each is counted from the day on
which an area's regime first has a coordinator.
Source: the regime's coordinator_startup, novelty, wary_start; parameters.yaml, groups startup and telling.
"""

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import FloatArray
from simulate.rules.asking import diluted
from simulate.world import World

ASKS = ("disclose", "disclose_untrained")


class Startup:
    """Weeks since the coordinator started, by area, and what follows for asking and telling."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        identify = [regime.identify for regime in world.regimes]
        values = world.values
        shared = np.array([diluted(regime, values) for regime in world.regimes])
        self.cover = np.minimum(np.array([one.coordinators_per_district for one in identify]) / shared, 1.0)
        self.ramp = np.array([one.coordinator_startup or 0.0 for one in identify])
        self.novelty = np.array([values["startup.novelty"] * one.novelty for one in identify])
        self.wary = np.array([values["startup.wary"] * regime.believe.wary_start for regime in world.regimes])
        self.alone = values["telling.no_coordinator_ratio"]
        self.fades, self.trusted, self.step = values["startup.fades"], values["startup.trusted"], values["trust.step"]
        self.since = np.full(len(world.regime_of_area), np.nan)
        self.moves = bool(self.ramp.any() or self.novelty.any() or self.wary.any())

    def act(self, world: World) -> None:
        """Move asking and telling along their courses."""
        if not self.moves:
            return
        regime = world.regime_of_area
        posted = self.cover[regime] > 0
        self.since[posted & np.isnan(self.since)] = world.week
        self.since[~posted] = np.nan
        age = np.nan_to_num(world.week - self.since)
        factor = self._ramped(regime, age) * (1 + self.novelty[regime] * np.exp(-age / self.fades))
        factor *= 1 - self.wary[regime] * np.exp(-age / self.trusted)
        to = world.of_areas(np.where(posted, factor, 1.0))
        world.track("asking at start-up", world.mean(to))
        for process in ASKS:
            world.move_field(process=process, by="start-up", to=to, step=self.step)

    def _ramped(self, regime: np.ndarray, age: FloatArray) -> FloatArray:
        """What is asked against what will be once the coordinator is known: (areas,)."""
        cover, ramp = self.cover[regime], self.ramp[regime]
        known = np.where(ramp > 0, -np.expm1(-age / np.maximum(ramp, 1e-9)), 1.0)
        full = cover + (1 - cover) * self.alone
        now = cover * known + (1 - cover * known) * self.alone
        share: FloatArray = now / full
        return share
