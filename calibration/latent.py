"""Parameters as normal scores: where a value lies in its prior, so that every prior is the same.

The score of a parameter is the normal quantile of its rank in its distribution in `parameters.yaml`; under the prior
scores are independent standard normals.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special
from scipy.stats import qmc

from scenarios.parameters import Parameters
from simulate.arrays import FloatArray
from simulate.draws import quantiles, ranks, uncertain

CONTESTED = "contested."
FURTHEST = 4.5
"""Scores beyond this are not asked about: one in 150,000 under the prior."""


@dataclass(frozen=True)
class Space:
    """The parameters that are fitted, in order; all others stay as they are."""

    names: tuple[str, ...]
    parameters: Parameters

    def own(self, scores: FloatArray) -> FloatArray:
        """Values in the units of parameters.yaml: (n, names). scores: the same shape."""
        rank = special.ndtr(np.clip(scores, -FURTHEST, FURTHEST))
        quantities = self.parameters.quantities
        columns = [quantiles(quantities[name], rank[:, i]) for i, name in enumerate(self.names)]
        return np.stack(columns, axis=1) if columns else np.zeros((len(scores), 0))

    def values(self, scores: FloatArray, others: tuple[Mapping[str, float], ...] = ()) -> tuple[dict[str, float], ...]:
        """Every parameter of the model at each point, in model units.

        others: what those that are not fitted are at each point; central where nothing is given.
        """
        central, quantities = self.parameters.values(), self.parameters.quantities
        factors = [quantities[name].to_model(1.0) for name in self.names]
        own = self.own(scores) * np.array(factors)
        return tuple(
            central | dict(others[i] if others else {}) | {n: float(v) for n, v in zip(self.names, row, strict=True)}
            for i, row in enumerate(own)
        )


def fittable(parameters: Parameters) -> tuple[str, ...]:
    """What may be fitted: uncertain, and not argued about."""
    return tuple(name for name in uncertain(parameters) if not name.startswith(CONTESTED))


def prior_scores(dimensions: int, *, points: int, seed: int) -> FloatArray:
    """A scrambled Sobol sample of the prior: (points, dimensions)."""
    whole = int(np.ceil(np.log2(max(points, 2))))
    uniform = qmc.Sobol(dimensions, rng=np.random.default_rng(seed)).random_base2(whole)[:points]
    return np.asarray(special.ndtri(np.clip(uniform, 1e-9, 1 - 1e-9)))


def all_scores(parameters: Parameters, *, points: int, seed: int) -> dict[str, FloatArray]:
    """A sample of the prior of everything uncertain, contested effects with their correlations: name -> (points,)."""
    return {name: np.asarray(special.ndtri(rank)) for name, rank in ranks(parameters, draws=points, seed=seed).items()}
