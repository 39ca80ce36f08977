"""Declare: the question is put at claim or review, and answered, denied or walked away from.

hazard: (n,) per week, where a declaration is invited or required: claims and reviews of the benefit.
odds: of an honest answer: readiness to change; children at home where a sanction or a report can follow.
fire: identified, with what the rules then ask · claim given up · concealed.
Source: parameters.yaml, groups declare and contested (concealment, stops_claiming, child_fear).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from scenarios.units import IN_A_WEEK
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import of_trait
from simulate.status import Income, Knowledge, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Declare:
    reviews_jsa: float
    reviews_esa: float
    reviews_is: float
    tell_untreated: float
    tell_treated: float
    readiness: float
    wants_change: float
    wants_change_untreated: float
    untreated: float
    concealment: float
    child_fear: float
    stops_claiming: float


def _reviews(at: Statuses, p: Declare) -> FloatArray:
    return rules.by_benefit(at, jsa=p.reviews_jsa, esa=p.reviews_esa, income_support=p.reviews_is)


def hazard(at: Statuses, regime: Regime, p: Declare) -> FloatArray:
    put = regime.identify.declaration != "none"
    risk = (at.knowledge == Knowledge.UNKNOWN) & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return np.where(risk & put, _reviews(at, p), 0.0)


def odds(who: Claimants, regime: Regime, p: Declare) -> FloatArray:
    share = p.untreated * p.wants_change_untreated + (1 - p.untreated) * p.wants_change
    ready = of_trait(who.wants_change, ratio=p.readiness, share=share)
    afraid = regime.oblige.providers_report or (regime.obliges and regime.sanctions)
    return ready * np.where(who.children & afraid, p.child_fear, 1.0)


def fire(at: Statuses, regime: Regime, p: Declare) -> tuple[Outcome, ...]:
    treated = rules.in_treatment(at)
    tells = np.where(treated, p.tell_treated, p.tell_untreated)
    honest = np.where(rules.threatened(at, regime), np.minimum(tells * p.concealment, 1.0), tells)
    # The published prior is a share in a year: spread over the declarations of a year.
    leaving = -np.log1p(-p.stops_claiming) * IN_A_WEEK["years"] / _reviews(at, p)
    required = regime.identify.declaration == "required"
    gives_up = np.where(required & ~treated, np.minimum(leaving, 1 - honest), 0.0)
    return (
        Outcome("identified", honest, rules.known(at, regime, Knowledge.IDENTIFIED)),
        Outcome("claim given up", gives_up, rules.to_income(at, Income.NOTHING)),
        Outcome("concealed", 1 - honest - gives_up, replace(at, knowledge=whole(len(at), Knowledge.CONCEALED))),
    )


DECLARE = Process("declare", Declare, hazard, fire, odds=odds)
