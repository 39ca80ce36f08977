"""Justice referral: the police, a court, probation or a prison sends a claimant to treatment.

hazard: (n,) per week, dependent, not engaged, lost or just left, at liberty; more where the hand-over is better.
relative_risk: partly by offending.
fire: assessed, so queued.
Source: parameters.yaml, group justice_referral; the rate follows from published starts and who referred them.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.processes.self_refer import assessed, can_come
from simulate.relative_risk import partly
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class JusticeReferral:
    rate: float
    linked: float
    by_offending: float


def hazard(at: Statuses, regime: Regime, p: JusticeReferral) -> FloatArray:
    return np.where(can_come(at), p.rate * p.linked**regime.refer.links.probation_treatment, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: JusticeReferral) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: JusticeReferral) -> tuple[Outcome, ...]:
    return certain("assessed", assessed(at), len(at))


JUSTICE_REFERRAL = Process("justice_referral", JusticeReferral, hazard, fire, relative_risk)
