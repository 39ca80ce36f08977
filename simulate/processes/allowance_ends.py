"""Allowance ends: its longest time is over, or its holder has left treatment.

hazard: (n,) per week, on the allowance: 1 / the regime's longest time in treatment, 1 / the notice out of it; fixed.
odds: of JSA rather than ESA: those who opened on JSA.
fire: JSA · ESA, the rules of that benefit apply at once · back on JSA and out of treatment: the cliff at its end.
Source: parameters.yaml, group allowance_ends.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import FIXED, Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Income, Pathway, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceEnds:
    notice_weeks: float
    to_jsa: float
    same_benefit: float
    cliff: float
    jsa: float


def hazard(at: Statuses, regime: Regime, p: AllowanceEnds) -> FloatArray:
    weekly = np.where(rules.in_treatment(at), 1 / regime.pay.allowance_time, 1 / p.notice_weeks)
    return np.where(at.income == Income.ALLOWANCE, weekly, 0.0)


def odds(who: Claimants, regime: Regime, p: AllowanceEnds) -> FloatArray:
    return of_trait(who.opening_benefit == Income.JSA, ratio=p.same_benefit, share=p.jsa)


def fire(at: Statuses, regime: Regime, p: AllowanceEnds) -> tuple[Outcome, ...]:
    leaves = np.where(rules.in_treatment(at), p.cliff, 0.0)
    left = replace(at, pathway=whole(len(at), Pathway.JUST_LEFT))
    return (
        Outcome("JSA", (1 - leaves) * p.to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("ESA", (1 - leaves) * (1 - p.to_jsa), rules.to_benefit(at, regime, Income.ESA)),
        Outcome("left treatment", leaves, rules.to_benefit(left, regime, Income.JSA)),
    )


ALLOWANCE_ENDS = Process("allowance_ends", AllowanceEnds, hazard, fire, odds=odds, clock=FIXED)
