"""What a claimant is entitled to a week, and what a sanction takes of it.

Single people, no additions. JSA and Income Support pay the personal allowance of the age; ESA in its main phase pays
the allowance and the work-related component at any age. JSA 47.95 and 60.50 in 2008/09; ESA 12.75 of 89.80 in 2009/10.
Source: parameters.yaml, group benefits.
"""

from collections.abc import Mapping

import numpy as np

from scenarios.levers import Benefit, Regime
from simulate.arrays import FloatArray

YOUNG = 25.0
"""Age in years from which the full personal allowance is paid."""
YEARS = (2008, 2009)
"""Financial years with a rate, named by the year in which they begin."""
PRICES = 2009
"""The year in whose rates the ledger of money is kept."""


def weekly(benefit: Benefit, age: FloatArray, values: Mapping[str, float], *, year: int = PRICES) -> FloatArray:
    """Entitlement: (n,) pounds a week. Raises KeyError for a year without a rate."""
    if year not in YEARS:
        raise KeyError(f"no benefit rates for {year}; there are some for {', '.join(map(str, YEARS))}")
    if benefit == "ESA":
        return np.full(len(age), values[f"benefits.esa_{year}"])
    return np.where(age < YOUNG, values[f"benefits.under_25_{year}"], values[f"benefits.from_25_{year}"])


def sanctioned(
    benefit: Benefit, age: FloatArray, regime: Regime, values: Mapping[str, float], *, year: int = PRICES,
    hardship: bool = False,
) -> FloatArray:  # fmt: skip
    """What is paid while a sanction runs: (n,) pounds a week.

    hardship: to somebody who is awarded a hardship payment in place of what is taken.
    """
    full, dose = weekly(benefit, age, values, year=year), regime.sanction.for_benefit(benefit)
    taken = full * (dose.share_of_benefit if dose and benefit in regime.oblige.benefits else 0.0)
    back = taken * regime.sanction.hardship_payment.share_of_benefit if hardship else 0.0
    return full - taken + back
