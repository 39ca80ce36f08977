"""Train: a claimant starts education or training on the way to work.

hazard: (n,) per week, on a benefit or the allowance, neither in training nor ready for work: the existing programme for
    former users, while it has places; more in treatment where training is part of the care plan or drug workers know
    about jobs; less where benefit is at stake and people take any help for a trap.
fire: in training; a plan drawn up before is carried on there.
Source: parameters.yaml, group train, and contested (spill_over); published entrants over the claimants there are.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Statuses, Support, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Train:
    rate: float
    in_treatment: float
    drug_workers: float
    planned: float
    linked: float
    demand: float
    spill_over: float


def hazard(at: Statuses, regime: Regime, p: Train) -> FloatArray:
    given, treated = regime.support, rules.in_treatment(at)
    # With a number of places given, as many as like would come, and the field stops them while it is full.
    programme = p.rate * (1.0 if given.progress2work_places is None else p.demand)
    weekly = np.full(len(at), programme if given.progress2work else 0.0)
    weekly += np.where(treated & given.training_in_treatment, p.in_treatment, 0.0)
    known_there = (p.drug_workers if given.drug_workers_know_jobs else 1.0) * (
        p.linked**regime.refer.links.treatment_jobcentre
    )
    weekly *= np.where(treated, known_there, 1.0) * np.where(at.support == Support.PLAN, p.planned, 1.0)
    weekly *= np.where(rules.perceives_threat(at, regime) & rules.on_benefit(at), p.spill_over, 1.0)
    claims = rules.on_benefit(at) | (at.income == Income.ALLOWANCE)
    free = rules.among(at.support, Support.NONE, Support.PLAN)
    return np.where(claims & free, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: Train) -> tuple[Outcome, ...]:
    return certain("started", replace(at, support=whole(len(at), Support.TRAINING)), len(at))


TRAIN = Process("train", Train, hazard, fire)
