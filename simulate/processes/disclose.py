"""Disclose: a claimant tells an adviser of the dependence.

hazard: (n,) per week, where the Jobcentre does not know, on a benefit, dependent: interviews x chance of being asked
    x chance of telling.
relative_risk: readiness to change; children at home where a sanction or a report can follow.
fire: volunteered; outside treatment, an appointment.
Source: parameters.yaml, group disclose; chance of being asked derived from the 2,400 untreated claimants identified.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait
from simulate.status import Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclose:
    interviews_jsa: float
    interviews_esa: float
    interviews_is: float
    trained_in_scheme: float
    untrained_ratio: float
    no_coordinator_ratio: float
    tell_untreated: float
    tell_treated: float
    asked: float
    readiness: float
    wants_change: float
    wants_change_untreated: float
    untreated: float
    concealment: float
    child_fear: float


def hazard(at: Statuses, regime: Regime, p: Disclose) -> FloatArray:
    interviews = rules.by_benefit(at, jsa=p.interviews_jsa, esa=p.interviews_esa, income_support=p.interviews_is)
    trained = regime.identify.trained_advisers
    cover = min(regime.identify.coordinators_per_district, 1.0)
    asked = p.asked * (trained + (1 - trained) * p.untrained_ratio)
    asked *= cover + (1 - cover) * p.no_coordinator_ratio
    tells = np.where(rules.in_treatment(at), p.tell_treated, p.tell_untreated)
    honest = np.where(rules.threatened(at, regime), np.minimum(tells * p.concealment, 1.0), tells)
    risk = (at.knowledge == Knowledge.UNKNOWN) & (at.use == Use.DEPENDENT)
    return np.where(risk, interviews * asked * honest, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: Disclose) -> FloatArray:
    share = p.untreated * p.wants_change_untreated + (1 - p.untreated) * p.wants_change
    ready = of_trait(who.wants_change, ratio=p.readiness, share=share)
    afraid = regime.oblige.providers_report or (regime.obliges and regime.sanctions)
    return ready * np.where(who.children & afraid, p.child_fear, 1.0)


def fire(at: Statuses, regime: Regime, p: Disclose) -> tuple[Outcome, ...]:
    return certain("volunteered", rules.known(at, regime, Knowledge.VOLUNTEERED), len(at))


DISCLOSE = Process("disclose", Disclose, hazard, fire, relative_risk)
