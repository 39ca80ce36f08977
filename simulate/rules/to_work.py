"""What brings a claimant from benefit or treatment to training for work."""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.rules.perceived import perceives_threat
from simulate.rules.where import among, in_treatment, on_benefit
from simulate.status import Income, Statuses, Support


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWork:
    """The numbers of it. Source: parameters.yaml, groups to_work and contested."""

    drug_workers: float
    planned: float
    linked: float
    spill_over: float


def starts(at: Statuses, regime: Regime, p: ToWork) -> FloatArray:
    """How much more often training is started than where nothing else helps or hinders: (n,) float64, 0 not at risk.

    More in treatment where drug workers know about jobs or hand people over, and with a plan; less where benefit is at
    stake and people take any help for a trap.
    """
    known_there = (p.drug_workers if regime.support.drug_workers_know_jobs else 1.0) * (
        p.linked**regime.refer.links.treatment_jobcentre
    )
    ratio = np.where(in_treatment(at), known_there, 1.0) * np.where(at.support == Support.PLAN, p.planned, 1.0)
    ratio *= np.where(perceives_threat(at, regime) & on_benefit(at), p.spill_over, 1.0)
    claims = on_benefit(at) | (at.income == Income.ALLOWANCE)
    return np.where(claims & among(at.support, Support.NONE, Support.PLAN), ratio, 0.0)
