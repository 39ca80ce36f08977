"""Treatment allowance: an allowance replaces the benefit, free of its conditions.

hazard: (n,) per week, stabilising and on JSA, ESA or IS, where the regime pays it, to volunteers alone if it says so:
    more for a higher level, less where it marks its holder out.
fire: on the allowance, and so known to the Jobcentre; no mandate and no sanction.
Source: parameters.yaml, group treatment_allowance, and contested (allowance_stigma).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Knowledge, Mandate, Pathway, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentAllowance:
    take_up: float
    by_level: float
    allowance_stigma: float


def hazard(at: Statuses, regime: Regime, p: TreatmentAllowance) -> FloatArray:
    risk = rules.on_benefit(at) & (at.pathway == Pathway.STABILISING)
    risk &= (at.mandate != Mandate.REQUIRED) | (not regime.pay.allowance_volunteers_only)
    weekly = p.take_up * regime.pay.allowance_share**p.by_level
    weekly *= 1.0 if regime.pay.allowance_discreet else p.allowance_stigma
    return np.where(risk & regime.pay.treatment_allowance, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: TreatmentAllowance) -> tuple[Outcome, ...]:
    # Who draws it has told the Jobcentre; whoever was known already is known as before.
    told = rules.known(at, regime, Knowledge.VOLUNTEERED)
    known = replace(told, knowledge=np.where(rules.is_known(at), at.knowledge, told.knowledge))
    return certain("granted", rules.to_income(known, Income.ALLOWANCE), len(at))


TREATMENT_ALLOWANCE = Process("treatment_allowance", TreatmentAllowance, hazard, fire)
