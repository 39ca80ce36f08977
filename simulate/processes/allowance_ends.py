"""Allowance ends: its longest time is over, or its holder has left treatment.

hazard: (n,) per week, on the allowance: 1 / the regime's longest time in treatment, 1 / the notice out of it; fixed.
odds: of JSA rather than ESA: those who opened on JSA.
fire: JSA · ESA; the rules of that benefit apply at once.
Source: parameters.yaml, group allowance_ends.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import FIXED, Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceEnds:
    notice_weeks: float
    to_jsa: float
    same_benefit: float
    jsa: float


def hazard(at: Statuses, regime: Regime, p: AllowanceEnds) -> FloatArray:
    weekly = np.where(rules.in_treatment(at), 1 / regime.pay.allowance_time, 1 / p.notice_weeks)
    return np.where(at.income == Income.ALLOWANCE, weekly, 0.0)


def odds(who: Claimants, regime: Regime, p: AllowanceEnds) -> FloatArray:
    return of_trait(who.opening_benefit == Income.JSA, ratio=p.same_benefit, share=p.jsa)


def fire(at: Statuses, regime: Regime, p: AllowanceEnds) -> tuple[Outcome, ...]:
    to_jsa = np.full(len(at), p.to_jsa)
    return (
        Outcome("JSA", to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("ESA", 1 - to_jsa, rules.to_benefit(at, regime, Income.ESA)),
    )


ALLOWANCE_ENDS = Process("allowance_ends", AllowanceEnds, hazard, fire, odds=odds, clock=FIXED)
