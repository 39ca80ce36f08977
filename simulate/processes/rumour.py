"""Rumour: the press, or a mandate that looms, makes a claimant think that benefit is at stake.

hazard: (n,) per week, under hearsay, unknown to the Jobcentre, dependent and on a benefit: how often the press says so,
    and how fast an announced or threatened mandate is heard of. The field lets the press fade.
fire: fearful.
Source: the regime (press_noise); parameters.yaml, group rumour.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.asking import can_be_asked
from simulate.status import Belief, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Rumour:
    believed: float
    looming: float
    fades: float


def hazard(at: Statuses, regime: Regime, p: Rumour) -> FloatArray:
    told = regime.believe
    weekly = p.believed * told.press_noise + (p.looming if told.looming else 0.0)
    risk = can_be_asked(at) & (at.belief != Belief.FEARFUL) & (told.information == "hearsay")
    return np.where(risk, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: Rumour) -> tuple[Outcome, ...]:
    return certain("fears for benefit", replace(at, belief=whole(len(at), Belief.FEARFUL)), len(at))


RUMOUR = Process("rumour", Rumour, hazard, fire)
