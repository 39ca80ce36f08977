"""Plain NumPy, in weekly steps over whole arrays: what one writes without a framework.

Two versions. `table` looks up the chance of each claimant's state every week, as a model does whose chances may
change from week to week. `kept` holds the chance of each claimant and renews it only where something happened, which
is right only as long as nothing but a claimant's own events moves his or her chances.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.common import Counts, Live, Work, after, counted, hazards, opening


class _Weekly:
    """States, chances and luck. state: (claimants,) intp, as NumPy takes indices; uniform: (claimants,) float32."""

    def __init__(self, work: Work) -> None:
        rates = hazards(work.rates)
        total = rates.sum(axis=1)
        self.weeks, self.rng = work.weeks, np.random.default_rng(work.seed)
        self.state = opening(work.claimants).astype(np.intp)
        self.chance = -np.expm1(-total).astype(np.float32)
        self.upto, self.to = rates.cumsum(axis=1), after().astype(np.intp)
        self.uniform, self.here = np.empty((2, work.claimants), np.float32)

    def happen(self, struck: NDArray[np.intp]) -> NDArray[np.intp]:
        """Which event has struck, in proportion to the hazards, and what follows: the new states, (struck,)."""
        at = self.state[struck]
        upto = self.upto[at]
        event = (self.rng.random((len(at), 1)) * upto[:, -1:] >= upto).sum(axis=1)
        new: NDArray[np.intp] = self.to[at, event]
        self.state[struck] = new
        return new


def table(work: Work) -> Live:
    """Set up, chances looked up every week."""
    model = _Weekly(work)

    def live() -> Counts:
        for _ in range(model.weeks):
            model.rng.random(dtype=np.float32, out=model.uniform)
            np.take(model.chance, model.state, out=model.here, mode="clip")
            model.happen(np.flatnonzero(model.uniform < model.here))
        return counted(model.state)

    return live


def kept(work: Work) -> Live:
    """Set up, chances renewed only where something happened."""
    model = _Weekly(work)
    model.here[:] = model.chance[model.state]

    def live() -> Counts:
        for _ in range(model.weeks):
            model.rng.random(dtype=np.float32, out=model.uniform)
            struck = np.flatnonzero(model.uniform < model.here)
            model.here[struck] = model.chance[model.happen(struck)]
        return counted(model.state)

    return live
