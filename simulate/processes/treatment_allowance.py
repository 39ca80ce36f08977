"""Treatment allowance: an allowance replaces the benefit, free of its conditions.

hazard: (n,) per week, stabilising and on JSA, ESA or IS, where the regime pays it.
fire: on the allowance; no mandate and no sanction.
Source: parameters.yaml, group treatment_allowance.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Pathway, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentAllowance:
    take_up: float


def hazard(at: Statuses, regime: Regime, p: TreatmentAllowance) -> FloatArray:
    risk = rules.on_benefit(at) & (at.pathway == Pathway.STABILISING)
    return np.where(risk & regime.pay.treatment_allowance, p.take_up, 0.0)


def fire(at: Statuses, regime: Regime, p: TreatmentAllowance) -> tuple[Outcome, ...]:
    return certain("granted", rules.to_income(at, Income.ALLOWANCE), len(at))


TREATMENT_ALLOWANCE = Process("treatment_allowance", TreatmentAllowance, hazard, fire)
