"""Section 8, work: find_work, lose_work, train, train_in_treatment, trained, skills_fade."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred
from simulate.mesa_model.shared.obligations import claim_jsa, to_nothing, to_work
from simulate.mesa_model.shared.package import package
from simulate.mesa_model.shared.perceived import perceives_threat
from simulate.mesa_model.shared.where import dependent, homeless, in_treatment, known, on_benefit
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel, certain
from simulate.status import Income, Record, Support

# ------------------------------------------------------------------ find_work


def finds_work(c: Person) -> float:
    """The labour market is the field."""
    if c.income in (Income.WORK, Income.CUSTODY):
        return 0.0
    p, n, help_ = c.numbers.find_work, c.numbers, c.regime.support
    hazard = p.rate
    if not dependent(c):
        hazard *= p.recovered
    elif in_treatment(c):
        hazard *= p.linked**c.regime.refer.links.treatment_jobcentre
    else:
        hazard *= p.dependence
    if c.support == Support.PLAN:
        hazard *= n.contested.support_job ** package(c)
    elif c.support == Support.READY:
        hazard *= p.job_ready
    if in_treatment(c) and help_.mental_health:
        hazard *= 1 - n.population.share_dual_diagnosis * (1 - p.mental_health_care ** package(c))
    f = p.employers_open if help_.employers_open else 1.0
    hazard *= p.criminal_record**f if c.record == Record.RECORD else 1.0
    hazard *= p.disclosed**f if known(c) else 1.0
    return hazard * (p.homeless if homeless(c) else 1.0)


FIND_WORK = Submodel(
    "find_work",
    hazard=finds_work,
    outcomes=certain("work", to_work),
    relative_risk=lambda c: centred(
        c.dual_diagnosis, c.numbers.find_work.mental_illness, c.numbers.population.share_dual_diagnosis
    ),
)

# ------------------------------------------------------------------ lose_work


def loses_work(c: Person) -> float:
    """In work."""
    p = c.numbers.lose_work
    return p.rate * (1.0 if dependent(c) else p.recovered) if c.income == Income.WORK else 0.0


def lose_work_outcomes(c: Person) -> tuple[Outcome, ...]:
    """To JSA, obliged, or to nothing."""
    jsa = c.numbers.lose_work.to_jsa
    return Outcome("JSA", jsa, claim_jsa), Outcome("nothing", 1 - jsa, to_nothing)


LOSE_WORK = Submodel("lose_work", hazard=loses_work, outcomes=lose_work_outcomes)

# ------------------------------------------------------------------ train, train_in_treatment


def starts(c: Person) -> float:
    """How much more or less often training is started; 0 for who is not at risk."""
    claims = on_benefit(c) or c.income == Income.ALLOWANCE
    if not claims or c.support not in (Support.NONE, Support.PLAN):
        return 0.0
    p, n, factor = c.numbers.to_work, c.numbers, 1.0
    if in_treatment(c):
        factor *= p.drug_workers if c.regime.support.drug_workers_know_jobs else 1.0
        factor *= p.linked**c.regime.refer.links.treatment_jobcentre
    factor *= p.planned if c.support == Support.PLAN else 1.0
    return factor * (n.contested.spill_over if perceives_threat(c) and on_benefit(c) else 1.0)


def trains(c: Person) -> float:
    """On the existing programme; its places are the field."""
    if not c.regime.support.progress2work:
        return 0.0
    p = c.numbers.train
    return starts(c) * p.rate * (1.0 if c.regime.support.progress2work_places is None else p.demand)


def trains_in_treatment(c: Person) -> float:
    """Education and training built into care planning."""
    offered = c.regime.support.training_in_treatment and in_treatment(c)
    return starts(c) * c.numbers.train_in_treatment.rate if offered else 0.0


def start_training(c: Person) -> None:
    """A plan ends as training begins."""
    c.support = Support.TRAINING


TRAIN = Submodel("train", hazard=trains, outcomes=certain("started", start_training))
TRAIN_IN_TREATMENT = Submodel(
    "train_in_treatment", hazard=trains_in_treatment, outcomes=certain("started", start_training)
)

# ------------------------------------------------------------------ trained, skills_fade


def ready(c: Person) -> None:
    """Ready for work."""
    c.support = Support.READY


def no_support(c: Person) -> None:
    """Nothing on the ladder to work."""
    c.support = Support.NONE


def trained_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Finished or given up."""
    p = c.numbers.trained
    finishes = p.finishes * (p.dependent if dependent(c) and not in_treatment(c) else 1.0)
    return Outcome("ready for work", finishes, ready), Outcome("given up", 1 - finishes, no_support)


TRAINED = Submodel(
    "trained",
    hazard=lambda c: 1 / c.numbers.trained.weeks if c.support == Support.TRAINING else 0.0,
    outcomes=trained_outcomes,
    stages=FIXED,
)


def fades(c: Person) -> float:
    """Ready and not in work."""
    return 1 / c.numbers.skills_fade.weeks if c.support == Support.READY and c.income != Income.WORK else 0.0


SKILLS_FADE = Submodel("skills_fade", hazard=fades, outcomes=certain("faded", no_support))

WORK = (FIND_WORK, LOSE_WORK, TRAIN, TRAIN_IN_TREATMENT, TRAINED, SKILLS_FADE)
