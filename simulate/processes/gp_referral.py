"""GP referral: a family doctor sends a patient to treatment, besides those who came that way before.

hazard: (n,) per week, as self-referral, where the route is opened: its rate, more where each referral is paid for, and
    less where patients think that what they tell is passed on.
fire: assessed, so queued · recorded only, for the payment.
Source: parameters.yaml, group gp_referral.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.processes.self_refer import assessed, can_come
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class GpReferral:
    rate: float
    incentive: float
    gamed: float
    consents: float
    chill: float


def hazard(at: Statuses, regime: Regime, p: GpReferral) -> FloatArray:
    paid = p.incentive if regime.identify.gp_incentive else 1.0
    rate = p.rate * paid * p.chill ** rules.perceives_reports(at, regime, p.consents)
    return np.where(can_come(at) & regime.identify.gp_route, rate, 0.0)


def fire(at: Statuses, regime: Regime, p: GpReferral) -> tuple[Outcome, ...]:
    gamed = np.full(len(at), p.gamed if regime.identify.gp_incentive else 0.0)
    return (Outcome("assessed", 1 - gamed, assessed(at)), Outcome("recorded only", gamed, at))


GP_REFERRAL = Process("gp_referral", GpReferral, hazard, fire)
