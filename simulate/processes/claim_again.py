"""Claim again: somebody with neither benefit nor job claims.

hazard: (n,) per week, on nothing; lower for dependent people the Jobcentre does not know of, where drug use must be
    declared or they fear so.
odds: of JSA rather than ESA: those who opened on JSA.
fire: JSA · ESA (Income Support on grounds of incapacity takes no new claims from October 2008).
Source: parameters.yaml, groups claim_again and claims.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Belief, Income, Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAgain:
    claims_a_week: float
    claims_under_declaration: float
    to_jsa: float
    same_benefit: float
    jsa: float


def deterred(at: Statuses, regime: Regime) -> BoolArray:
    """With neither benefit nor job, and would have to declare drug use to claim, or thinks so: (n,) bool."""
    asked = (regime.identify.declaration == "required") & (at.belief != Belief.UNAWARE)
    hidden = (at.knowledge == Knowledge.UNKNOWN) & (at.use == Use.DEPENDENT)
    gone: BoolArray = (at.income == Income.NOTHING) & hidden & (asked | (at.belief == Belief.FEARFUL))
    return gone


def hazard(at: Statuses, regime: Regime, p: ClaimAgain) -> FloatArray:
    rate = p.claims_a_week * np.where(deterred(at, regime), p.claims_under_declaration, 1.0)
    return np.where(at.income == Income.NOTHING, rate, 0.0)


def odds(who: Claimants, regime: Regime, p: ClaimAgain) -> FloatArray:
    return of_trait(who.opening_benefit == Income.JSA, ratio=p.same_benefit, share=p.jsa)


def fire(at: Statuses, regime: Regime, p: ClaimAgain) -> tuple[Outcome, ...]:
    to_jsa = np.full(len(at), p.to_jsa)
    return (
        Outcome("JSA", to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("ESA", 1 - to_jsa, rules.to_benefit(at, regime, Income.ESA)),
    )


CLAIM_AGAIN = Process("claim_again", ClaimAgain, hazard, fire, odds=odds)
