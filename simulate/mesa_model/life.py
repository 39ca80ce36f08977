"""Section 3: clocks, and the life they make. One claimant, event by event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log

import mesa

from scenarios.levers import Regime
from simulate.claimants import Claimants
from simulate.mesa_model.diary import Diary
from simulate.mesa_model.dice import OUTCOME, THRESHOLD, Dice
from simulate.mesa_model.numbers import Numbers
from simulate.mesa_model.person import Person, Status
from simulate.mesa_model.shared.arrival import arrive
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel

LEAST = 1e-30
"""A threshold never runs below this: rounding must not make a clock ring before now."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to somebody. after: None where it was death."""

    who: Claimant
    time: float
    process: str
    outcome: str
    before: Status
    after: Status | None


class Claimant(Person):
    """A claimant who lives: every submodel has a clock for him or her.

    left: of the thresholds of risks run so far, at `since`. times: how often a threshold of each clock was drawn after
    the first. hazards: current ones before the field of the pool, of the submodels he or she is at risk of. fields: of
    the pool, process -> factor. diary: what was lived through.
    """

    def __init__(
        self, model: mesa.Model, *, of: Claimants, index: int, regime: Regime, numbers: Numbers, pool: int,
        submodels: Sequence[Submodel], fields: Mapping[str, float], dice: Dice, tell: Callable[[Event], None],
    ) -> None:  # fmt: skip
        super().__init__(model, of=of, index=index, regime=regime, numbers=numbers, pool=pool)
        self.submodels, self.fields, self.dice, self.tell = submodels, fields, dice, tell
        self.times: Counter[str] = Counter()
        self.left: dict[str, float] = {}
        self.since = self.enters
        self.hazards: dict[Submodel, float] = {}
        self.running: set[Submodel] = set()
        self.rings, self.next = inf, submodels[0]
        self.diary = Diary(self.enters)

    # ---------------------------------------------------------------- thresholds

    def _first_threshold(self, submodel: Submodel) -> float:
        """Who starts in the middle of a fixed time has an evenly spread part of it left."""
        if submodel.stages == FIXED:
            return self.dice.throw(submodel.name, who=self.number, k=0, channel=THRESHOLD)
        return self._threshold(submodel)

    def _threshold(self, submodel: Submodel) -> float:
        """A threshold of mean 1: exponential, fixed, or the mean of several exponential ones."""
        if submodel.stages == FIXED:
            return 1.0
        channels = (THRESHOLD, *range(OUTCOME + 1, OUTCOME + submodel.stages))
        k = self.times[submodel.name]
        thrown = [self.dice.throw(submodel.name, who=self.number, k=k, channel=channel) for channel in channels]
        return sum(-log(u) for u in thrown) / submodel.stages

    def _draw(self, submodel: Submodel) -> None:
        """A new threshold for a clock."""
        self.times[submodel.name] += 1
        self.left[submodel.name] = self._threshold(submodel)

    # ---------------------------------------------------------------- time

    def begin(self, *, was_free: bool) -> None:
        """Arrive under the regime of the first day; nobody's clock starts afresh."""
        arrive(self, was_free=was_free)
        self.running = {submodel for submodel in self.submodels if submodel.remembers and submodel.hazard(self) > 0}
        self.read_hazards()

    def live_until(self, week: float) -> None:
        """Live, event by event, until the end of a week."""
        while self.rings < week:
            self.happen(self.next, self.rings)

    def use_up(self, now: float) -> None:
        """Use up the thresholds until now, at the hazards there have been."""
        elapsed = max(now - self.since, 0.0)
        if elapsed:
            for submodel, hazard in self.hazards.items():
                used = hazard * self.fields.get(submodel.name, 1.0) * elapsed
                self.left[submodel.name] = max(self.left[submodel.name] - used, LEAST)
        self.since = max(self.since, now)

    def read_hazards(self) -> None:
        """Read the hazards anew; clocks with memory start afresh where theirs has risen from 0."""
        self.hazards, were_running = {}, self.running
        self.running = set()
        for submodel in self.submodels if self.alive else ():
            hazard = submodel.hazard(self)
            if hazard == 0:
                continue
            if submodel.name not in self.left:
                self.left[submodel.name] = self._first_threshold(submodel)
            if submodel.remembers:
                self.running.add(submodel)
                if submodel not in were_running:
                    self._start_afresh(submodel)
            self.hazards[submodel] = hazard * submodel.relative_risk(self)
        self.look_ahead()

    def _start_afresh(self, submodel: Submodel) -> None:
        if submodel.stages == FIXED:
            self.left[submodel.name] = 1.0
        else:
            self._draw(submodel)

    def at_risk_of(self, process: str) -> bool:
        """Whether a process can happen to him or her now."""
        return any(submodel.name == process for submodel in self.hazards)

    def look_ahead(self) -> None:
        """Which threshold is the first to be used up, and when."""
        self.rings = inf
        for submodel, hazard in self.hazards.items():
            felt = hazard * self.fields.get(submodel.name, 1.0)
            if felt > 0 and (rings := self.since + self.left[submodel.name] / felt) < self.rings:
                self.rings, self.next = rings, submodel

    # ---------------------------------------------------------------- events

    def happen(self, submodel: Submodel, now: float) -> None:
        """A process fires: the outcome is drawn, the status changes, its clock is set anew."""
        self.use_up(now)
        self._draw(submodel)
        outcome, before = self._outcome(submodel), self.stood()
        self.diary.enter(self, now)
        outcome.change(self)
        self.read_hazards()
        self.tell(Event(self, now, submodel.name, outcome.name, before, self.status))

    def _outcome(self, submodel: Submodel) -> Outcome:
        """Which outcome follows: the odds of the person tilt the first few together."""
        outcomes = submodel.outcomes(self)
        if len(outcomes) == 1:
            return outcomes[0]
        first = min(sum(outcome.chance for outcome in outcomes[: submodel.tilts]), 1.0)
        odds = submodel.odds(self)
        chance = odds * first / (1 - first + odds * first)
        tilt = chance / first if first else 1.0
        others = (1 - chance) / (1 - first) if first < 1 else 1.0
        thrown = self.dice.throw(submodel.name, who=self.number, k=self.times[submodel.name], channel=OUTCOME)
        upto = 0.0
        for place, outcome in enumerate(outcomes):
            upto += outcome.chance * (tilt if place < submodel.tilts else others)
            if thrown < upto:
                return outcome
        return outcomes[-1]

    def change_regime(self, regime: Regime, now: float, *, was_free: bool) -> None:
        """Another regime begins, now: an event for whoever it moves to another status."""
        before = self.stood()
        self.diary.enter(self, now)
        self.use_up(now)
        self.regime = regime
        arrive(self, was_free=was_free)
        self.read_hazards()
        if self.status != before and self.enters < now:
            self.tell(Event(self, now, "new_rules", "began", before, self.status))

    def stood(self) -> Status:
        """Where he or she stands, of somebody alive."""
        status = self.status
        if status is None:
            raise ValueError(f"claimant {self.index} is dead")
        return status
