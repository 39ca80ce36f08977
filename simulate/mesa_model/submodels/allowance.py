"""Section 8, the treatment allowance: treatment_allowance, allowance_ends."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred
from simulate.mesa_model.shared.obligations import claim_esa, claim_jsa, leave_benefit, volunteered
from simulate.mesa_model.shared.where import in_treatment, known, on_benefit
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel, certain
from simulate.status import Belief, Income, Mandate, Notice, Pathway


def takes_it_up(c: Person) -> float:
    """Where it is paid: stabilising, on a benefit."""
    pay, n = c.regime.pay, c.numbers
    barred = pay.allowance_volunteers_only and c.mandate == Mandate.REQUIRED
    if not pay.treatment_allowance or barred or c.pathway != Pathway.STABILISING or not on_benefit(c):
        return 0.0
    p = n.treatment_allowance
    hazard: float = p.take_up * pay.allowance_share**p.by_level
    return hazard * (1.0 if pay.allowance_discreet else n.contested.allowance_stigma)


def granted(c: Person) -> None:
    """Known as volunteered, unless known already; mandate, sanction, plan and training end."""
    if not known(c):
        volunteered(c)
    c.belief, c.notice = Belief.AS_IT_IS, Notice.NONE
    leave_benefit(c, Income.ALLOWANCE)


TREATMENT_ALLOWANCE = Submodel("treatment_allowance", hazard=takes_it_up, outcomes=certain("granted", granted))


def allowance_runs_out(c: Person) -> float:
    """After its time in treatment, after notice out of it."""
    if c.income != Income.ALLOWANCE:
        return 0.0
    return 1 / (c.regime.pay.allowance_time if in_treatment(c) else c.numbers.allowance_ends.notice_weeks)


def over_the_cliff(c: Person) -> None:
    """Leave treatment, and are back on JSA."""
    c.pathway = Pathway.JUST_LEFT
    claim_jsa(c)


def allowance_ends_outcomes(c: Person) -> tuple[Outcome, ...]:
    """JSA, ESA, or JSA and out of treatment."""
    p = c.numbers.allowance_ends
    cliff = p.cliff if in_treatment(c) else 0.0
    return (
        Outcome("JSA", (1 - cliff) * p.to_jsa, claim_jsa),
        Outcome("ESA", (1 - cliff) * (1 - p.to_jsa), claim_esa),
        Outcome("left treatment", cliff, over_the_cliff),
    )


def odds_of_jsa(c: Person) -> float:
    """Odds of the benefit of the first day."""
    n = c.numbers
    return centred(c.opening_benefit == Income.JSA, n.allowance_ends.same_benefit, n.population.jsa)


ALLOWANCE_ENDS = Submodel(
    "allowance_ends", hazard=allowance_runs_out, outcomes=allowance_ends_outcomes, odds=odds_of_jsa, stages=FIXED
)

ALLOWANCE = (TREATMENT_ALLOWANCE, ALLOWANCE_ENDS)
