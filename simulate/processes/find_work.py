"""Find work: a claimant, or somebody with no claim, starts a job.

hazard: (n,) per week, on a benefit, the allowance or nothing: most when recovered, then in treatment; more with a plan
    or ready for work. Barriers: a criminal record and a known drug history, both less where employers are open; no
    home. Follows the labour market through the field.
relative_risk: mental illness, a barrier of its own; less of one in treatment that offers mental health care.
fire: work.
Source: parameters.yaml, group find_work, and contested (support_job).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait
from simulate.rules.package import package
from simulate.status import Income, Record, Statuses, Support, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class FindWork:
    rate: float
    dependence: float
    recovered: float
    criminal_record: float
    disclosed: float
    mental_illness: float
    mental_health_care: float
    employers_open: float
    job_ready: float
    homeless: float
    linked: float
    support_job: float
    complementarity: float
    share_dual_diagnosis: float


def barriers(at: Statuses, regime: Regime, p: FindWork) -> FloatArray:
    """What employers hold against an applicant: (n,) float64, a ratio below 1."""
    felt = p.employers_open if regime.support.employers_open else 1.0
    record = np.where(at.record == Record.RECORD, p.criminal_record**felt, 1.0)
    return record * np.where(rules.is_known(at), p.disclosed**felt, 1.0)


def hazard(at: Statuses, regime: Regime, p: FindWork) -> FloatArray:
    stage = np.where(rules.in_treatment(at), p.linked**regime.refer.links.treatment_jobcentre, p.dependence)
    weekly = p.rate * np.where(at.use == Use.RECOVERED, p.recovered, stage)
    on_the_way = [at.support == Support.PLAN, at.support == Support.READY]
    weekly *= np.select(on_the_way, [p.support_job ** package(regime, p.complementarity), p.job_ready], 1.0)
    cared_for = rules.in_treatment(at) & regime.support.mental_health
    # Whose illness it is the table does not know: it holds what the care does on average.
    care = p.mental_health_care ** package(regime, p.complementarity)
    weekly *= np.where(cared_for, 1 - p.share_dual_diagnosis * (1 - care), 1.0)
    weekly *= barriers(at, regime, p) * rules.homeless(at, p.homeless)
    return np.where(rules.seeks_work(at), weekly, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: FindWork) -> FloatArray:
    return of_trait(who.dual_diagnosis, ratio=p.mental_illness, share=p.share_dual_diagnosis)


def fire(at: Statuses, regime: Regime, p: FindWork) -> tuple[Outcome, ...]:
    return certain("work", rules.to_income(at, Income.WORK), len(at))


FIND_WORK = Process("find_work", FindWork, hazard, fire, relative_risk)
