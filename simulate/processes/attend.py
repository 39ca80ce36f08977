"""Attend: the day of the first appointment with a treatment provider comes.

hazard: (n,) per week, appointed: 1 / the regime's wait for an appointment, shorter with a single point of contact,
    longer where nobody knows what may be passed on; the time is a sum of two stages.
odds: of attending: readiness to change, children at home where no childcare is offered; of those required to attend
    also how hard the loss of the benefit of the day would bite, and whether any push moves them at all.
fire: attended, so assessed and queued · missed, so lost, and a breach where attending is an obligation.
Source: parameters.yaml, groups attend and contested (push, hard_core, support_engages).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import BoolArray, FloatArray, LevelArray
from simulate.claimants import Claimants
from simulate.process import Clock, Outcome, Process
from simulate.relative_risk import children_at_home, of_trait
from simulate.rules.stakes import stake_of
from simulate.rules.where import BENEFITS
from simulate.status import Mandate, Pathway, Sanction, Statuses, put, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    attend: float
    homeless: float
    readiness: float
    no_childcare: float
    linked: float
    single_contact: float
    non_stigmatising: float
    unclear: float
    per_doubling: float
    reference_wait: float
    contact_time: float
    delay: float
    wants_change_untreated: float
    share_male: float
    children_men: float
    children_women: float
    push: float
    hard_core: float
    support_engages: float


def wait(regime: Regime, p: Attend) -> float:
    """Weeks from referral to the appointment."""
    weeks = regime.refer.appointment_wait
    weeks *= p.contact_time if regime.refer.single_contact else 1.0
    weeks *= p.delay if regime.refer.confidentiality == "unclear" else 1.0
    return weeks


def hazard(at: Statuses, regime: Regime, p: Attend) -> FloatArray:
    return np.where(at.pathway == Pathway.APPOINTED, 1 / wait(regime, p), 0.0)


def pushed(at: Statuses, regime: Regime, p: Attend) -> BoolArray:
    must: BoolArray = (at.mandate == Mandate.REQUIRED) & regime.oblige.attend_assessment
    return must


def odds(who: Claimants, regime: Regime, p: Attend) -> FloatArray:
    ready = of_trait(who.wants_change, ratio=p.readiness, share=p.wants_change_untreated)
    # What was published was attended with no childcare on offer.
    share = children_at_home(male=p.share_male, of_men=p.children_men, of_women=p.children_women)
    as_it_was = of_trait(who.children, ratio=p.no_childcare, share=share)
    free = ready * (as_it_was / np.where(who.children & regime.support.childcare, p.no_childcare, 1.0))
    # The table has the push of the mean claimant: here only how far this one is from it, on each benefit.
    felt = np.where(who.hard_core, 0.0, who.bite / (1 - p.hard_core))
    stakes = stake_of(np.array(list(BENEFITS.values()), np.int8), regime)
    return np.column_stack([free, *(free * p.push ** (stake * (felt - 1)) for stake in stakes)])


def situation(at: Statuses, regime: Regime, p: Attend) -> LevelArray:
    """0 not pushed, else which benefit is at stake."""
    benefit = sum((at.income == income) * (i + 1) for i, income in enumerate(BENEFITS.values()))
    which: LevelArray = np.where(pushed(at, regime, p), benefit, 0).astype(np.int8)
    return which


def fire(at: Statuses, regime: Regime, p: Attend) -> tuple[Outcome, ...]:
    refer = regime.refer
    mandated = pushed(at, regime, p)
    # The push grows with what is at stake: p.push is for all benefit income.
    odds_of_it = p.attend / (1 - p.attend) * rules.homeless(at, p.homeless)
    odds_of_it = odds_of_it * np.where(mandated, p.push ** rules.at_stake(at, regime), 1.0)
    odds_of_it = odds_of_it * p.per_doubling ** float(np.log2(wait(regime, p) / p.reference_wait))
    odds_of_it = odds_of_it * p.linked**refer.links.jobcentre_treatment
    odds_of_it = odds_of_it * (p.support_engages if refer.named_person else 1.0)
    odds_of_it = odds_of_it * (p.single_contact if refer.single_contact else 1.0)
    odds_of_it = odds_of_it * (p.non_stigmatising if refer.non_stigmatising else 1.0)
    odds_of_it = odds_of_it * (p.unclear if refer.confidentiality == "unclear" else 1.0)
    attends = odds_of_it / (1 + odds_of_it)
    cleared = rules.sanctioned(at) & regime.sanction.ends_on_reengaging
    came = replace(at, pathway=whole(len(at), Pathway.QUEUED), sanction=put(at.sanction, cleared, Sanction.NONE))
    missed = replace(at, pathway=whole(len(at), Pathway.LOST))
    return (
        Outcome("attended", attends, came),
        Outcome("missed", 1 - attends, rules.breach(missed, regime, mandated)),
    )


ATTEND = Process(
    "attend", Attend, hazard, fire, odds=odds, clock=Clock(2), situation=situation, situations=len(BENEFITS)
)
