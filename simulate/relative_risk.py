"""Relative risks with mean 1 over the published population, so that the table keeps the published average.

The centring uses the published share, never the sample at hand: a claimant's risk does not depend on who else there is.
"""

import numpy as np

from simulate.arrays import BoolArray, FloatArray


def of_trait(has: BoolArray, *, ratio: float, share: float) -> FloatArray:
    """Ratio of those with a trait against those without, centred on the share who have it: (n,) float64."""
    return np.where(has, ratio, 1.0) / (1 - share + share * ratio)


def children_at_home(*, male: float, of_men: float, of_women: float) -> float:
    """Published share of claimants with children at home."""
    return male * of_men + (1 - male) * of_women


def per_sd(score: FloatArray, *, ratio: float) -> FloatArray:
    """Ratio per standard deviation of a standard normal score, centred on its mean: (n,) float64."""
    spread = float(np.log(ratio))
    risk: FloatArray = np.exp(spread * score - spread**2 / 2)
    return risk


def partly(risk: FloatArray, *, share: float) -> FloatArray:
    """A spread of which only this share is felt; the mean stays 1: (n,) float64."""
    return 1 - share + share * risk
