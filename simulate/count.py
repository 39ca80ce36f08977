"""The contract of a counted outcome: an intensity by status, and a propensity by person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.status import Statuses

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Count(Generic[P]):
    """Events counted as Poisson over the integral of rate x propensity.

    numbers: as for a Process. rate: (statuses, regime, numbers) -> (n,) float64, per week.
    propensity: (claimants, numbers) -> (claimants,) float64 with mean 1, the spread between people.
    drawn: whether whole events are drawn besides the expectation.
    """

    name: str
    numbers: type[P]
    rate: Callable[[Statuses, Regime, P], FloatArray]
    propensity: Callable[[Claimants, P], FloatArray]
    drawn: bool = True
