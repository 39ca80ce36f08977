"""Follow up: somebody looks for a claimant who was lost.

hazard: (n,) per week, known to the Jobcentre and lost, or not engaged though required to be: by the coordinator, a
    named person, or the Jobcentre's recall of those who must attend.
fire: appointed again.
Source: parameters.yaml, groups follow_up and scope.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.asking import covered
from simulate.status import Mandate, Pathway, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    by_coordinator: float
    named_person: float
    recall: float
    cocaine: float
    alcohol: float


def hazard(at: Statuses, regime: Regime, p: FollowUp) -> FloatArray:
    lost = rules.is_known(at) & (at.pathway == Pathway.LOST)
    called = regime.oblige.attend_assessment or regime.oblige.stay_in_treatment
    mandated = called & (at.mandate == Mandate.REQUIRED) & rules.among(at.pathway, Pathway.LOST, Pathway.NOT_ENGAGED)
    cover = covered(regime, cocaine=p.cocaine, alcohol=p.alcohol) * regime.refer.follow_up_of_the_lost
    offered = cover * p.by_coordinator + regime.refer.named_person * p.named_person
    rate = np.where(lost, offered, 0.0) + np.where(mandated, p.recall, 0.0)
    return np.where(rules.on_benefit(at) & (at.use == Use.DEPENDENT), rate, 0.0)


def fire(at: Statuses, regime: Regime, p: FollowUp) -> tuple[Outcome, ...]:
    return certain("appointed", replace(at, pathway=whole(len(at), Pathway.APPOINTED)), len(at))


FOLLOW_UP = Process("follow_up", FollowUp, hazard, fire)
