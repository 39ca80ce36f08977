"""Section 8, sanctions: decide, sanction_ends, appeal, ladder_lapses."""

from math import log

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred, share_with_children
from simulate.mesa_model.shared.stakes import at_stake, length_of_sanction
from simulate.mesa_model.shared.where import homeless, on_benefit, sanctioned
from simulate.mesa_model.submodel import FIXED, Change, Outcome, Submodel, certain
from simulate.status import Ladder, Sanction

# ------------------------------------------------------------------ decide


def odds(p: float) -> float:
    """Of a chance."""
    return p / (1 - p)


def chance(o: float) -> float:
    """Of odds."""
    return o / (1 + o)


def sanction_becomes(what: Sanction) -> Change:
    """The breach is decided."""

    def change(c: Person) -> None:
        c.sanction = what

    return change


def decisions(c: Person) -> tuple[Outcome, ...]:
    """Whether there was good cause, whether it is accepted, and whether the breach was passed on at all."""
    p, rules = c.numbers.decide, c.regime.sanction
    hard = p.homeless if homeless(c) else 1.0
    cause = chance(odds(p.good_cause) * (p.good_cause_homeless if homeless(c) else 1.0))
    accepted = chance(odds(p.accepts_good_cause) / hard) if rules.good_cause else 0.0
    excused = chance(odds(p.accepts_without) / hard) if rules.good_cause else 0.0
    passed_on = (1 - rules.discretion) if at_stake(c) > 0 else 0.0
    refused, punished = passed_on * (1 - accepted), passed_on * (1 - excused)
    return (
        Outcome("good cause accepted", cause * (1 - refused), sanction_becomes(Sanction.NONE)),
        Outcome("good cause refused", cause * refused, sanction_becomes(Sanction.WRONGED)),
        Outcome("sanctioned", (1 - cause) * punished, sanction_becomes(Sanction.SANCTIONED)),
        Outcome("let off", (1 - cause) * (1 - punished), sanction_becomes(Sanction.NONE)),
    )


def odds_of_good_cause(c: Person) -> float:
    """Illness and children; a dot stands for the share who have either illness, taken as independent."""
    p, share = c.numbers.decide, c.numbers.population
    ill = 1 - (1 - share.share_dual_diagnosis) * (1 - share.share_chronic_condition)
    of = centred(c.chronic_condition or c.dual_diagnosis, p.good_cause_health, ill)
    return of * centred(c.children, p.good_cause_children, share_with_children(c.numbers))


DECIDE = Submodel(
    "decide",
    hazard=lambda c: 1 / c.regime.sanction.decision_time if c.sanction == Sanction.PENDING else 0.0,
    outcomes=decisions,
    odds=odds_of_good_cause,
    tilts=2,
    stages=FIXED,
)

# ------------------------------------------------------------------ sanction_ends


def served(c: Person) -> None:
    """No sanction, and the ladder a step higher."""
    c.sanction = Sanction.NONE
    c.ladder = Ladder(min(c.ladder + 1, Ladder.THIRD))


SANCTION_ENDS = Submodel(
    "sanction_ends",
    hazard=lambda c: 1 / length_of_sanction(c) if sanctioned(c) and on_benefit(c) else 0.0,
    outcomes=certain("served", served),
    stages=FIXED,
)

# ------------------------------------------------------------------ appeal


def appeals(c: Person) -> float:
    """While the sanction runs."""
    if not (c.regime.sanction.appeal and sanctioned(c) and on_benefit(c)):
        return 0.0
    p = c.numbers.appeal
    share = p.overturned_wronged if c.sanction == Sanction.WRONGED else p.overturned
    return -log(1 - share) / length_of_sanction(c)


APPEAL = Submodel("appeal", hazard=appeals, outcomes=certain("overturned", sanction_becomes(Sanction.NONE)))

# ------------------------------------------------------------------ ladder_lapses


def ladder_lapses(c: Person) -> float:
    """Without a sanction."""
    return 1 / c.numbers.ladder_lapses.weeks if not sanctioned(c) and c.ladder != Ladder.FIRST else 0.0


def lapse(c: Person) -> None:
    """The first step."""
    c.ladder = Ladder.FIRST


LADDER_LAPSES = Submodel("ladder_lapses", hazard=ladder_lapses, outcomes=certain("lapsed", lapse), stages=FIXED)

SANCTIONS = (DECIDE, SANCTION_ENDS, APPEAL, LADDER_LAPSES)
