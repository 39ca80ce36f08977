"""Section 8, treatment: place, stabilise, drop_out, complete, settle, relapse, recover_untreated."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.obligations import free, free_in_treatment, oblige
from simulate.mesa_model.shared.package import package
from simulate.mesa_model.shared.where import dependent, homeless, out_of_treatment
from simulate.mesa_model.submodel import FIXED, Submodel, certain
from simulate.mesa_model.submodels.drop_out import DROP_OUT
from simulate.status import Income, Pathway, Support, Use

# ------------------------------------------------------------------ place


def place_comes_up(c: Person) -> float:
    """Treatment starts; where places are limited half a week passes on average before they are handed out."""
    if c.pathway != Pathway.QUEUED:
        return 0.0
    wait = c.numbers.place.wait
    return 1 / wait if c.regime.capacity.places == "unlimited" else 1 / max(wait - 1 / 2, wait / 10)


def start(c: Person) -> None:
    """In treatment; whoever need neither stay nor draw up a plan is free of the mandate from then on."""
    c.pathway = Pathway.STABILISING
    if free_in_treatment(c.regime):
        free(c)


PLACE = Submodel(
    "place",
    hazard=place_comes_up,
    outcomes=certain("started", start),
    relative_risk=lambda c: float(c.gate),
)

# ------------------------------------------------------------------ stabilise


def stabilised(c: Person) -> None:
    """Maintained."""
    c.pathway = Pathway.MAINTAINED


STABILISE = Submodel(
    "stabilise",
    hazard=lambda c: 1 / c.numbers.stabilise.weeks if c.pathway == Pathway.STABILISING else 0.0,
    outcomes=certain("stabilised", stabilised),
    stages=FIXED,
)

# ------------------------------------------------------------------ complete


def completes(c: Person) -> float:
    """Treatment comes to its planned end."""
    if c.pathway != Pathway.MAINTAINED:
        return 0.0
    p = c.numbers.complete
    hazard = p.rate * (p.plan ** ((1 - p.overlap) * package(c)) if c.support == Support.PLAN else 1.0)
    return hazard * (p.homeless if homeless(c) else 1.0)


def complete(c: Person) -> None:
    """Completed, recovered, no mandate."""
    c.pathway, c.use = Pathway.COMPLETED, Use.RECOVERED
    free(c)


COMPLETE = Submodel("complete", hazard=completes, outcomes=certain("completed", complete))

# ------------------------------------------------------------------ settle


def settle(c: Person) -> None:
    """Not engaged."""
    c.pathway = Pathway.NOT_ENGAGED


SETTLE = Submodel(
    "settle",
    hazard=lambda c: 1 / c.numbers.settle.weeks if c.pathway == Pathway.JUST_LEFT else 0.0,
    outcomes=certain("settled", settle),
    stages=FIXED,
)

# ------------------------------------------------------------------ relapse


def relapses(c: Person) -> float:
    """Dependent again."""
    if dependent(c):
        return 0.0
    p = c.numbers.relapse
    hazard = p.rate * (p.working if c.income == Income.WORK else 1.0) * (p.plan if c.support == Support.PLAN else 1.0)
    if c.pathway == Pathway.COMPLETED and c.regime.support.aftercare:
        hazard *= p.aftercare ** package(c)
    return hazard * (p.homeless if homeless(c) else 1.0)


def relapse(c: Person) -> None:
    """A completed treatment counts no more; obliged."""
    c.use = Use.DEPENDENT
    if c.pathway == Pathway.COMPLETED:
        c.pathway = Pathway.NOT_ENGAGED
    oblige(c)


RELAPSE = Submodel("relapse", hazard=relapses, outcomes=certain("relapsed", relapse))

# ------------------------------------------------------------------ recover_untreated


def recover(c: Person) -> None:
    """Recovered, not engaged, no mandate."""
    c.use, c.pathway = Use.RECOVERED, Pathway.NOT_ENGAGED
    free(c)


RECOVER_UNTREATED = Submodel(
    "recover_untreated",
    hazard=lambda c: c.numbers.recover_untreated.rate if dependent(c) and out_of_treatment(c) else 0.0,
    outcomes=certain("recovered", recover),
)

TREATMENT = (PLACE, STABILISE, DROP_OUT, COMPLETE, SETTLE, RELAPSE, RECOVER_UNTREATED)
