"""Disclose to an untrained adviser: one who was never trained to ask happens to ask, and is told or not.

hazard: (n,) per week, as `disclose`, for the share of advisers who are not trained; they ask more rarely.
odds, fire: as `disclose`; an untrained adviser who is told more often does not know what to do.
Source: parameters.yaml, group telling.
"""

from dataclasses import dataclass

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.processes.disclose import answers
from simulate.rules.asking import Asking, afraid_to_volunteer, asked_by, telling_odds
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscloseUntrained(Asking):
    pass


def hazard(at: Statuses, regime: Regime, p: Asking) -> FloatArray:
    return (1 - regime.identify.trained_advisers) * asked_by(at, regime, p, quality=0.0)


def odds(who: Claimants, regime: Regime, p: Asking) -> FloatArray:
    return telling_odds(who, p)


def fire(at: Statuses, regime: Regime, p: Asking) -> tuple[Outcome, ...]:
    return answers(at, regime, p, quality=0.0)


DISCLOSE_UNTRAINED = Process(
    "disclose_untrained", DiscloseUntrained, hazard, fire, odds=odds, tilts=2, situation=afraid_to_volunteer
)
