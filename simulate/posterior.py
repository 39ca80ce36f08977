"""Draws from a posterior: its rows, resampled by weight, and what it says nothing of drawn as ever.

A belief is laid over: what it sets is taken from its own distribution, at the rank that the row has in the posterior,
so that under another belief the same draw is as high or as low. Parameters that the file does not hold are drawn from
their distributions, whatever the row.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from scenarios.beliefs import Belief, apply_belief
from scenarios.parameters import Parameters
from scenarios.posterior import Posterior
from simulate.arrays import FloatArray, IntArray
from simulate.draws import at_ranks, batch_seed, ranks, uncertain


def given(
    posterior: Posterior, parameters: Parameters, *, draws: int, seed: int, beliefs: tuple[Belief, ...] = (),
    batch: int = 0,
) -> tuple[dict[str, float], ...]:  # fmt: skip
    """Values of the uncertain parameters in model units by draw, those of the first belief first: `Plan.given`.

    batch: draws of a batch, each resampled and drawn anew; 0 where all draws are one. A single draw is possible where
    the posterior has a single row, and leaves the rest at its central values. Raises InputError as `apply_belief`,
    ValueError as `parameter_draws`, and where a single draw is asked of several rows.
    """
    if draws == 1 and len(posterior.rows) > 1:
        raise ValueError("one draw means central values, and a posterior of several rows has none")
    size = batch or draws
    seeds = [batch_seed(seed, index) for index in range(-(-draws // size))]
    rows = np.concatenate([resampled(posterior.weights, draws=size, seed=one) for one in seeds])[:draws]
    return _values(posterior, parameters, rows=rows, seeds=seeds, size=size, beliefs=beliefs)


def _values(
    posterior: Posterior, parameters: Parameters, *, rows: IntArray, seeds: Sequence[int], size: int,
    beliefs: tuple[Belief, ...],
) -> tuple[dict[str, float], ...]:  # fmt: skip
    """`given`, of rows. rows: (draws,). seeds: of each batch of so many draws."""
    draws = len(rows)
    believed = [(apply_belief(parameters, one), frozenset(one.settings)) for one in beliefs]
    made = []
    for prior, sets in believed or [(parameters, frozenset())]:
        places = [ranks(prior, draws=min(size, draws - at * size), seed=one) for at, one in enumerate(seeds)]
        drawn = {name: np.concatenate([one[name] for one in places]) for name in uncertain(prior)}
        made.append(_under(posterior, prior, sets, rows, {} if draws == 1 else drawn))
    return tuple(one for of in made for one in of)


def more_given(
    posterior: Posterior, parameters: Parameters, *, have: int, draws: int, seed: int,
    beliefs: tuple[Belief, ...] = (), batch: int = 0,
) -> tuple[dict[str, float], ...]:  # fmt: skip
    """Values of the draws after the first `have` of so many: a sample of rows of its own, the rest drawn on as ever."""
    every = given(posterior, parameters, draws=draws, seed=seed, beliefs=beliefs, batch=batch)
    if not batch:
        rows = resampled(posterior.weights, draws=draws - have, seed=batch_seed(seed, have))
        every = _values(posterior, parameters, rows=np.concatenate([np.zeros(have, np.int64), rows]), seeds=[seed],
            size=draws, beliefs=beliefs)  # fmt: skip
    return tuple(one for first in range(0, len(every), draws) for one in every[first + have : first + draws])


def _under(
    posterior: Posterior, prior: Parameters, sets: Collection[str], rows: IntArray, drawn: Mapping[str, FloatArray]
) -> list[dict[str, float]]:
    """Values by draw under one belief. sets: what it sets. rows: (draws,). drawn: ranks of what the file leaves open;
    without any, that is central.
    """
    columns = dict(zip(posterior.names, posterior.rows.T, strict=True))
    learnt = {
        name: prior.quantities[name].to_model(1.0) * column[rows]
        for name, column in columns.items()
        if name not in sets
    }
    others = {name: rank for name, rank in drawn.items() if name not in learnt}
    for name in columns.keys() & others.keys():
        others[name] = standing(columns[name], posterior.weights)[rows]
    values = at_ranks(prior, others) if others else (prior.values(),) * len(rows)
    return [
        {name: of[name] for name in others} | {name: float(column[draw]) for name, column in learnt.items()}
        for draw, of in enumerate(values)
    ]


def resampled(weights: FloatArray, *, draws: int, seed: int) -> IntArray:
    """Rows by weight, systematically: each as often as its weight says, to within one: (draws,), in mixed order."""
    rng = np.random.default_rng([seed, draws])
    ends = np.cumsum(weights)
    at = (np.arange(draws) + rng.random()) / draws * ends[-1]
    rows = np.minimum(np.searchsorted(ends, at, side="right"), np.flatnonzero(weights)[-1])
    # Neighbours in the file are often alike, and whoever reads a part of the draws must not have a part of the file.
    return rng.permutation(rows).astype(np.int64)


def standing(column: FloatArray, weights: FloatArray) -> FloatArray:
    """The rank of each row among all, by weight: (rows,) in (0, 1), the same for equal values."""
    values, of = np.unique(column, return_inverse=True)
    share = np.bincount(of, weights=weights, minlength=len(values))
    below = np.cumsum(share) - share
    return np.asarray((below + share / 2) / share.sum())[of]
