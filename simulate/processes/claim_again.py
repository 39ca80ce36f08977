"""Claim again: somebody with neither benefit nor job claims.

hazard: (n,) per week, on nothing; lower where drug use must be declared and the Jobcentre does not know of it.
odds: of JSA rather than ESA: those who opened on JSA.
fire: JSA · ESA (Income Support on grounds of incapacity takes no new claims from October 2008).
Source: parameters.yaml, group claim_again.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Income, Knowledge, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAgain:
    rate: float
    under_declaration: float
    to_jsa: float
    same_benefit: float
    jsa: float


def hazard(at: Statuses, regime: Regime, p: ClaimAgain) -> FloatArray:
    asked = (at.knowledge == Knowledge.UNKNOWN) & (regime.identify.declaration == "required")
    return np.where(at.income == Income.NOTHING, np.where(asked, p.rate * p.under_declaration, p.rate), 0.0)


def odds(who: Claimants, regime: Regime, p: ClaimAgain) -> FloatArray:
    return of_trait(who.opening_benefit == Income.JSA, ratio=p.same_benefit, share=p.jsa)


def fire(at: Statuses, regime: Regime, p: ClaimAgain) -> tuple[Outcome, ...]:
    to_jsa = np.full(len(at), p.to_jsa)
    return (
        Outcome("JSA", to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("ESA", 1 - to_jsa, rules.to_benefit(at, regime, Income.ESA)),
    )


CLAIM_AGAIN = Process("claim_again", ClaimAgain, hazard, fire, odds=odds)
