"""Self-refer: a claimant comes to treatment by himself or herself, or through somebody outside the schemes.

hazard: (n,) per week, dependent, not engaged, lost or just left, at liberty: less where it is thought that providers
    report, and where those found would have to stay; more or less where a threat alone changes minds.
relative_risk: treated before; children at home, where childcare is offered.
fire: assessed, so queued.
Source: parameters.yaml, group self_refer, and contested (chill, norm, avoidance); the rate follows from published
    starts.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait
from simulate.status import Income, Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRefer:
    rate: float
    history: float
    childcare: float
    treated_before: float
    consents: float
    chill: float
    norm: float
    avoidance: float


def can_come(at: Statuses) -> BoolArray:
    """Dependent, at liberty and neither in treatment nor on the way there: (n,) bool."""
    free: BoolArray = rules.out_of_treatment(at) & (at.use == Use.DEPENDENT) & (at.income != Income.CUSTODY)
    return free


def hazard(at: Statuses, regime: Regime, p: SelfRefer) -> FloatArray:
    rate = p.rate * p.chill ** rules.perceives_reports(at, regime, p.consents)
    rate = rate * np.where(rules.perceives_threat(at, regime) & ~rules.is_known(at), p.norm, 1.0)
    held = rules.under_obligations(at, regime) & regime.oblige.stay_in_treatment
    return np.where(can_come(at), rate * np.where(held, p.avoidance, 1.0), 0.0)


def relative_risk(who: Claimants, regime: Regime, p: SelfRefer) -> FloatArray:
    before = of_trait(who.treated_before, ratio=p.history, share=p.treated_before)
    return before * np.where(who.children & regime.support.childcare, p.childcare, 1.0)


def assessed(at: Statuses) -> Statuses:
    """Assessed, so queued."""
    return replace(at, pathway=whole(len(at), Pathway.QUEUED))


def fire(at: Statuses, regime: Regime, p: SelfRefer) -> tuple[Outcome, ...]:
    return certain("assessed", assessed(at), len(at))


SELF_REFER = Process("self_refer", SelfRefer, hazard, fire, relative_risk)
