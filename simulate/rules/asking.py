"""What it is to be asked about drugs: by whom, how often, and who tells.

An honest answer hangs on treatment, on what is thought to be at stake, and on how the question is put; readiness to
change and children at home tilt it from person to person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.relative_risk import of_trait
from simulate.rules.perceived import perceives_reports, perceives_threat
from simulate.rules.where import by_benefit, in_treatment, on_benefit
from simulate.status import Belief, Income, Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The numbers of an answer. Source: parameters.yaml, groups telling, reporting, contested, population."""

    tell_untreated: float
    tell_treated: float
    readiness: float
    consents: float
    wants_change: float
    wants_change_untreated: float
    untreated: float
    concealment: float
    child_fear: float
    unready_silence: float
    reassurance: float
    scope_stigma: float
    allowance_stigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Telling):
    """The numbers of an adviser's question. Source: as above, and group scope."""

    interviews_jsa: float
    interviews_esa: float
    interviews_is: float
    asked: float
    untrained_ratio: float
    no_coordinator_ratio: float
    guidance: float
    probing: float
    missed_trained: float
    missed_untrained: float
    missed_with_coordinator: float
    cocaine: float
    alcohol: float


def can_be_asked(at: Statuses) -> BoolArray:
    """Unknown to the Jobcentre, on a benefit and dependent: (n,) bool."""
    risk: BoolArray = (at.knowledge == Knowledge.UNKNOWN) & (at.use == Use.DEPENDENT) & on_benefit(at)
    return risk


def afraid(at: Statuses, regime: Regime, p: Telling) -> BoolArray:
    """Thinks that an honest answer can cost benefit, or that treatment is reported: (n,) bool."""
    return perceives_threat(at, regime) | (perceives_reports(at, regime, p.consents) > 0)


def afraid_to_volunteer(at: Statuses, regime: Regime, p: Telling) -> BoolArray:
    """The same of what an adviser is told who asks of his or her own accord: (n,) bool."""
    return risks_by_volunteering(at, regime) | (perceives_reports(at, regime, p.consents) > 0)


def risks_by_volunteering(at: Statuses, regime: Regime) -> BoolArray:
    """Thinks that benefit is at stake in telling an adviser: (n,) bool. Not where volunteers are exempt."""
    threat = perceives_threat(at, regime)
    return threat & (at.belief == Belief.FEARFUL) if "volunteered" in regime.oblige.exempt else threat


def tells(at: Statuses, regime: Regime, p: Telling, *, threat: BoolArray, untreated: float | None = None) -> FloatArray:
    """Chance of an honest answer at the median claimant: (n,) float64.

    threat: (n,) who thinks that benefit is at stake. untreated: in place of the chance of those outside treatment.
    """
    outside = p.tell_untreated if untreated is None else untreated
    chance = np.where(in_treatment(at), p.tell_treated, outside)
    calm = p.reassurance if regime.believe.reassurance else 1.0
    chance = chance * np.where(threat, p.concealment, calm)
    if regime.identify.drug_scope == "with_alcohol":
        chance = chance * p.scope_stigma
    if regime.pay.treatment_allowance and not regime.pay.allowance_discreet:
        chance = chance * p.allowance_stigma
    return np.minimum(chance, 1.0)


def telling_odds(who: Claimants, p: Telling) -> FloatArray:
    """Odds of an honest answer: (claimants, 2), for those who fear nothing and for those who do."""
    share = p.untreated * p.wants_change_untreated + (1 - p.untreated) * p.wants_change
    ready = of_trait(who.wants_change, ratio=p.readiness, share=share)
    silent = ready * np.where(who.wants_change, 1.0, p.unready_silence)
    return np.column_stack([ready, silent * np.where(who.children, p.child_fear, 1.0)])


def dilution(regime: Regime, *, cocaine: float, alcohol: float) -> float:
    """People who share the help, against heroin and crack users alone."""
    return {"heroin_or_crack": 1.0, "opiates_and_cocaine": cocaine, "with_alcohol": alcohol}[regime.identify.drug_scope]


def diluted(regime: Regime, values: Mapping[str, float]) -> float:
    """`dilution` with the numbers of parameters.yaml."""
    return dilution(regime, cocaine=values["scope.cocaine"], alcohol=values["scope.alcohol"])


def covered(regime: Regime, *, cocaine: float, alcohol: float) -> float:
    """How far a coordinator is there for each adviser and each claimant: 0 to 1."""
    return min(regime.identify.coordinators_per_district / dilution(regime, cocaine=cocaine, alcohol=alcohol), 1.0)


def cover(regime: Regime, p: Asking) -> float:
    """How far each adviser has a coordinator to turn to: 0 to 1."""
    return covered(regime, cocaine=p.cocaine, alcohol=p.alcohol)


def asked_by(at: Statuses, regime: Regime, p: Asking, *, quality: float) -> FloatArray:
    """Questions a week by advisers of this quality of training, 0 none, 1 that of 2009: (n,) float64."""
    identify = regime.identify
    interviews = by_benefit(at, jsa=p.interviews_jsa, esa=p.interviews_esa, income_support=p.interviews_is)
    chance = p.asked * p.untrained_ratio ** (1 - quality)
    chance *= cover(regime, p) + (1 - cover(regime, p)) * p.no_coordinator_ratio
    chance *= p.probing if identify.probing == "probing" else 1.0
    guided = np.where((at.income == Income.JSA) & identify.jsa_guidance, p.guidance, 1.0)
    return np.where(can_be_asked(at), interviews * chance * guided, 0.0)


def missed(regime: Regime, p: Asking, *, quality: float) -> float:
    """Chance that an adviser who is told does not know what to do."""
    alone = float(p.missed_untrained ** (1 - quality) * p.missed_trained**quality)
    with_help = cover(regime, p) * p.missed_with_coordinator + 1 - cover(regime, p)
    return min(alone * with_help, 1.0)
