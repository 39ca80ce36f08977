"""What several submodels do alike: who is obliged, what a sanction takes, what leaving a benefit ends.

Shapes: statuses and results are (n,), one for each status asked about. No number of the model stands here.
"""

from dataclasses import replace

import numpy as np

from scenarios.levers import Benefit, Dose, Regime
from simulate.arrays import BoolArray, FloatArray
from simulate.status import (
    Housing,
    Income,
    Knowledge,
    Ladder,
    Mandate,
    Pathway,
    Sanction,
    Statuses,
    Support,
    Use,
    put,
)

BENEFITS: dict[Benefit, Income] = {"JSA": Income.JSA, "ESA": Income.ESA, "IS": Income.IS}
REACHABLE = (Pathway.NOT_ENGAGED, Pathway.LOST, Pathway.JUST_LEFT)
"""Pathways from which a claimant can be referred."""


def among(levels: np.ndarray, *these: int) -> BoolArray:
    """Whether a level is one of these: (n,) bool."""
    found: BoolArray = np.isin(levels, these)
    return found


def in_treatment(at: Statuses) -> BoolArray:
    """In structured treatment: (n,) bool."""
    return among(at.pathway, Pathway.STABILISING, Pathway.MAINTAINED)


def out_of_treatment(at: Statuses) -> BoolArray:
    """Not engaged, lost or just left: (n,) bool."""
    return among(at.pathway, *REACHABLE)


def on_benefit(at: Statuses) -> BoolArray:
    """On JSA, ESA or IS, the benefits that carry interviews: (n,) bool."""
    return among(at.income, *BENEFITS.values())


def by_benefit(at: Statuses, *, jsa: float, esa: float, income_support: float) -> FloatArray:
    """A number for each of the three benefits, 0 off them: (n,) float64."""
    return np.select([at.income == income for income in BENEFITS.values()], [jsa, esa, income_support], 0.0)


def under_obligations(at: Statuses, regime: Regime) -> BoolArray:
    """On a benefit whose claimants the obligations are for: (n,) bool."""
    return among(at.income, *(BENEFITS[benefit] for benefit in regime.oblige.benefits))


def at_stake(at: Statuses, regime: Regime) -> FloatArray:
    """Share of benefit income that a sanction would take, hardship payments allowed for: (n,) float64 in 0..1.

    One dose for every benefit: JSA loses all, ESA a component (evidence: esa_sanction_wk_amount_initial), and effects
    follow from the share.
    """
    hardship = regime.sanction.hardship_payment
    kept = hardship.share_of_sanctions * hardship.share_of_benefit
    doses = {benefit: regime.sanction.for_benefit(benefit) for benefit in BENEFITS}
    shares = {benefit: dose.share_of_benefit if dose else 0.0 for benefit, dose in doses.items()}
    share = by_benefit(at, jsa=shares["JSA"], esa=shares["ESA"], income_support=shares["IS"])
    return np.where(under_obligations(at, regime), share * (1 - kept), 0.0)


def threatened(at: Statuses, regime: Regime) -> BoolArray:
    """Whether an honest answer can lead to a sanction: (n,) bool."""
    if not regime.obliges:
        return np.zeros(len(at), np.bool_)
    return at_stake(at, regime) > 0


def sanction_weeks(at: Statuses, regime: Regime) -> FloatArray:
    """Length of the sanction served at this step of the ladder: (n,) float64, infinite where there is none."""

    def length(dose: Dose | None, step: Ladder) -> float:
        return dose.length(step + 1) if dose else np.inf

    weeks = np.full(len(at), np.inf)
    for step in Ladder:
        doses = [regime.sanction.for_benefit(benefit) for benefit in BENEFITS]
        here = by_benefit(
            at, jsa=length(doses[0], step), esa=length(doses[1], step), income_support=length(doses[2], step)
        )
        weeks = np.where((at.ladder == step) & on_benefit(at), here, weeks)
    return weeks


def income_lost(at: Statuses, regime: Regime) -> FloatArray:
    """Share of benefit income that is being withheld: (n,) float64, 0 unless sanctioned."""
    return np.where(at.sanction == Sanction.SANCTIONED, at_stake(at, regime), 0.0)


def over_a_sanction(at: Statuses, regime: Regime, chance: float) -> FloatArray:
    """Weekly hazard that gives `chance` over one full sanction taking all income, in proportion to the share taken.

    (n,) float64, 0 unless sanctioned.
    """
    hazard: FloatArray = -np.log1p(-chance) * income_lost(at, regime) / sanction_weeks(at, regime)
    return hazard


def free_in_treatment(regime: Regime) -> bool:
    """Whether nothing is required of those in treatment."""
    return "in_treatment" in regime.oblige.exempt or not regime.oblige.stay_in_treatment


def let_off_in_treatment(at: Statuses, regime: Regime) -> Statuses:
    """Starting treatment ends the mandate where nothing is required of those in it."""
    free = in_treatment(at) & free_in_treatment(regime)
    return replace(at, mandate=put(at.mandate, free, Mandate.NONE))


def obliged(at: Statuses, regime: Regime) -> Statuses:
    """The mandate that the rules put on claimants the Jobcentre knows of; others are left alone."""
    must = regime.oblige
    known = among(at.knowledge, Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED)
    free = np.zeros(len(at), np.bool_)
    if "volunteered" in must.exempt:
        free |= at.knowledge == Knowledge.VOLUNTEERED
    if free_in_treatment(regime):
        free |= in_treatment(at)
    anything = must.attend_assessment or must.stay_in_treatment or must.rehabilitation_plan
    under = known & ~free & under_obligations(at, regime) & (at.use == Use.DEPENDENT) & anything
    return replace(at, mandate=put(at.mandate, under, Mandate.REQUIRED))


def known(at: Statuses, regime: Regime, how: Knowledge) -> Statuses:
    """The Jobcentre comes to know: those outside treatment are given an appointment, and the rules apply."""
    refer = (at.use == Use.DEPENDENT) & out_of_treatment(at)
    after = replace(
        at,
        knowledge=np.full(len(at), how, np.int8),
        pathway=put(at.pathway, refer, Pathway.APPOINTED),
    )
    return obliged(after, regime)


def breach(at: Statuses, regime: Regime, where: BoolArray) -> Statuses:
    """A breach is reported for decision, where a mandated claimant's benefit carries a sanction."""
    counts = where & (at.mandate == Mandate.REQUIRED) & (at.sanction == Sanction.NONE) & (at_stake(at, regime) > 0)
    return replace(at, sanction=put(at.sanction, counts, Sanction.PENDING))


def released_from_rules(at: Statuses, where: BoolArray) -> Statuses:
    """No mandate, no sanction, no plan: what holds off the benefits that carry them."""
    return replace(
        at,
        mandate=put(at.mandate, where, Mandate.NONE),
        sanction=put(at.sanction, where, Sanction.NONE),
        support=put(at.support, where, Support.NONE),
    )


def to_income(at: Statuses, income: Income) -> Statuses:
    """Move to another income; off JSA, ESA and IS the rules no longer reach, and an appointment by them lapses."""
    moved = replace(at, income=np.full(len(at), income, np.int8))
    if income in BENEFITS.values():
        return moved
    everyone = np.ones(len(at), np.bool_)
    lapsed = among(at.pathway, Pathway.APPOINTED, Pathway.LOST)
    return released_from_rules(replace(moved, pathway=put(at.pathway, lapsed, Pathway.NOT_ENGAGED)), everyone)


def to_benefit(at: Statuses, regime: Regime, income: Income) -> Statuses:
    """Claim a benefit: what the Jobcentre knows it still knows, so the rules apply at once."""
    return obliged(to_income(at, income), regime)


def homeless(at: Statuses, ratio: float) -> FloatArray:
    """`ratio` for homeless claimants, 1 for the others: (n,) float64."""
    return np.where(at.housing == Housing.HOMELESS, ratio, 1.0)
