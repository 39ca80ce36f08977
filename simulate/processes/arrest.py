"""Arrest: an arrest that reaches court.

hazard: (n,) per week, at liberty; less in treatment, much less when recovered; as much more as offences rise where
    benefit income is lost, of the share of arrests that goes by offending.
relative_risk: partly by offending.
fire: custody, which ends claim and treatment · community order · released. The first two leave a record.
Source: parameters.yaml, groups arrest and debts, and contested (income_crime); the rate gives the published prison
    receptions.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import partly
from simulate.status import Income, Pathway, Record, Statuses, Use, put, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrest:
    rate: float
    custody: float
    community_order: float
    in_treatment: float
    recovered: float
    by_offending: float
    deduction: float
    income_crime: float


def hazard(at: Statuses, regime: Regime, p: Arrest) -> FloatArray:
    stage = np.where(rules.in_treatment(at), p.in_treatment, 1.0)
    weekly = p.rate * np.where(at.use == Use.RECOVERED, p.recovered, stage)
    weekly *= partly(p.income_crime ** rules.without_income(at, regime, p.deduction), share=p.by_offending)
    return np.where(at.income == Income.CUSTODY, 0.0, weekly)


def relative_risk(who: Claimants, regime: Regime, p: Arrest) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: Arrest) -> tuple[Outcome, ...]:
    n = len(at)
    record = whole(n, Record.RECORD)
    locked = rules.to_income(at, Income.CUSTODY)
    engaged = locked.pathway != Pathway.COMPLETED
    custody = replace(locked, pathway=put(locked.pathway, engaged, Pathway.NOT_ENGAGED), record=record)
    order = (1 - p.custody) * p.community_order
    return (
        Outcome("custody", np.full(n, p.custody), custody),
        Outcome("community order", np.full(n, order), replace(at, record=record)),
        Outcome("released", np.full(n, 1 - p.custody - order), at),
    )


ARREST = Process("arrest", Arrest, hazard, fire, relative_risk)
