"""Section 8, coming to treatment by another way.

self_refer, gp_referral, exchange_referral, signposted, justice_referral.
"""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred, partly
from simulate.mesa_model.shared.perceived import perceives_reports, perceives_threat
from simulate.mesa_model.shared.stakes import under_obligations
from simulate.mesa_model.shared.where import at_liberty, dependent, known, out_of_treatment
from simulate.mesa_model.submodel import Outcome, Submodel, certain
from simulate.status import Housing, Pathway


def can_come(c: Person) -> bool:
    """Dependent, out of treatment, at liberty."""
    return dependent(c) and out_of_treatment(c) and at_liberty(c)


def assessed(c: Person) -> None:
    """Queued for a place."""
    c.pathway = Pathway.QUEUED


# ------------------------------------------------------------------ self_refer


def comes_alone(c: Person) -> float:
    """By himself or herself, or through somebody outside the schemes."""
    if not can_come(c):
        return 0.0
    n = c.numbers
    hazard: float = n.self_refer.rate * n.contested.chill ** perceives_reports(c)
    hazard *= n.contested.norm if perceives_threat(c) and not known(c) else 1.0
    hazard *= n.contested.avoidance if under_obligations(c) and c.regime.oblige.stay_in_treatment else 1.0
    return hazard


def history(c: Person) -> float:
    """Relative risk: treated before, and childcare."""
    n = c.numbers
    risk = centred(c.treated_before, n.self_refer.history, n.population.treated_before)
    return risk * (n.self_refer.childcare if c.children and c.regime.support.childcare else 1.0)


SELF_REFER = Submodel("self_refer", hazard=comes_alone, outcomes=certain("assessed", assessed), relative_risk=history)

# ------------------------------------------------------------------ gp_referral


def sent_by_doctor(c: Person) -> float:
    """Family doctors refer."""
    identify, n = c.regime.identify, c.numbers
    if not identify.gp_route or not can_come(c):
        return 0.0
    paid = n.gp_referral.incentive if identify.gp_incentive else 1.0
    hazard: float = n.gp_referral.rate * paid * n.contested.chill ** perceives_reports(c)
    return hazard


def gp_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Where paid, some are recorded only."""
    gamed = c.numbers.gp_referral.gamed if c.regime.identify.gp_incentive else 0.0
    return Outcome("assessed", 1 - gamed, assessed), Outcome("recorded only", gamed)


GP_REFERRAL = Submodel("gp_referral", hazard=sent_by_doctor, outcomes=gp_outcomes)

# ------------------------------------------------------------------ exchange_referral


def sent_by_exchange(c: Person) -> float:
    """Needle exchanges refer, fewer where they report."""
    identify, n = c.regime.identify, c.numbers
    if not identify.needle_exchange_route or not can_come(c):
        return 0.0
    return n.exchange_referral.rate * (n.contested.exchange_avoidance if identify.needle_exchange_reports else 1.0)


EXCHANGE_REFERRAL = Submodel(
    "exchange_referral",
    hazard=sent_by_exchange,
    outcomes=certain("assessed", assessed),
    relative_risk=lambda c: c.injecting / c.numbers.population.share_injecting,
)

# ------------------------------------------------------------------ signposted


def pointers(c: Person) -> dict[str, float]:
    """Who points people to treatment, and how often."""
    p, identify = c.numbers.signposted, c.regime.identify
    unsettled = c.housing != Housing.SETTLED
    return {
        "community": p.community if identify.community_links else 0.0,
        "probation": p.probation if "probation" in identify.alert else 0.0,
        "health": p.health if "health" in identify.alert else 0.0,
        "housing": p.housing if "housing" in identify.alert and unsettled else 0.0,
    }


def signposted_outcomes(c: Person) -> tuple[Outcome, ...]:
    """In proportion to who pointed."""
    of = pointers(c)
    return tuple(Outcome(f"by {who}", rate / sum(of.values()), assessed) for who, rate in of.items())


SIGNPOSTED = Submodel(
    "signposted", hazard=lambda c: sum(pointers(c).values()) if can_come(c) else 0.0, outcomes=signposted_outcomes
)

# ------------------------------------------------------------------ justice_referral


def sent_by_justice(c: Person) -> float:
    """Police, courts and probation refer."""
    p = c.numbers.justice_referral
    return p.rate * p.linked**c.regime.refer.links.probation_treatment if can_come(c) else 0.0


JUSTICE_REFERRAL = Submodel(
    "justice_referral",
    hazard=sent_by_justice,
    outcomes=certain("assessed", assessed),
    relative_risk=lambda c: partly(c.propensity_offences, c.numbers.justice_referral.by_offending),
)
