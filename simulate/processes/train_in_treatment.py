"""Train in treatment: education or training is part of the care plan, and is started there.

hazard: (n,) per week, in treatment, on a benefit or the allowance, neither in training nor ready for work, where the
    regime has it. It takes no place of the existing programme.
fire: in training, which takes the place of a plan.
Source: parameters.yaml, groups train_in_treatment and to_work, and contested (spill_over).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.processes import train
from simulate.rules.to_work import ToWork, starts
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainInTreatment(ToWork):
    rate: float


def hazard(at: Statuses, regime: Regime, p: TrainInTreatment) -> FloatArray:
    offered = rules.in_treatment(at) & regime.support.training_in_treatment
    return starts(at, regime, p) * np.where(offered, p.rate, 0.0)


def fire(at: Statuses, regime: Regime, p: TrainInTreatment) -> tuple[Outcome, ...]:
    return train.started(at)


TRAIN_IN_TREATMENT = Process("train_in_treatment", TrainInTreatment, hazard, fire)
