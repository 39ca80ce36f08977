"""Find work: a claimant, or somebody with no claim, starts a job.

hazard: (n,) per week, on a benefit, the allowance or nothing: most when recovered, then in treatment; less with a
    record or no home; more with a plan. Follows the labour market through the field.
fire: work.
Source: parameters.yaml, group find_work, and contested (support_job).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Record, Statuses, Support, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class FindWork:
    rate: float
    dependence: float
    recovered: float
    record: float
    progress2work: float
    homeless: float
    support_job: float


def hazard(at: Statuses, regime: Regime, p: FindWork) -> FloatArray:
    stage = np.where(rules.in_treatment(at), 1.0, p.dependence)
    weekly = p.rate * np.where(at.use == Use.RECOVERED, p.recovered, stage)
    weekly *= np.where(at.record == Record.RECORD, p.record, 1.0)
    weekly *= np.where(at.support == Support.PLAN, p.support_job, 1.0)
    weekly *= rules.homeless(at, p.homeless) * (p.progress2work if regime.support.progress2work else 1.0)
    return np.where(rules.among(at.income, Income.WORK, Income.CUSTODY), 0.0, weekly)


def fire(at: Statuses, regime: Regime, p: FindWork) -> tuple[Outcome, ...]:
    return certain("work", rules.to_income(at, Income.WORK), len(at))


FIND_WORK = Process("find_work", FindWork, hazard, fire)
