"""Section 8, housing: lose_home, evicted, rehoused."""

from math import log

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.package import package
from simulate.mesa_model.shared.stakes import deducted, over_a_sanction
from simulate.mesa_model.shared.where import at_liberty, in_treatment, known, on_benefit
from simulate.mesa_model.submodel import Submodel, certain
from simulate.status import Housing


def one_step_down(c: Person) -> None:
    """From settled to insecure, from insecure to homeless."""
    c.housing = Housing(c.housing + 1)


def one_step_up(c: Person) -> None:
    """From homeless to insecure, from insecure to settled."""
    c.housing = Housing(c.housing - 1)


def loses_home(c: Person) -> float:
    """Under any rules."""
    p = c.numbers.lose_home
    of = {Housing.SETTLED: p.settled, Housing.INSECURE: p.insecure, Housing.HOMELESS: 0.0}
    return of[c.housing] * (1.0 if at_liberty(c) else p.custody)


def evicted(c: Person) -> float:
    """By lost income."""
    if c.housing == Housing.HOMELESS or not on_benefit(c):
        return 0.0
    n, chance = c.numbers, c.numbers.contested.housing_loss
    hazard = over_a_sanction(c, chance)
    hazard *= n.evicted.housing_benefit_stops if c.regime.sanction.housing_benefit_stops else 1.0
    return hazard - log(1 - chance) * deducted(c) / n.debts.recovery_weeks


def rehoused(c: Person) -> float:
    """At liberty."""
    if c.housing == Housing.SETTLED or not at_liberty(c):
        return 0.0
    p = c.numbers.rehoused
    hazard = 1 / (p.insecure_weeks if c.housing == Housing.INSECURE else p.homeless_weeks)
    if c.regime.support.housing_support and (known(c) or in_treatment(c)):
        hazard *= p.housing_support ** package(c)
    return hazard * (p.linked**c.regime.refer.links.treatment_housing if in_treatment(c) else 1.0)


LOSE_HOME = Submodel("lose_home", hazard=loses_home, outcomes=certain("lost", one_step_down))
EVICTED = Submodel("evicted", hazard=evicted, outcomes=certain("lost", one_step_down), relative_risk=lambda c: c.bite)
REHOUSED = Submodel("rehoused", hazard=rehoused, outcomes=certain("rehoused", one_step_up))

HOUSING = (LOSE_HOME, EVICTED, REHOUSED)
