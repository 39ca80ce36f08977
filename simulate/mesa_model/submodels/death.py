"""Section 8, death: die."""

from math import exp, log

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred
from simulate.mesa_model.shared.where import at_liberty, dependent, homeless
from simulate.mesa_model.submodel import Submodel, certain
from simulate.status import Pathway


def dies(c: Person) -> float:
    """By where somebody stands, the first that fits."""
    p = c.numbers.die
    if not at_liberty(c):
        ratio = p.custody
    elif not dependent(c):
        ratio = p.recovered
    elif c.pathway == Pathway.JUST_LEFT:
        ratio = p.just_left
    elif c.pathway == Pathway.STABILISING:
        ratio = p.stabilising
    elif c.pathway == Pathway.MAINTAINED:
        ratio = 1.0
    else:
        ratio = p.out_of_treatment
    return p.in_treatment * ratio * (p.homeless if homeless(c) else 1.0)


def frailty(c: Person) -> float:
    """Relative risk: age, sex, injecting."""
    p, share = c.numbers.die, c.numbers.population
    g = log(p.per_decade) / 10
    risk = exp(g * (c.age - share.mean_age) - (g * share.sd_age) ** 2 / 2)
    risk *= centred(c.male, p.male, share.share_male)
    return risk * centred(c.injecting, p.injecting, share.share_injecting)


def die(c: Person) -> None:
    """Leave the model for good."""
    c.alive = False
    c.remove()


DIE = Submodel("die", hazard=dies, outcomes=certain("died", die), relative_risk=frailty)

DEATH = (DIE,)
