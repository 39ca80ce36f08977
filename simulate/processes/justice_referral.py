"""Justice referral: the police, a court, probation or a prison sends a claimant to treatment.

hazard: (n,) per week, dependent, not engaged, lost or just left, at liberty.
relative_risk: partly by offending.
fire: assessed, so queued.
Source: parameters.yaml, group justice_referral; the rate follows from published starts and who referred them.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import partly
from simulate.status import Income, Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class JusticeReferral:
    rate: float
    by_offending: float


def hazard(at: Statuses, regime: Regime, p: JusticeReferral) -> FloatArray:
    risk = rules.out_of_treatment(at) & (at.use == Use.DEPENDENT) & (at.income != Income.CUSTODY)
    return np.where(risk, p.rate, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: JusticeReferral) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: JusticeReferral) -> tuple[Outcome, ...]:
    return certain("assessed", replace(at, pathway=whole(len(at), Pathway.QUEUED)), len(at))


JUSTICE_REFERRAL = Process("justice_referral", JusticeReferral, hazard, fire, relative_risk)
