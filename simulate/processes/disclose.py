"""Disclose: an adviser trained to ask about drugs asks, and is told or not.

hazard: (n,) per week, where the Jobcentre does not know, on a benefit, dependent: interviews x chance of being asked x
    share of advisers trained. The field follows the stock of trained advisers, the coordinator's start, the office and
    the area's trust.
odds: of telling: readiness to change; where something is at stake also children at home, and not being ready.
fire: volunteered, and outside treatment an appointment · heard, but nothing done · not told.
Source: parameters.yaml, group telling; chance of being asked derived from the 2,400 untreated claimants identified.
"""

from dataclasses import dataclass

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.rules.asking import (
    Asking,
    afraid_to_volunteer,
    asked_by,
    missed,
    risks_by_volunteering,
    telling_odds,
    tells,
)
from simulate.rules.obligations import known
from simulate.status import Knowledge, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclose(Asking):
    pass


def hazard(at: Statuses, regime: Regime, p: Asking) -> FloatArray:
    quality = regime.identify.training_quality
    return regime.identify.trained_advisers * asked_by(at, regime, p, quality=quality)


def odds(who: Claimants, regime: Regime, p: Asking) -> FloatArray:
    return telling_odds(who, p)


def fire(at: Statuses, regime: Regime, p: Asking) -> tuple[Outcome, ...]:
    return answers(at, regime, p, quality=regime.identify.training_quality)


def answers(at: Statuses, regime: Regime, p: Asking, *, quality: float) -> tuple[Outcome, ...]:
    """What an adviser of this quality of training hears, and does with it."""
    told = tells(at, regime, p, threat=risks_by_volunteering(at, regime))
    lost = missed(regime, p, quality=quality)
    return (
        Outcome("volunteered", told * (1 - lost), known(at, regime, Knowledge.VOLUNTEERED)),
        Outcome("heard, nothing done", told * lost, at),
        Outcome("not told", 1 - told, at),
    )


DISCLOSE = Process("disclose", Disclose, hazard, fire, odds=odds, tilts=2, situation=afraid_to_volunteer)
