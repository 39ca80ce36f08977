"""Walk away: a claimant leaves benefit without a known job, as people do under any rules.

hazard: (n,) per week, on JSA, ESA or IS: ordinary off-flow.
fire: nothing, neither benefit nor job.
Source: parameters.yaml, group walk_away.
"""

from dataclasses import dataclass

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkAway:
    off_flow_jsa: float
    off_flow_esa: float
    off_flow_is: float


def hazard(at: Statuses, regime: Regime, p: WalkAway) -> FloatArray:
    return rules.by_benefit(at, jsa=p.off_flow_jsa, esa=p.off_flow_esa, income_support=p.off_flow_is)


def fire(at: Statuses, regime: Regime, p: WalkAway) -> tuple[Outcome, ...]:
    return certain("nothing", rules.to_income(at, Income.NOTHING), len(at))


WALK_AWAY = Process("walk_away", WalkAway, hazard, fire)
