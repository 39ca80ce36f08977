"""Stabilise: the first weeks of treatment are over.

hazard: (n,) per week, stabilising: 1 / their length, a fixed time that starts afresh with each treatment.
fire: maintained.
Source: parameters.yaml, group stabilise.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Pathway, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Stabilise:
    weeks: float


def hazard(at: Statuses, regime: Regime, p: Stabilise) -> FloatArray:
    return np.where(at.pathway == Pathway.STABILISING, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: Stabilise) -> tuple[Outcome, ...]:
    return certain("stabilised", replace(at, pathway=whole(len(at), Pathway.MAINTAINED)), len(at))


STABILISE = Process("stabilise", Stabilise, hazard, fire, clock=FIXED)
