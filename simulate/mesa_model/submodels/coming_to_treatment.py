"""Section 8, coming to treatment: attend, deadline, follow_up.

Those who come by another way than the Jobcentre's are in `other_ways.py`.
"""

from math import log2

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.asking import cover
from simulate.mesa_model.shared.centring import centred, share_with_children
from simulate.mesa_model.shared.obligations import breach
from simulate.mesa_model.shared.stakes import at_stake
from simulate.mesa_model.shared.where import dependent, homeless, known, on_benefit, out_of_treatment, sanctioned
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel, certain
from simulate.mesa_model.submodels.other_ways import (
    EXCHANGE_REFERRAL,
    GP_REFERRAL,
    JUSTICE_REFERRAL,
    SELF_REFER,
    SIGNPOSTED,
)
from simulate.status import Mandate, Pathway, Sanction

# ------------------------------------------------------------------ attend


def wait(c: Person) -> float:
    """Weeks to the day of the first appointment."""
    p, refer = c.numbers.attend, c.regime.refer
    weeks = refer.appointment_wait
    weeks *= p.contact_time if refer.single_contact else 1.0
    weeks *= p.delay if refer.confidentiality == "unclear" else 1.0
    return weeks


def pushed(c: Person) -> bool:
    """Required, and attending is an obligation."""
    return c.mandate == Mandate.REQUIRED and c.regime.oblige.attend_assessment


def chance_of_attending(c: Person) -> float:
    """At the median claimant; the push of the mean claimant is in it."""
    n, p, refer = c.numbers, c.numbers.attend, c.regime.refer
    odds: float = p.attend / (1 - p.attend)
    odds *= p.homeless if homeless(c) else 1.0
    odds *= n.contested.push ** at_stake(c) if pushed(c) else 1.0
    odds *= p.per_doubling ** log2(wait(c) / p.reference_wait)
    odds *= p.linked**refer.links.jobcentre_treatment
    odds *= n.contested.support_engages if refer.named_person else 1.0
    odds *= p.single_contact if refer.single_contact else 1.0
    odds *= p.non_stigmatising if refer.non_stigmatising else 1.0
    odds *= p.unclear if refer.confidentiality == "unclear" else 1.0
    return odds / (1 + odds)


def odds_of_attending(c: Person) -> float:
    """Of the person; each is moved as far as the loss would bite, the hard core not at all."""
    n, p = c.numbers, c.numbers.attend
    odds = centred(c.wants_change, p.readiness, n.population.wants_change_untreated)
    odds *= centred(c.children, p.no_childcare, share_with_children(n))
    if c.children and c.regime.support.childcare:
        odds /= p.no_childcare
    if pushed(c):
        felt = 0.0 if c.hard_core else c.bite / (1 - n.contested.hard_core)
        odds *= n.contested.push ** (at_stake(c) * (felt - 1))
    return odds


def attended(c: Person) -> None:
    """Queued; a sanction may end."""
    c.pathway = Pathway.QUEUED
    if sanctioned(c) and c.regime.sanction.ends_on_reengaging:
        c.sanction = Sanction.NONE


def missed_it(c: Person) -> None:
    """Lost, and a breach if pushed."""
    c.pathway = Pathway.LOST
    if pushed(c):
        breach(c)


def attend_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Attended or missed."""
    chance = chance_of_attending(c)
    return Outcome("attended", chance, attended), Outcome("missed", 1 - chance, missed_it)


ATTEND = Submodel(
    "attend",
    hazard=lambda c: 1 / wait(c) if c.pathway == Pathway.APPOINTED else 0.0,
    outcomes=attend_outcomes,
    odds=odds_of_attending,
    stages=2,
)

# ------------------------------------------------------------------ deadline


def deadline_runs(c: Person) -> float:
    """Required, not assessed, no breach pending or sanction running, and something at stake."""
    must = c.regime.oblige
    not_assessed = out_of_treatment(c) or c.pathway == Pathway.APPOINTED
    runs = pushed(c) and not_assessed and c.sanction == Sanction.NONE and at_stake(c) > 0
    return 1 / must.deadline if runs and must.deadline is not None else 0.0


DEADLINE = Submodel("deadline", hazard=deadline_runs, outcomes=certain("over", breach), stages=FIXED)

# ------------------------------------------------------------------ follow_up


def followed_up(c: Person) -> float:
    """Somebody looks for the lost; the required are called again."""
    if not (dependent(c) and on_benefit(c)):
        return 0.0
    p, refer, must = c.numbers.follow_up, c.regime.refer, c.regime.oblige
    hazard = 0.0
    if known(c) and c.pathway == Pathway.LOST:
        hazard += cover(c) * p.by_coordinator if refer.follow_up_of_the_lost else 0.0
        hazard += p.named_person if refer.named_person else 0.0
    called = c.mandate == Mandate.REQUIRED and (must.attend_assessment or must.stay_in_treatment)
    if called and c.pathway in (Pathway.LOST, Pathway.NOT_ENGAGED):
        hazard += p.recall
    return hazard


def appoint(c: Person) -> None:
    """Another appointment."""
    c.pathway = Pathway.APPOINTED


FOLLOW_UP = Submodel("follow_up", hazard=followed_up, outcomes=certain("appointed", appoint))

COMING_TO_TREATMENT = (
    ATTEND, DEADLINE, FOLLOW_UP, SELF_REFER, GP_REFERRAL, EXCHANGE_REFERRAL, SIGNPOSTED, JUSTICE_REFERRAL,
)  # fmt: skip
