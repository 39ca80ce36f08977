"""Recover untreated: dependence ends without treatment.

hazard: (n,) per week, dependent and out of treatment; small.
fire: recovered; no obligation left.
Source: parameters.yaml, group recover_untreated.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverUntreated:
    rate: float


def hazard(at: Statuses, regime: Regime, p: RecoverUntreated) -> FloatArray:
    return np.where(rules.out_of_treatment(at) & (at.use == Use.DEPENDENT), p.rate, 0.0)


def fire(at: Statuses, regime: Regime, p: RecoverUntreated) -> tuple[Outcome, ...]:
    n = len(at)
    ended = rules.freed(at, np.ones(n, np.bool_))
    after = replace(ended, use=whole(n, Use.RECOVERED), pathway=whole(n, Pathway.NOT_ENGAGED))
    return certain("recovered", after, n)


RECOVER_UNTREATED = Process("recover_untreated", RecoverUntreated, hazard, fire)
