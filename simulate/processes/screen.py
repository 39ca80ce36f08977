"""Screen: questions about drugs are part of the ESA claim, and the answer leads to an appointment.

hazard: (n,) per week, on ESA and unknown, where the claim asks: claims and reviews.
odds: of an honest answer, as `disclose`.
fire: identified, where the answer is honest and the screen picks it up · not picked up.
Source: parameters.yaml, groups screen, declare (reviews of ESA) and telling.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.rules.asking import Telling, afraid, can_be_asked, telling_odds, tells
from simulate.rules.obligations import known
from simulate.rules.perceived import perceives_threat
from simulate.status import Income, Knowledge, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Telling):
    claims: float
    sensitivity: float
    specificity: float


def hazard(at: Statuses, regime: Regime, p: Screen) -> FloatArray:
    risk = can_be_asked(at) & (at.income == Income.ESA)
    return np.where(risk & regime.identify.esa_screening, p.claims, 0.0)


def odds(who: Claimants, regime: Regime, p: Screen) -> FloatArray:
    return telling_odds(who, p)


def fire(at: Statuses, regime: Regime, p: Screen) -> tuple[Outcome, ...]:
    found = p.sensitivity * tells(at, regime, p, threat=perceives_threat(at, regime))
    return (
        Outcome("identified", found, known(at, regime, Knowledge.IDENTIFIED)),
        Outcome("not picked up", 1 - found, at),
    )


SCREEN = Process("screen", Screen, hazard, fire, odds=odds, situation=afraid)
