"""Attend: the day of the first appointment with a treatment provider comes.

hazard: (n,) per week, appointed: 1 / the regime's wait for an appointment; the time is a sum of two stages.
odds: of attending: readiness to change; children at home where no childcare is offered.
fire: attended, so assessed and queued · missed, so lost, and a breach where attending is an obligation.
Source: parameters.yaml, groups attend and contested (push, support_engages).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Clock, Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Mandate, Pathway, Sanction, Statuses, put, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    attend: float
    homeless: float
    readiness: float
    no_childcare: float
    wants_change_untreated: float
    push: float
    support_engages: float


def hazard(at: Statuses, regime: Regime, p: Attend) -> FloatArray:
    return np.where(at.pathway == Pathway.APPOINTED, 1 / regime.refer.appointment_wait, 0.0)


def odds(who: Claimants, regime: Regime, p: Attend) -> FloatArray:
    ready = of_trait(who.wants_change, ratio=p.readiness, share=p.wants_change_untreated)
    return ready * np.where(who.children & (not regime.support.childcare), p.no_childcare, 1.0)


def fire(at: Statuses, regime: Regime, p: Attend) -> tuple[Outcome, ...]:
    must = regime.oblige.attend_assessment
    mandated = at.mandate == Mandate.REQUIRED
    # The push grows with what is at stake: p.push is for all benefit income.
    pushed = np.where(mandated & must, p.push ** rules.at_stake(at, regime), 1.0)
    named = p.support_engages if regime.refer.named_person else 1.0
    odds_of_it = p.attend / (1 - p.attend) * rules.homeless(at, p.homeless) * pushed * named
    attends = odds_of_it / (1 + odds_of_it)
    cleared = rules.among(at.sanction, Sanction.SANCTIONED) & regime.sanction.ends_on_reengaging
    came = replace(at, pathway=whole(len(at), Pathway.QUEUED), sanction=put(at.sanction, cleared, Sanction.NONE))
    missed = replace(at, pathway=whole(len(at), Pathway.LOST))
    return (
        Outcome("attended", attends, came),
        Outcome("missed", 1 - attends, rules.breach(missed, regime, mandated & must)),
    )


ATTEND = Process("attend", Attend, hazard, fire, odds=odds, clock=Clock(2))
