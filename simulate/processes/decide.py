"""Decide: a reported breach is decided.

hazard: (n,) per week, decision pending: 1 / the regime's decision time, fixed.
odds: of there having been good cause: a chronic condition or dual diagnosis, children at home.
fire: good cause accepted · good cause refused, so sanctioned wrongly · sanctioned · let off. Where good cause is not
    heard, all who had it are refused. An adviser's discretion lets some off whatever the cause.
Source: parameters.yaml, group decide; without discretion about half of referrals go against the claimant.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import FIXED, Outcome, Process
from simulate.relative_risk import children_at_home, of_trait
from simulate.status import Sanction, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    good_cause: float
    good_cause_health: float
    good_cause_children: float
    good_cause_homeless: float
    accepts_good_cause: float
    accepts_without: float
    homeless: float
    share_dual_diagnosis: float
    share_chronic_condition: float
    share_male: float
    children_men: float
    children_women: float


def hazard(at: Statuses, regime: Regime, p: Decide) -> FloatArray:
    return np.where(at.sanction == Sanction.PENDING, 1 / regime.sanction.decision_time, 0.0)


def odds(who: Claimants, regime: Regime, p: Decide) -> FloatArray:
    ill = who.chronic_condition | who.dual_diagnosis
    either = 1 - (1 - p.share_dual_diagnosis) * (1 - p.share_chronic_condition)
    health = of_trait(ill, ratio=p.good_cause_health, share=either)
    share = children_at_home(male=p.share_male, of_men=p.children_men, of_women=p.children_women)
    return health * of_trait(who.children, ratio=p.good_cause_children, share=share)


def _with(odds: FloatArray) -> FloatArray:
    return odds / (1 + odds)


def fire(at: Statuses, regime: Regime, p: Decide) -> tuple[Outcome, ...]:
    n, rule = len(at), regime.sanction
    had_cause = _with(p.good_cause / (1 - p.good_cause) * rules.homeless(at, p.good_cause_homeless))
    # Homeless people are sanctioned more often than others for the same breach: they are believed less.
    accepted = _with(p.accepts_good_cause / (1 - p.accepts_good_cause) / rules.homeless(at, p.homeless))
    excused = _with(p.accepts_without / (1 - p.accepts_without) / rules.homeless(at, p.homeless))
    accepted, excused = accepted * rule.good_cause, excused * rule.good_cause
    passed_on = (1 - rule.discretion) * (rules.at_stake(at, regime) > 0)
    refused, unexcused = passed_on * (1 - accepted), passed_on * (1 - excused)
    none = replace(at, sanction=whole(n, Sanction.NONE))
    return (
        Outcome("good cause accepted", had_cause * (1 - refused), none),
        Outcome("good cause refused", had_cause * refused, replace(at, sanction=whole(n, Sanction.WRONGED))),
        Outcome("sanctioned", (1 - had_cause) * unexcused, replace(at, sanction=whole(n, Sanction.SANCTIONED))),
        Outcome("let off", (1 - had_cause) * (1 - unexcused), none),
    )


DECIDE = Process("decide", Decide, hazard, fire, odds=odds, clock=FIXED, tilts=2)
