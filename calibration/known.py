"""What the data tell of the parameters, and what they never touch."""

from dataclasses import dataclass

import numpy as np

from calibration.fit import Fitted
from simulate.arrays import FloatArray

TOUCHED = 0.9
"""Of a parameter whose posterior is wider than this share of its prior, the data say nothing worth mentioning."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a parameter. mean, spread: of its score, 0 and 1 under the prior. low, middle, high: in its
    unit, the 5th, 50th and 95th percentile. strongest: target that it moves most, and by how many of its tolerances.
    """

    name: str
    mean: float
    spread: float
    low: float
    middle: float
    high: float
    strongest: str


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of the scores. spread: posterior over prior. parts: its largest components."""

    spread: float
    parts: tuple[tuple[str, float], ...]


def moments(scores: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and covariance of weighed draws."""
    mean = weights @ scores / weights.sum()
    off = scores - mean
    return np.asarray(mean), np.asarray((off * weights[:, None]).T @ off / weights.sum())


def known(fitted: Fitted) -> tuple[Known, ...]:
    """What is known of each parameter that was fitted, the best known first."""
    mean, covariance = moments(fitted.scores, fitted.weights)
    own = fitted.space.own(fitted.scores)
    names = [one.name for one in fitted.targets if one.given.use == "fit"]
    spread = np.array([np.hypot(one.error, one.discrepancy) for one in fitted.targets if one.given.use == "fit"])
    found = []
    for i, name in enumerate(fitted.space.names):
        low, middle, high = weighed_quantiles(own[:, i], fitted.weights, (0.05, 0.5, 0.95))
        moved = fitted.strength[name] / spread
        most = int(np.argmax(np.abs(moved)))
        found.append(
            Known(
                name, float(mean[i]), float(np.sqrt(covariance[i, i])), low, middle, high,
                f"{names[most]} ({moved[most]:+.2f})",
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.spread))


def directions(fitted: Fitted, *, parts: int = 4) -> tuple[Direction, ...]:
    """Principal directions of the posterior, the best known first."""
    _, covariance = moments(fitted.scores, fitted.weights)
    values, vectors = np.linalg.eigh(covariance)
    return tuple(
        Direction(
            float(np.sqrt(max(value, 0.0))),
            tuple((fitted.space.names[j], float(vector[j])) for j in np.argsort(-np.abs(vector))[:parts]),
        )
        for value, vector in zip(values, vectors.T, strict=True)
    )


def weighed_quantiles(column: FloatArray, weights: FloatArray, at: tuple[float, ...]) -> tuple[float, ...]:
    """Quantiles of weighed draws."""
    order = np.argsort(column)
    ends = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    return tuple(float(one) for one in np.interp(at, ends, column[order]))
