"""Claim again: somebody with neither benefit nor job claims.

hazard: (n,) per week, on nothing; lower for dependent people the Jobcentre does not know of, where drug use must be
    declared or they fear so; by as much of their claims as the question goes with.
odds: of JSA rather than ESA: those who opened on JSA.
fire: JSA · ESA (Income Support on grounds of incapacity takes no new claims from October 2008).
Source: parameters.yaml, groups claim_again and claims.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Belief, Income, Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAgain:
    claims_a_week: float
    claims_under_declaration: float
    new_to_jsa: float
    cites_drugs: float
    same_benefit: float
    jsa: float


def asked(regime: Regime, *, to_jsa: float, cites_drugs: float) -> float:
    """Share of new claims on which drug use must be declared: by the benefits asked, and who is asked on them.

    to_jsa: share of new claims that are for JSA, the rest for ESA. cites_drugs: share of ESA claims that give drug use
    as the reason.
    """
    must = regime.identify
    if must.declaration != "required":
        return 0.0
    everybody = must.declaration_asked_of != "citing_drugs"
    on_jsa = to_jsa if "JSA" in regime.oblige.benefits and everybody else 0.0
    on_esa = (1 - to_jsa) * (1.0 if everybody else cites_drugs) if "ESA" in regime.oblige.benefits else 0.0
    return on_jsa + on_esa


def deterred(at: Statuses, regime: Regime, *, to_jsa: float, cites_drugs: float) -> FloatArray:
    """Share of their claims that people with neither benefit nor job are deterred from: (n,) float64 in 0..1.

    Those on which they would have to declare drug use; all of them for those who fear it is asked everywhere.
    """
    known = np.where(at.belief == Belief.UNAWARE, 0.0, asked(regime, to_jsa=to_jsa, cites_drugs=cites_drugs))
    share = np.where(at.belief == Belief.FEARFUL, 1.0, known)
    hidden = (at.knowledge == Knowledge.UNKNOWN) & (at.use == Use.DEPENDENT)
    return np.where((at.income == Income.NOTHING) & hidden, share, 0.0)


def hazard(at: Statuses, regime: Regime, p: ClaimAgain) -> FloatArray:
    share = deterred(at, regime, to_jsa=p.new_to_jsa, cites_drugs=p.cites_drugs)
    rate = p.claims_a_week * (1 - share * (1 - p.claims_under_declaration))
    return np.where(at.income == Income.NOTHING, rate, 0.0)


def odds(who: Claimants, regime: Regime, p: ClaimAgain) -> FloatArray:
    return of_trait(who.opening_benefit == Income.JSA, ratio=p.same_benefit, share=p.jsa)


def fire(at: Statuses, regime: Regime, p: ClaimAgain) -> tuple[Outcome, ...]:
    to_jsa = np.full(len(at), p.new_to_jsa)
    return (
        Outcome("JSA", to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("ESA", 1 - to_jsa, rules.to_benefit(at, regime, Income.ESA)),
    )


CLAIM_AGAIN = Process("claim_again", ClaimAgain, hazard, fire, odds=odds)
