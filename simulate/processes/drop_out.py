"""Drop out: a claimant leaves before treatment starts, or before it is complete.

hazard: (n,) per week, by stage: queued, stabilising, maintained.
relative_risk: severity, dual diagnosis, injecting; children at home where providers report.
fire: from the queue, lost; from treatment, just left. A breach where staying is an obligation; those the Jobcentre
    knows are under its rules again.
Source: parameters.yaml, group drop_out, and contested (compelled, commit, alliance); the weekly hazards are derived
    from early exits and two-year drop-out of entrants, never from the 92% of all in treatment.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait, per_sd
from simulate.status import Mandate, Pathway, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOut:
    queued: float
    stabilising: float
    maintained: float
    homeless: float
    injecting: float
    per_severity_sd: float
    dual_diagnosis: float
    incentives: float
    compelled: float
    commit: float
    alliance: float
    alliance_children: float
    share_injecting: float
    share_dual_diagnosis: float


def hazard(at: Statuses, regime: Regime, p: DropOut) -> FloatArray:
    queued = at.pathway == Pathway.QUEUED
    stages = [queued, at.pathway == Pathway.STABILISING, at.pathway == Pathway.MAINTAINED]
    first_weeks = p.stabilising * (p.incentives if regime.support.incentives else 1.0)
    weekly = np.select(stages, [p.queued, first_weeks, p.maintained], 0.0)
    mandated = at.mandate == Mandate.REQUIRED
    compelled = np.where(mandated, np.where(queued, 1 / p.commit, p.compelled), 1.0)
    reported = np.where(queued | (not regime.oblige.providers_report), 1.0, p.alliance)
    return weekly * compelled * reported * rules.homeless(at, p.homeless)


def relative_risk(who: Claimants, regime: Regime, p: DropOut) -> FloatArray:
    risk = per_sd(who.severity, ratio=p.per_severity_sd)
    risk *= of_trait(who.dual_diagnosis, ratio=p.dual_diagnosis, share=p.share_dual_diagnosis)
    risk *= of_trait(who.injecting, ratio=p.injecting, share=p.share_injecting)
    # `alliance` itself stands in the hazard: here only what children at home add to it.
    more = p.alliance_children / p.alliance
    return risk * np.where(who.children & regime.oblige.providers_report, more, 1.0)


def fire(at: Statuses, regime: Regime, p: DropOut) -> tuple[Outcome, ...]:
    pathway = np.where(at.pathway == Pathway.QUEUED, Pathway.LOST, Pathway.JUST_LEFT).astype(np.int8)
    must = np.full(len(at), regime.oblige.stay_in_treatment)
    after = rules.breach(replace(at, pathway=pathway), regime, must)
    return certain("left", rules.obliged(after, regime), len(at))


DROP_OUT = Process("drop_out", DropOut, hazard, fire, relative_risk)
