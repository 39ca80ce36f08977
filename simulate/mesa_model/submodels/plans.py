"""Section 8, plans: plan, plan_ends."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.obligations import breach
from simulate.mesa_model.shared.stakes import threatened
from simulate.mesa_model.shared.where import known, on_benefit
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel
from simulate.status import Mandate, Support


def obligatory(c: Person) -> bool:
    """Required, and a plan is an obligation."""
    return c.mandate == Mandate.REQUIRED and c.regime.oblige.rehabilitation_plan


def plan_offered(c: Person) -> float:
    """By a specialist adviser; the caseload is the field."""
    there = c.regime.support.specialist_advisers_per_1000 > 0
    if not there or not known(c) or not on_benefit(c) or c.support != Support.NONE:
        return 0.0
    return c.numbers.plan.required if obligatory(c) else c.numbers.plan.offered


def agree(c: Person) -> None:
    """A plan."""
    c.support = Support.PLAN


def decline(c: Person) -> None:
    """A breach if obligatory."""
    if obligatory(c):
        breach(c)


def plan_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Agreed or declined."""
    p, n = c.numbers.plan, c.numbers
    voluntary = p.agreed_voluntary * (n.contested.spill_over if threatened(c) else 1.0)
    chance = p.agreed_required if obligatory(c) else voluntary
    return Outcome("agreed", chance, agree), Outcome("declined", 1 - chance, decline)


PLAN = Submodel("plan", hazard=plan_offered, outcomes=plan_outcomes)


def ready(c: Person) -> None:
    """Ready for work."""
    c.support = Support.READY


def end(c: Person) -> None:
    """No plan any more."""
    c.support = Support.NONE


def plan_ends_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Ready for work, or ended."""
    chance = c.numbers.plan_ends.ready
    return Outcome("ready for work", chance, ready), Outcome("ended", 1 - chance, end)


PLAN_ENDS = Submodel(
    "plan_ends",
    hazard=lambda c: 1 / c.numbers.plan_ends.weeks if c.support == Support.PLAN else 0.0,
    outcomes=plan_ends_outcomes,
    stages=FIXED,
)

PLANS = (PLAN, PLAN_ENDS)
