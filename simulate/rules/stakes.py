"""What a sanction, a debt or another allowance takes from income; effects follow the share lost on any benefit."""

import numpy as np

from scenarios.levers import Dose, Regime
from simulate.arrays import BoolArray, FloatArray, LevelArray
from simulate.rules.where import BENEFITS, among, by_benefit, on_benefit, sanctioned
from simulate.status import Debt, Income, Ladder, Mandate, Statuses, at_levels


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


def stake_of(benefit: LevelArray, regime: Regime) -> FloatArray:
    """`at_stake` for levels of income instead of statuses: (n,) float64."""
    return at_stake(at_levels(len(benefit), income=benefit), regime)


def threatened(at: Statuses, regime: Regime) -> BoolArray:
    """Whether the rules can take benefit, so that what is asked is asked under a threat: (n,) bool.

    A declaration that must be made is a threat as well, whatever follows an honest answer. Nobody who is exempt for who
    he or she is is threatened.
    """
    if not regime.obliges:
        return np.zeros(len(at), np.bool_)
    can: BoolArray = (at_stake(at, regime) > 0) & (at.mandate != Mandate.EXEMPT)
    return can


def carries_rules(regime: Regime) -> bool:
    """Whether a sanction can take anything at all from anybody, so that the rules are more than words."""
    doses = [regime.sanction.for_benefit(benefit) for benefit in regime.oblige.benefits]
    return regime.obliges and any(dose is not None and dose.share_of_benefit > 0 for dose in doses)


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


def withheld(at: Statuses, regime: Regime) -> FloatArray:
    """Share of benefit income that a sanction is taking: (n,) float64, 0 unless sanctioned."""
    return np.where(sanctioned(at), at_stake(at, regime), 0.0)


def deducted(at: Statuses, deduction: float) -> FloatArray:
    """Share of benefit income that goes to an overpayment: (n,) float64. deduction: the share while it lasts."""
    return np.where((at.debt == Debt.OWING) & on_benefit(at), deduction, 0.0)


def income_lost(at: Statuses, regime: Regime, deduction: float) -> FloatArray:
    """Share of benefit income lost: (n,) float64, at most 1; below 0 on an allowance above the benefit.

    By a sanction, by recovery of an overpayment out of what is left, or by a treatment allowance of another level.
    """
    taken = withheld(at, regime)
    lost = taken + (1 - taken) * deducted(at, deduction)
    return np.where(at.income == Income.ALLOWANCE, 1 - regime.pay.allowance_share, lost)


def without_income(at: Statuses, regime: Regime, deduction: float) -> FloatArray:
    """Share of benefit income that there is not: (n,) float64 in 0..1, all of it with neither claim nor job."""
    return np.where(at.income == Income.NOTHING, 1.0, np.maximum(income_lost(at, regime, deduction), 0.0))


def over_a_sanction(at: Statuses, regime: Regime, chance: float) -> FloatArray:
    """Weekly hazard that gives `chance` over one full sanction taking all income, in proportion to the share taken.

    (n,) float64, 0 unless sanctioned.
    """
    hazard: FloatArray = -np.log1p(-chance) * withheld(at, regime) / sanction_weeks(at, regime)
    return hazard
