"""How hard the loss of benefit bites: the share of all weekly income, legal or not, that the benefit is.

Somebody who raises 1,000 pounds a week loses little with 47; somebody who lives on 60 loses nearly all. Effects of lost
benefit follow this share against its mean over the published population, so that the mean effect stays what it was.
Source: parameters.yaml, groups income and benefits (evidence: drug_spend_week_1998).
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from scipy.special import gammaincinv

from simulate.arrays import FloatArray
from simulate.entitlement import PRICES, weekly
from simulate.relative_risk import partly

GRID = 4096
"""Points at which the mean is taken over the spread of offending."""


def other_income(propensity_offences: FloatArray, values: Mapping[str, float]) -> FloatArray:
    """Income besides benefit: (n,) pounds a week, mostly in step with offending."""
    return values["income.other"] * partly(propensity_offences, share=values["income.by_offending"])


def benefit_share(benefit: FloatArray, other: FloatArray) -> FloatArray:
    """Share of all income that the benefit is: (n,) in 0..1."""
    share: FloatArray = benefit / (benefit + other)
    return share


def mean_share(values: Mapping[str, float]) -> float:
    """Mean of that share over the published population: ages by band, offending by its gamma spread."""
    return _mean_share(
        values[f"benefits.under_25_{PRICES}"], values[f"benefits.from_25_{PRICES}"], values["population.under_25"],
        values["income.other"], values["income.by_offending"], values["offences.shape"],
    )  # fmt: skip


@lru_cache(maxsize=64)
def _mean_share(
    young: float, older: float, share_young: float, other: float, by_offending: float, shape: float
) -> float:
    spread = gammaincinv(shape, (np.arange(GRID) + 0.5) / GRID)
    beside = other * partly(spread / spread.mean(), share=by_offending)
    return float(
        share_young * (young / (young + beside)).mean() + (1 - share_young) * (older / (older + beside)).mean()
    )


def bite(age: FloatArray, propensity_offences: FloatArray, values: Mapping[str, float]) -> FloatArray:
    """How hard the loss bites, against the mean: (n,) float64 with mean 1 over the published population."""
    share = benefit_share(weekly("JSA", age, values), other_income(propensity_offences, values))
    return share / mean_share(values)
