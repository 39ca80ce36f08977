"""Decide: a reported breach is decided.

hazard: (n,) per week, decision pending: 1 / the regime's decision time, fixed.
odds: of a sanction: less with a chronic condition, dual diagnosis or children at home, where good cause is heard.
fire: sanctioned · not sanctioned.
Source: parameters.yaml, group decide; half of referrals went against the claimant.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import FIXED, Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Sanction, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    adverse: float
    homeless: float
    good_cause_health: float
    good_cause_children: float
    share_dual_diagnosis: float


def hazard(at: Statuses, regime: Regime, p: Decide) -> FloatArray:
    return np.where(at.sanction == Sanction.PENDING, 1 / regime.sanction.decision_time, 0.0)


def odds(who: Claimants, regime: Regime, p: Decide) -> FloatArray:
    if not regime.sanction.good_cause:
        return np.ones(len(who))
    ill = who.chronic_condition | who.dual_diagnosis
    health = of_trait(ill, ratio=p.good_cause_health, share=p.share_dual_diagnosis)
    return health * np.where(who.children, p.good_cause_children, 1.0)


def fire(at: Statuses, regime: Regime, p: Decide) -> tuple[Outcome, ...]:
    odds_of_it = p.adverse / (1 - p.adverse) * rules.homeless(at, p.homeless)
    sanctioned = odds_of_it / (1 + odds_of_it) * (1 - regime.sanction.discretion)
    # A sanction needs a benefit that carries one: those who moved meanwhile are let off.
    sanctioned = np.where(rules.at_stake(at, regime) > 0, sanctioned, 0.0)
    return (
        Outcome("sanctioned", sanctioned, replace(at, sanction=whole(len(at), Sanction.SANCTIONED))),
        Outcome("not sanctioned", 1 - sanctioned, replace(at, sanction=whole(len(at), Sanction.NONE))),
    )


DECIDE = Process("decide", Decide, hazard, fire, odds=odds, clock=FIXED)
