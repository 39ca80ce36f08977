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
from simulate.status import Mandate, Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverUntreated:
    rate: float


def hazard(at: Statuses, regime: Regime, p: RecoverUntreated) -> FloatArray:
    return np.where(rules.out_of_treatment(at) & (at.use == Use.DEPENDENT), p.rate, 0.0)


def fire(at: Statuses, regime: Regime, p: RecoverUntreated) -> tuple[Outcome, ...]:
    n = len(at)
    after = replace(
        at,
        use=whole(n, Use.RECOVERED),
        pathway=whole(n, Pathway.NOT_ENGAGED),
        mandate=whole(n, Mandate.NONE),
    )
    return certain("recovered", after, n)


RECOVER_UNTREATED = Process("recover_untreated", RecoverUntreated, hazard, fire)
