"""The Poisson quantile, vectorised: the same uniform gives more events under a higher intensity, never fewer."""

import numpy as np
from scipy.special import ndtri, pdtr

from simulate.arrays import FloatArray, IntArray

SMALL = 12.0
"""Below this mean the distribution is summed term by term, above it searched for from a normal start."""
NEAR, FAR = 0.15, 3.0
"""How close to a step of the distribution, or how far out, the start is not trusted; its error is below 0.08."""


def quantile(u: FloatArray, mean: FloatArray) -> IntArray:
    """Smallest k with P(N <= k) >= u for N ~ Poisson(mean): (n,) int64.

    u: (n,) in (0, 1). mean: (n,) >= 0. Exact but for the rounding of double precision.
    """
    k = np.zeros(len(u), np.int64)
    few = np.flatnonzero((mean < SMALL) & (u > np.exp(-mean)))
    k[few] = _by_terms(u[few], mean[few])
    many = np.flatnonzero(mean >= SMALL)
    k[many] = _by_search(u[many], mean[many])
    return k


def _by_terms(u: FloatArray, mean: FloatArray) -> IntArray:
    k = np.zeros(len(u), np.int64)
    active = np.arange(len(u))
    term = np.exp(-mean)
    below = term.copy()
    step = 0
    while len(active):
        step += 1
        term = term * mean / step
        below = below + term
        k[active] = step
        going = (below < u) & (term > 0)
        active, u, mean, term, below = active[going], u[going], mean[going], term[going], below[going]
    return k


def _by_search(u: FloatArray, mean: FloatArray) -> IntArray:
    """From a Cornish-Fisher start, which is nearly always right; where it may not be, the distribution is asked."""
    z, root = ndtri(u), np.sqrt(mean)
    start = mean + z * root + (z * z - 1) / 6 + (z - z**3) / (72 * root) - 0.5
    k: FloatArray = np.maximum(np.ceil(start), 0.0)
    over = k - start
    unsure = np.flatnonzero((over < NEAR) | (over > 1 - NEAR) | (np.abs(z) > FAR))
    k[unsure] = _settled(k[unsure], u[unsure], mean[unsure])
    return k.astype(np.int64)


def _settled(k: FloatArray, u: FloatArray, mean: FloatArray) -> FloatArray:
    """The quantile itself, from a start near it: (n,)."""
    low = np.flatnonzero(pdtr(k, mean) < u)
    while len(low):
        k[low] += 1
        low = low[pdtr(k[low], mean[low]) < u[low]]
    high = np.flatnonzero(k > 0)
    high = high[pdtr(k[high] - 1, mean[high]) >= u[high]]
    while len(high):
        k[high] -= 1
        high = high[k[high] > 0]
        high = high[pdtr(k[high] - 1, mean[high]) >= u[high]]
    return k
