"""Who must do what, and what being known, a breach or leaving a benefit changes."""

from dataclasses import replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import BoolArray
from simulate.rules.stakes import at_stake, under_obligations
from simulate.rules.where import BENEFITS, among, in_treatment, is_known, out_of_treatment
from simulate.status import (
    Belief,
    Housing,
    Income,
    Knowledge,
    Mandate,
    Notice,
    Pathway,
    Sanction,
    Statuses,
    Support,
    Use,
    put,
    whole,
)


def free_in_treatment(regime: Regime) -> bool:
    """Whether nothing is required of those in treatment: neither to stay nor to draw up a plan."""
    must = regime.oblige
    return "in_treatment" in must.exempt or not (must.stay_in_treatment or must.rehabilitation_plan)


def freed(at: Statuses, where: BoolArray) -> Statuses:
    """No mandate where `where` holds; who is exempt stays exempt."""
    return replace(at, mandate=put(at.mandate, where & (at.mandate == Mandate.REQUIRED), Mandate.NONE))


def let_off_in_treatment(at: Statuses, regime: Regime) -> Statuses:
    """Starting treatment ends the mandate where nothing is required of those in it."""
    return freed(at, in_treatment(at) & free_in_treatment(regime))


def obliged(at: Statuses, regime: Regime) -> Statuses:
    """The mandate that the rules put on claimants the Jobcentre knows of; others are left alone."""
    must = regime.oblige
    free = at.mandate == Mandate.EXEMPT
    if "volunteered" in must.exempt:
        free |= at.knowledge == Knowledge.VOLUNTEERED
    if "homeless" in must.exempt:
        free |= at.housing == Housing.HOMELESS
    if free_in_treatment(regime):
        free |= in_treatment(at)
    anything = must.attend_assessment or must.stay_in_treatment or must.rehabilitation_plan
    under = is_known(at) & ~free & under_obligations(at, regime) & (at.use == Use.DEPENDENT) & anything
    return replace(at, mandate=put(at.mandate, under, Mandate.REQUIRED))


def known(at: Statuses, regime: Regime, how: Knowledge) -> Statuses:
    """The Jobcentre comes to know: those outside treatment are given an appointment, and the rules apply.

    Whoever deals with the Jobcentre about it learns the rules as they are, and no notice is awaited any more.
    """
    refer = (at.use == Use.DEPENDENT) & out_of_treatment(at)
    after = replace(
        at,
        knowledge=whole(len(at), how),
        pathway=put(at.pathway, refer, Pathway.APPOINTED),
        belief=whole(len(at), Belief.AS_IT_IS),
        notice=whole(len(at), Notice.NONE),
    )
    return obliged(after, regime)


def breach(at: Statuses, regime: Regime, where: BoolArray) -> Statuses:
    """A breach is reported for decision, where a mandated claimant's benefit carries a sanction."""
    counts = where & (at.mandate == Mandate.REQUIRED) & (at.sanction == Sanction.NONE) & (at_stake(at, regime) > 0)
    return replace(at, sanction=put(at.sanction, counts, Sanction.PENDING))


def without_rules(at: Statuses, where: BoolArray) -> Statuses:
    """No mandate, no sanction, no plan, no training: what holds off the benefits that carry them."""
    working_towards = where & among(at.support, Support.PLAN, Support.TRAINING)
    return replace(
        freed(at, where),
        sanction=put(at.sanction, where, Sanction.NONE),
        support=put(at.support, working_towards, Support.NONE),
    )


def to_income(at: Statuses, income: Income) -> Statuses:
    """Move to another income; off JSA, ESA and IS the rules no longer reach, and an appointment by them lapses."""
    moved = replace(at, income=whole(len(at), income))
    if income in BENEFITS.values():
        return moved
    lapsed = among(at.pathway, Pathway.APPOINTED, Pathway.LOST)
    return without_rules(
        replace(moved, pathway=put(at.pathway, lapsed, Pathway.NOT_ENGAGED)), np.ones(len(at), np.bool_)
    )


def to_benefit(at: Statuses, regime: Regime, income: Income) -> Statuses:
    """Claim a benefit: what the Jobcentre knows it still knows, so the rules apply at once."""
    return obliged(to_income(at, income), regime)
