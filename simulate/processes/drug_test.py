"""Drug test: a claimant is tested for heroin and crack, refuses, or is not tested after all.

hazard: (n,) per week, dependent and unknown or concealed, on a benefit under the rules: where all are tested, claims
    and reviews; where those suspected are, suspicions, or
    those after which two assessments were missed. How many others are tested for each follows from the base rate.
fire: positive, so identified · refused, and the claim given up · negative.
Source: parameters.yaml, group drug_test; the regime's sensitivity where it gives one.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Income, Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugTest:
    claims_jsa: float
    claims_esa: float
    claims_is: float
    suspected: float
    sensitivity: float
    specificity: float
    refuses: float
    misses: float
    base_rate_suspected: float


def hazard(at: Statuses, regime: Regime, p: DrugTest) -> FloatArray:
    when = regime.identify.drug_test.when
    claims = rules.by_benefit(at, jsa=p.claims_jsa, esa=p.claims_esa, income_support=p.claims_is)
    suspected = {"on_suspicion": p.suspected, "after_missed": p.suspected * p.misses**2}.get(when, 0.0)
    weekly = claims if when == "at_claim" else np.full(len(at), suspected)
    unknown = rules.among(at.knowledge, Knowledge.UNKNOWN, Knowledge.CONCEALED)
    risk = unknown & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return np.where(risk, weekly, 0.0)


def sensitivity(regime: Regime, p: DrugTest) -> float:
    """Share of dependent people tested who test positive."""
    given = regime.identify.drug_test.sensitivity
    return p.sensitivity if given is None else given


def fire(at: Statuses, regime: Regime, p: DrugTest) -> tuple[Outcome, ...]:
    n = len(at)
    positive = (1 - p.refuses) * sensitivity(regime, p)
    return (
        Outcome("positive", np.full(n, positive), rules.known(at, regime, Knowledge.IDENTIFIED)),
        Outcome("refused", np.full(n, p.refuses), rules.to_income(at, Income.NOTHING)),
        Outcome("negative", np.full(n, 1 - positive - p.refuses), at),
    )


DRUG_TEST = Process("drug_test", DrugTest, hazard, fire)
