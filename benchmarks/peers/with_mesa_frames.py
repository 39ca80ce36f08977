"""mesa-frames: an AgentSetPolars in a ModelDF; each week is native Polars expressions over the whole set.

The luck is a column drawn with the model's own generator, written with the set's own indexing. The states after the
week are one chain of conditions, so that at most one thing happens to anybody.
"""

from typing import Any

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from benchmarks.peers.common import EVENTS, STATES, Counts, Live, Work, after, counted, hazards, opening


class Claimants(AgentSetPolars):
    """All claimants; the dead stay in the set."""

    agents: Any

    def __init__(self, model: ModelDF, work: Work) -> None:
        super().__init__(model)
        self += pl.DataFrame(
            {"unique_id": np.arange(work.claimants, dtype=np.int64), "state": opening(work.claimants)},
        )
        self.after_week = _after_week(work)

    def step(self) -> None:
        """Live one week."""
        luck = pl.Series("luck", self.model.random.random(len(self), dtype=np.float32))
        self.agents = self.agents.with_columns(luck).with_columns(state=self.after_week)


def _after_week(work: Work) -> pl.Expr:
    """The state after a week, of the state and the luck: the first running total of chances beyond the luck."""
    rates, to = hazards(work.rates), after()
    total = rates.sum(axis=1, keepdims=True)
    shared = np.divide(rates, total, out=np.zeros_like(rates), where=total > 0)
    upto = (shared * -np.expm1(-total)).cumsum(axis=1)
    state, luck = pl.col("state"), pl.col("luck")
    found = state
    for at in range(STATES):
        new = pl.lit(at, pl.UInt8)
        for event in reversed(range(len(EVENTS))):
            if rates[at, event]:
                new = pl.when(luck < upto[at, event]).then(pl.lit(int(to[at, event]), pl.UInt8)).otherwise(new)
        found = pl.when(state == at).then(new).otherwise(found)
    return found


class Scheme(ModelDF):
    """The six hazards."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.random = np.random.default_rng(work.seed)
        self.agents += Claimants(self, work)

    def step(self) -> None:
        """Live one week."""
        self.agents.do("step")


def mesa_frames(work: Work) -> Live:
    """Make the model and its set."""
    model = Scheme(work)

    def live() -> Counts:
        for _ in range(work.weeks):
            model.step()
        (claimants,) = model.agents._agentsets
        return counted(claimants.agents["state"].to_numpy())

    return live
