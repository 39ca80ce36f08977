"""Skills fade: what training gave is lost again without a job.

hazard: (n,) per week, ready for work and not in work: 1 / the mean time it lasts.
fire: no longer ready.
Source: parameters.yaml, group skills_fade.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Statuses, Support, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsFade:
    weeks: float


def hazard(at: Statuses, regime: Regime, p: SkillsFade) -> FloatArray:
    return np.where((at.support == Support.READY) & (at.income != Income.WORK), 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: SkillsFade) -> tuple[Outcome, ...]:
    return certain("faded", replace(at, support=whole(len(at), Support.NONE)), len(at))


SKILLS_FADE = Process("skills_fade", SkillsFade, hazard, fire)
