"""Whether the machinery finds what is there: simulation-based calibration.

Truths are drawn from the prior, figures made from them with the errors that are believed, and the fit done again to
each. If it is right the rank of the truth among the draws is uniform, and an interval of 95% holds it 95 times in 100
(Talts and others 2018). On the emulator without its processes of residuals, so that hundreds of fits take minutes.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from calibration.chain import whole_chain
from calibration.emulator import Emulator
from calibration.likelihood import Apart, Normal, normal
from simulate.arrays import FloatArray, IntArray

RANKED = 79
"""Draws a truth is ranked among: of 80 ranks exactly 50%, 80% and 95% lie inside the intervals of these levels."""
LEVELS = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class Recovered:
    """Ranks of truths among so many draws each: (truths, dimensions), 0 to RANKED."""

    ranks: IntArray

    def uniform(self, *, bins: int = 8) -> FloatArray:
        """Probability of ranks as uneven as these, for each dimension: (dimensions,)."""
        counts = np.stack([np.bincount(column * bins // (RANKED + 1), minlength=bins) for column in self.ranks.T])
        return np.asarray(stats.chisquare(counts, axis=1).pvalue)

    def covered(self, level: float) -> float:
        """Share of truths inside the central interval of a level, over all dimensions."""
        place = (self.ranks + 0.5) / (RANKED + 1)
        return float(np.mean(np.abs(place - 0.5) <= level / 2))


def recover(
    emulator: Emulator, apart: Apart, dimensions: int, *, truths: int, steps: int, seed: int, shrunk: float = 1.0
) -> Recovered:
    """Fit to figures made from known truths.

    shrunk: what the fit takes the standard deviations to be, over what they are: 1 where it is right.
    """
    rng = np.random.default_rng(seed)
    smooth = emulator.rough
    covariance = apart.covariance(emulator.off)
    root = np.linalg.cholesky(covariance)
    ranks = np.zeros((truths, dimensions), np.int64)
    for i in range(truths):
        truth = rng.standard_normal(dimensions)
        figures = smooth(truth[None])[0] + apart.shift + root @ rng.standard_normal(len(root))
        believed = Apart(figures, apart.variance * shrunk**2, apart.shift, apart.rest * shrunk**2)
        likely = normal(believed, emulator.off * shrunk)

        def density(scores: FloatArray, likely: Normal = likely) -> FloatArray:
            return np.asarray(likely(smooth(scores)) - 0.5 * (scores**2).sum(1))

        begin = rng.standard_normal((8 * dimensions, dimensions))
        ranks[i] = _ranks(whole_chain(density, begin, steps=steps, seed=seed + i), truth)
    return Recovered(ranks)


def _ranks(chain: FloatArray, truth: FloatArray) -> IntArray:
    """Rank of the truth among evenly spread draws of the second half of a chain: (dimensions,)."""
    flat = chain[len(chain) // 2 :].reshape(-1, chain.shape[2])
    some = flat[np.linspace(0, len(flat) - 1, RANKED).astype(int)]
    return np.asarray((some < truth).sum(axis=0), np.int64)
