"""Ladder lapses: after a year without a sanction the next one counts as the first again.

hazard: (n,) per week, sanctioned before and not now: 1 / a year, fixed.
fire: the first step.
Source: parameters.yaml, group ladder_lapses.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Ladder, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLapses:
    weeks: float


def hazard(at: Statuses, regime: Regime, p: LadderLapses) -> FloatArray:
    clean = (at.ladder != Ladder.FIRST) & ~rules.sanctioned(at)
    return np.where(clean, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: LadderLapses) -> tuple[Outcome, ...]:
    return certain("lapsed", replace(at, ladder=whole(len(at), Ladder.FIRST)), len(at))


LADDER_LAPSES = Process("ladder_lapses", LadderLapses, hazard, fire, clock=FIXED)
