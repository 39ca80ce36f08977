"""Section 8, leaving benefit and coming back: walk_away, give_up, claim_again."""

from math import log

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred
from simulate.mesa_model.shared.obligations import claim_esa, claim_jsa, to_nothing, to_work
from simulate.mesa_model.shared.stakes import at_stake, over_a_sanction
from simulate.mesa_model.shared.where import benefit, dependent, on_benefit, sanctioned
from simulate.mesa_model.submodel import Outcome, Submodel, certain
from simulate.status import Belief, Income, Knowledge, Sanction

# ------------------------------------------------------------------ walk_away


def walks_away(c: Person) -> float:
    """Under any rules."""
    p = c.numbers.walk_away
    return benefit(c, p.off_flow_jsa, p.off_flow_esa, p.off_flow_is)


WALK_AWAY = Submodel("walk_away", hazard=walks_away, outcomes=certain("nothing", to_nothing))

# ------------------------------------------------------------------ give_up


def gives_up(c: Person) -> float:
    """While a breach is decided, and under a sanction."""
    if not on_benefit(c):
        return 0.0
    n, hazard = c.numbers, 0.0
    if c.sanction == Sanction.PENDING:
        hazard = -log(1 - n.give_up.referred_drop_claim) / c.regime.sanction.decision_time * at_stake(c)
    return hazard + over_a_sanction(c, n.contested.sanctioned_exit)


def give_up_outcomes(c: Person) -> tuple[Outcome, ...]:
    """To nothing; some of those sanctioned to work."""
    work = c.numbers.contested.exit_to_work if sanctioned(c) else 0.0
    return Outcome("nothing", 1 - work, to_nothing), Outcome("work", work, to_work)


GIVE_UP = Submodel("give_up", hazard=gives_up, outcomes=give_up_outcomes, relative_risk=lambda c: c.bite)

# ------------------------------------------------------------------ claim_again


def deterred(c: Person) -> float:
    """Of people unknown and dependent, how far the question, or the fear of it, keeps them from claiming."""
    if c.knowledge != Knowledge.UNKNOWN or not dependent(c) or c.belief == Belief.UNAWARE:
        return 0.0
    if c.belief == Belief.FEARFUL:
        return 1.0
    identify, under, n = c.regime.identify, c.regime.oblige.benefits, c.numbers
    if identify.declaration != "required":
        return 0.0
    esa = (1 - n.claims.new_to_jsa) * ("ESA" in under)
    if identify.declaration_asked_of == "citing_drugs":
        return esa * n.population.cites_drugs
    return esa + n.claims.new_to_jsa * ("JSA" in under)


def claims_again(c: Person) -> float:
    """Need, less who is deterred."""
    p = c.numbers.claims
    if c.income != Income.NOTHING:
        return 0.0
    return p.claims_a_week * (1 - deterred(c) * (1 - p.claims_under_declaration))


def claim_outcomes(c: Person) -> tuple[Outcome, ...]:
    """To JSA or ESA; IS takes no new claims."""
    jsa = c.numbers.claims.new_to_jsa
    return Outcome("JSA", jsa, claim_jsa), Outcome("ESA", 1 - jsa, claim_esa)


def odds_of_jsa_again(c: Person) -> float:
    """Odds of the benefit of the first day."""
    n = c.numbers
    return centred(c.opening_benefit == Income.JSA, n.claim_again.same_benefit, n.population.jsa)


CLAIM_AGAIN = Submodel("claim_again", hazard=claims_again, outcomes=claim_outcomes, odds=odds_of_jsa_again)

LEAVING_BENEFIT = (WALK_AWAY, GIVE_UP, CLAIM_AGAIN)
