"""Talk: a claimant hears from others in the area that benefit is at stake.

hazard: (n,) per week, under hearsay with word of mouth, unknown to the Jobcentre, dependent and on a benefit: talks
    about it. The field is the share of an area's claimants who are fearful, and those lately sanctioned there.
fire: fearful.
Source: parameters.yaml, group talk.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.asking import can_be_asked
from simulate.status import Belief, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    rate: float
    sanctioned: float
    memory: float


def hazard(at: Statuses, regime: Regime, p: Talk) -> FloatArray:
    talked = regime.believe.information == "hearsay" and regime.believe.word_of_mouth
    risk = can_be_asked(at) & (at.belief != Belief.FEARFUL) & talked
    return np.where(risk, p.rate, 0.0)


def fire(at: Statuses, regime: Regime, p: Talk) -> tuple[Outcome, ...]:
    return certain("fears for benefit", replace(at, belief=whole(len(at), Belief.FEARFUL)), len(at))


TALK = Process("talk", Talk, hazard, fire)
