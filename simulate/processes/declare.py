"""Declare: the question is put at claim or review, and answered, denied or walked away from.

hazard: (n,) per week, where a declaration is invited or required: claims and reviews of the benefit; of ESA alone where
    only those are asked who give drug use as the reason for incapacity.
relative_risk: 0 for those who are not asked because they give another reason.
odds: of an honest answer, as `disclose`.
fire: identified, with what the rules then ask · claim given up · concealed.
Source: parameters.yaml, groups declare, telling and contested (concealment, stops_claiming, child_fear).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from scenarios.units import IN_A_WEEK
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.rules.asking import Telling, afraid, can_be_asked, telling_odds, tells
from simulate.status import Belief, Income, Knowledge, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Declare(Telling):
    reviews_jsa: float
    reviews_esa: float
    reviews_is: float
    tell_citing: float
    stops_claiming: float


def _reviews(at: Statuses, p: Declare) -> FloatArray:
    return rules.by_benefit(at, jsa=p.reviews_jsa, esa=p.reviews_esa, income_support=p.reviews_is)


def _only_citing(regime: Regime) -> bool:
    return regime.identify.declaration_asked_of == "citing_drugs"


def hazard(at: Statuses, regime: Regime, p: Declare) -> FloatArray:
    put = regime.identify.declaration != "none"
    risk = can_be_asked(at) & rules.under_obligations(at, regime)
    risk &= (at.income == Income.ESA) | (not _only_citing(regime))
    return np.where(risk & put, _reviews(at, p), 0.0)


def relative_risk(who: Claimants, regime: Regime, p: Declare) -> FloatArray:
    return np.where(who.cites_drugs | (not _only_citing(regime)), 1.0, 0.0)


def odds(who: Claimants, regime: Regime, p: Declare) -> FloatArray:
    return telling_odds(who, p)


def fire(at: Statuses, regime: Regime, p: Declare) -> tuple[Outcome, ...]:
    n, treated = len(at), rules.in_treatment(at)
    outside = p.tell_citing if _only_citing(regime) else None
    honest = tells(at, regime, p, threat=rules.perceives_threat(at, regime), untreated=outside)
    # The published prior is a share in a year: spread over the declarations of a year.
    leaving = -np.log1p(-p.stops_claiming) * IN_A_WEEK["years"] / _reviews(at, p)
    required = regime.identify.declaration == "required"
    gives_up = np.where(required & ~treated, np.minimum(leaving, 1 - honest), 0.0)
    denied = replace(at, knowledge=whole(n, Knowledge.CONCEALED), belief=whole(n, Belief.AS_IT_IS))
    return (
        Outcome("identified", honest, rules.known(at, regime, Knowledge.IDENTIFIED)),
        Outcome("claim given up", gives_up, rules.to_income(at, Income.NOTHING)),
        Outcome("concealed", 1 - honest - gives_up, denied),
    )


DECLARE = Process("declare", Declare, hazard, fire, relative_risk, odds=odds, situation=afraid)
