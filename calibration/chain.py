"""Sampling a density over scores with emcee: an ensemble of walkers that steps by the differences between them."""

from collections.abc import Callable

import emcee
import numpy as np

from calibration.latent import FURTHEST
from simulate.arrays import FloatArray

Density = Callable[[FloatArray], FloatArray]
WALKERS = 4
"""Walkers for each dimension."""


def sample(density: Density, begin: FloatArray, *, steps: int, seed: int, keep: int) -> FloatArray:
    """Points of a density: (keep, dimensions).

    density: log density, (n,) at (n, dimensions). begin: (n, dimensions), as many walkers as are needed begin at the
    first. The first half of the steps is thrown away, and the rest thinned evenly.
    """
    chain = whole_chain(density, begin, steps=steps, seed=seed)
    flat = chain[len(chain) // 2 :].reshape(-1, chain.shape[2])
    return np.asarray(flat[np.linspace(0, len(flat) - 1, keep).astype(int)])


def whole_chain(density: Density, begin: FloatArray, *, steps: int, seed: int) -> FloatArray:
    """Every step of every walker: (steps, walkers, dimensions). As `sample`."""
    dimensions = begin.shape[1]
    walkers = max(WALKERS * dimensions, 16)
    rng = np.random.default_rng(seed)
    start = np.resize(begin, (walkers, dimensions)) if len(begin) < walkers else begin[:walkers]
    # Walkers must not begin at one point, nor in a plane.
    start = np.clip(start + 1e-2 * rng.standard_normal(start.shape), -FURTHEST + 0.1, FURTHEST - 0.1)

    def inside(scores: FloatArray) -> FloatArray:
        out = (np.abs(scores) > FURTHEST).any(axis=1)
        return np.where(out, -np.inf, density(np.clip(scores, -FURTHEST, FURTHEST)))

    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.DESnookerMove(), 0.2)]
    sampler = emcee.EnsembleSampler(walkers, dimensions, inside, moves=moves, vectorize=True)
    state = emcee.State(start, random_state=np.random.RandomState(seed).get_state())
    sampler.run_mcmc(state, steps)
    return np.asarray(sampler.get_chain())


def effective(chain: FloatArray) -> float:
    """Independent points that the second half of a chain is worth, for its worst dimension."""
    half = chain[len(chain) // 2 :]
    time = emcee.autocorr.integrated_time(half, quiet=True, tol=0)
    return float(half.shape[0] * half.shape[1] / np.max(time))
