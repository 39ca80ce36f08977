"""Drop out: a claimant leaves before treatment starts, or before it is complete.

hazard: (n,) per week, by stage: queued, stabilising, maintained; more where it is thought that providers report,
    other for those required to be there; less with payments while they last, contact, training, and help given as one
    package.
relative_risk: severity, dual diagnosis, injecting, wish to change, the number of other needs; children at home where
    providers report.
fire: from the queue, lost; from treatment, just left · the same, reported: a breach where staying is an obligation.
    Those the Jobcentre knows are under its rules again.
Source: parameters.yaml, group drop_out, and contested (compelled, commit, alliance, motivation); the weekly hazards are
    derived from early exits and two-year drop-out of entrants, never from the 92% of all in treatment.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import of_trait, per_sd
from simulate.rules.package import package
from simulate.status import Income, Mandate, Pathway, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOut:
    queued: float
    stabilising: float
    maintained: float
    homeless: float
    injecting: float
    per_severity_sd: float
    dual_diagnosis: float
    per_need: float
    integrated_needs: float
    incentives: float
    incentive_reference: float
    stay_in_touch: float
    training: float
    mental_health: float
    childcare: float
    allowance: float
    consents: float
    compelled: float
    commit: float
    alliance: float
    alliance_children: float
    motivation: float
    service_users: float
    complementarity: float
    wants_change: float
    share_injecting: float
    share_dual_diagnosis: float
    share_chronic_condition: float
    record: float


def helped(at: Statuses, regime: Regime, p: DropOut) -> FloatArray:
    """What the regime's help does to drop-out of people in treatment: (n,) float64, a hazard ratio."""
    given = regime.support
    ratio = p.training if given.training_in_treatment else 1.0
    # An adviser can only stay in touch with people he or she knows of.
    touched = np.where(rules.is_known(at) & given.stay_in_touch, p.stay_in_touch, 1.0)
    helps: FloatArray = (ratio * touched) ** package(regime, p.complementarity)
    return helps * (p.service_users if given.service_users_involved else 1.0)


def hazard(at: Statuses, regime: Regime, p: DropOut) -> FloatArray:
    queued = at.pathway == Pathway.QUEUED
    stages = [queued, at.pathway == Pathway.STABILISING, at.pathway == Pathway.MAINTAINED]
    paid = p.incentives ** (regime.pay.incentive_per_week / p.incentive_reference)
    weekly: FloatArray = np.select(stages, [p.queued, p.stabilising * paid, p.maintained], 0.0)
    must = (at.mandate == Mandate.REQUIRED) & regime.oblige.stay_in_treatment
    compelled = np.where(must, np.where(queued, 1 / p.commit, p.compelled), 1.0)
    reported = np.where(queued, 1.0, p.alliance ** rules.perceives_reports(at, regime, p.consents))
    level = p.allowance ** (regime.pay.allowance_share - 1)
    kept = np.where(queued, 1.0, helped(at, regime, p) * np.where(at.income == Income.ALLOWANCE, level, 1.0))
    ratio: FloatArray = compelled * reported * kept * rules.homeless(at, p.homeless)
    return weekly * ratio


def relative_risk(who: Claimants, regime: Regime, p: DropOut) -> FloatArray:
    risk = per_sd(who.severity, ratio=p.per_severity_sd)
    risk *= of_trait(who.dual_diagnosis, ratio=p.dual_diagnosis, share=p.share_dual_diagnosis)
    risk *= of_trait(who.injecting, ratio=p.injecting, share=p.share_injecting)
    risk *= of_trait(who.wants_change, ratio=p.motivation, share=p.wants_change)
    needs = (
        (who.dual_diagnosis, p.share_dual_diagnosis), (who.chronic_condition, p.share_chronic_condition),
        (who.record, p.record),
    )  # fmt: skip
    each = p.per_need ** (p.integrated_needs if regime.support.integrated else 1.0)
    for need, share in needs:
        risk *= of_trait(need, ratio=each, share=share)
    # `alliance` itself stands in the hazard: here only what children at home add to it.
    more = (p.alliance_children / p.alliance) ** rules.reports(regime, p.consents)
    strength = package(regime, p.complementarity)
    cared_for = p.childcare**strength if regime.support.childcare else 1.0
    ill = p.mental_health**strength if regime.support.mental_health else 1.0
    return risk * np.where(who.children, more * cared_for, 1.0) * np.where(who.dual_diagnosis, ill, 1.0)


def fire(at: Statuses, regime: Regime, p: DropOut) -> tuple[Outcome, ...]:
    pathway = np.where(at.pathway == Pathway.QUEUED, Pathway.LOST, Pathway.JUST_LEFT).astype(np.int8)
    left = replace(at, pathway=pathway)
    must = (at.mandate == Mandate.REQUIRED) & regime.oblige.stay_in_treatment
    reported = np.where(must, rules.reports(regime, p.consents), 0.0)
    told = rules.breach(left, regime, np.ones(len(at), np.bool_))
    return (
        Outcome("left", 1 - reported, rules.obliged(left, regime)),
        Outcome("left, reported", reported, rules.obliged(told, regime)),
    )


DROP_OUT = Process("drop_out", DropOut, hazard, fire, relative_risk)
