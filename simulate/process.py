"""The contract of a submodel: a name, a hazard, what firing does, and who runs more risk than others.

Each factor has one home: what depends on status stands in `hazard` and `fire`, on the person in
`relative_risk` and `odds`, on the place and the week in the field that ticks move. None of them sees the engine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray, LevelArray
from simulate.status import Statuses

if TYPE_CHECKING:
    from simulate.claimants import Claimants

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that firing can lead to.

    probability: (n,) float64 at the median claimant; the probabilities of a firing sum to 1.
    after: the statuses that follow, or None for death.
    """

    name: str
    probability: FloatArray
    after: Statuses | None


@dataclass(frozen=True, slots=True)
class Clock:
    """How thresholds are drawn: mean 1 always, so that 1 / hazard is the mean time.

    stages: 0 a fixed duration; 1 exponential, memoryless; n the sum of n exponential stages (Erlang).
    A clock with memory (`stages` other than 1) starts afresh whenever its hazard rises from 0.
    """

    stages: int = 1

    @property
    def memoryless(self) -> bool:
        """Whether the time already waited makes no difference."""
        return self.stages == 1


EXPONENTIAL = Clock(1)
FIXED = Clock(0)


@dataclass(frozen=True, slots=True)
class Process(Generic[P]):
    """A submodel.

    numbers: a frozen dataclass of the parameters it reads, found by field name in its own group of
        parameters.yaml, then in the groups that all share (`numbers.SHARED`).
    hazard: (statuses, regime, numbers) -> (n,) float64, per week; 0 where nobody is at risk.
    fire: (statuses, regime, numbers) -> what follows, for the statuses at risk.
    relative_risk: (claimants, regime, numbers) -> (claimants,) float64 on the hazard, or None for 1.
    odds: (claimants, regime, numbers) -> (claimants,) float64 on the odds of the first `tilts` outcomes together
        against the others, each side keeping its shares among itself; or None for 1. With situations: (claimants,
        1 + situations), out of all of them and in each.
    situation: (statuses, regime, numbers) -> (n,) int or bool, which column of the odds holds: 0 in none.
    situations: how many there are, where there is one.
    """

    name: str
    numbers: type[P]
    hazard: Callable[[Statuses, Regime, P], FloatArray]
    fire: Callable[[Statuses, Regime, P], tuple[Outcome, ...]]
    relative_risk: "Callable[[Claimants, Regime, P], FloatArray] | None" = None
    odds: "Callable[[Claimants, Regime, P], FloatArray] | None" = None
    clock: Clock = EXPONENTIAL
    tilts: int = 1
    situation: Callable[[Statuses, Regime, P], BoolArray | LevelArray] | None = None
    situations: int = 1

    @property
    def odds_columns(self) -> int:
        """Columns of its odds, where it has any."""
        return 1 if self.situation is None else 1 + self.situations


def certain(name: str, after: Statuses | None, n: int) -> tuple[Outcome, ...]:
    """Firing that leads to one thing only."""
    return (Outcome(name, np.ones(n), after),)
