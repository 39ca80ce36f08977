"""Train: a claimant comes to the existing programme for former users, and starts education or training there.

hazard: (n,) per week, on a benefit or the allowance, neither in training nor ready for work, where the programme runs.
    The field stops it while the places are taken.
fire: in training, which takes the place of a plan.
Source: parameters.yaml, groups train and to_work, and contested (spill_over); published entrants over the claimants.
"""

from dataclasses import dataclass, replace

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.to_work import ToWork, starts
from simulate.status import Statuses, Support, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Train(ToWork):
    rate: float
    demand: float


def hazard(at: Statuses, regime: Regime, p: Train) -> FloatArray:
    # With a number of places given, as many as like would come, and the field stops them while it is full.
    programme = p.rate * (1.0 if regime.support.progress2work_places is None else p.demand)
    return starts(at, regime, p) * (programme if regime.support.progress2work else 0.0)


def fire(at: Statuses, regime: Regime, p: Train) -> tuple[Outcome, ...]:
    return started(at)


def started(at: Statuses) -> tuple[Outcome, ...]:
    """In training."""
    return certain("started", replace(at, support=whole(len(at), Support.TRAINING)), len(at))


TRAIN = Process("train", Train, hazard, fire)
