"""Self-refer: a claimant comes to treatment by himself or herself, a family doctor or another service.

hazard: (n,) per week, dependent, not engaged, lost or just left, at liberty.
relative_risk: treated before.
fire: assessed, so queued.
Source: parameters.yaml, group self_refer, and contested (chill); the yearly rate follows from published starts.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait
from simulate.status import Income, Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRefer:
    rate: float
    history: float
    treated_before: float
    gp_route: float
    needle_exchange_route: float
    chill: float


def hazard(at: Statuses, regime: Regime, p: SelfRefer) -> FloatArray:
    rate = p.rate * (p.gp_route if regime.identify.gp_route else 1.0)
    rate *= p.needle_exchange_route if regime.identify.needle_exchange_route else 1.0
    rate *= p.chill if regime.oblige.providers_report else 1.0
    risk = rules.out_of_treatment(at) & (at.use == Use.DEPENDENT) & (at.income != Income.CUSTODY)
    return np.where(risk, rate, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: SelfRefer) -> FloatArray:
    return of_trait(who.treated_before, ratio=p.history, share=p.treated_before)


def fire(at: Statuses, regime: Regime, p: SelfRefer) -> tuple[Outcome, ...]:
    return certain("assessed", replace(at, pathway=whole(len(at), Pathway.QUEUED)), len(at))


SELF_REFER = Process("self_refer", SelfRefer, hazard, fire, relative_risk)
