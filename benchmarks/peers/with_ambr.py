"""AMBER (ambr): one Polars table of agents, read and written a whole column at a time in `step_vectorized`.

As its guide advises for many agents: bulk reads with `agents.numpy`, bulk writes with `agents.set`, the model's own
generator; the dead stay in the table.
"""

import ambr as am
import numpy as np

from benchmarks.peers.common import Counts, Live, Work, after, counted, hazards, opening


class Scheme(am.Model):
    """The six hazards."""

    def __init__(self, work: Work) -> None:
        super().__init__({"n": work.claimants, "steps": work.weeks, "seed": work.seed, "show_progress": False})
        rates = hazards(work.rates)
        self.chance = -np.expm1(-rates.sum(axis=1)).astype(np.float32)
        self.upto, self.to = rates.cumsum(axis=1), after().astype(np.int64)

    def setup(self) -> None:
        """Make the table."""
        self.add_agents(self.p["n"], state=opening(self.p["n"]).astype(np.int64))

    def step_vectorized(self) -> None:
        """Live one week: at most one thing happens to anybody."""
        state = self.agents.numpy("state")
        struck = np.flatnonzero(self.rng.random(len(state), dtype=np.float32) < self.chance[state])
        at = state[struck]
        upto = self.upto[at]
        event = (self.rng.random((len(at), 1)) * upto[:, -1:] >= upto).sum(axis=1)
        new = state.copy()
        new[struck] = self.to[at, event]
        self.agents.set(state=new)


def ambr(work: Work) -> Live:
    """Make the model and its table."""
    model = Scheme(work)
    model.run(steps=0)  # its set-up alone

    def live() -> Counts:
        model.cpu(mode="vectorized").run()
        return counted(model.agents.numpy("state"))

    return live
