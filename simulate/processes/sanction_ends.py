"""Sanction ends: the weeks of a sanction have been served.

hazard: (n,) per week, sanctioned: 1 / the regime's length for this step of the ladder and this benefit, fixed.
fire: no sanction; the next one is a step higher.
Source: the regime alone (evidence: jsa_fixed_sanction_1 to _3, esa_sanction_rate_wk1_4).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Ladder, Sanction, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionEnds:
    pass


def hazard(at: Statuses, regime: Regime, p: SanctionEnds) -> FloatArray:
    return np.where(rules.sanctioned(at), 1 / rules.sanction_weeks(at, regime), 0.0)


def fire(at: Statuses, regime: Regime, p: SanctionEnds) -> tuple[Outcome, ...]:
    higher = np.minimum(at.ladder + 1, Ladder.THIRD).astype(np.int8)
    return certain("served", replace(at, sanction=whole(len(at), Sanction.NONE), ladder=higher), len(at))


SANCTION_ENDS = Process("sanction_ends", SanctionEnds, hazard, fire, clock=FIXED)
