"""Overdoses that are survived: an intensity rather than a clock.

rate: (n,) per week: highest just after leaving treatment or prison, lower in treatment, little in custody or recovered;
    more where needle exchanges report and are avoided, as more inject with what they have.
propensity: gamma spread between people with mean 1, higher for those who inject.
Source: parameters.yaml, group overdoses.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.relative_risk import of_trait
from simulate.status import Income, Pathway, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdoses:
    rate: float
    in_treatment: float
    just_left: float
    recovered: float
    custody: float
    injecting: float
    avoiding: float
    exchange_avoidance: float
    share_injecting: float
    shape: float


def rate(at: Statuses, regime: Regime, p: Overdoses) -> FloatArray:
    states = [
        at.income == Income.CUSTODY,
        at.use == Use.RECOVERED,
        at.pathway == Pathway.JUST_LEFT,
        rules.in_treatment(at),
    ]
    weekly = p.rate * np.select(states, [p.custody, p.recovered, p.just_left, p.in_treatment], 1.0)
    if not regime.identify.needle_exchange_reports:
        return weekly
    # Of those who inject, the share who stay away from the exchange run this risk instead.
    return weekly * (1 + p.share_injecting * (1 - p.exchange_avoidance) * (p.avoiding - 1))


def propensity(who: Claimants, p: Overdoses) -> FloatArray:
    return who.propensity_overdoses * of_trait(who.injecting, ratio=p.injecting, share=p.share_injecting)


OVERDOSES = Count("overdoses", Overdoses, rate, propensity)
