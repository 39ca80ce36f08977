"""Fitting a surface to its runs: a Gaussian process for each outcome, and its error at points it was not fitted to.

Scikit-learn finds how smooth each outcome is along each coordinate. The error is that of leaving out, of each group of
points that share effects and luck, the whole group: in closed form, with the smoothness held as it was found.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from results.gather import Gathered, least_chance, paired
from results.outcome import Outcome
from results.outcomes import HEADLINE
from results.surface.design import EFFECTS, LEVERS, UNKNOWNS, Planned
from results.surface.scale import contested
from results.surface.surface import Shape
from simulate.arrays import FloatArray, IntArray

SHORTEST, LONGEST = 0.5, 100.0
"""Bounds of the lengths over which an outcome bends; the range of a coordinate is about 2.6."""


@dataclass(frozen=True, slots=True)
class Data:
    """What was run. x: (points, effects and levers), coordinates. y: (points, outcomes), paired differences. group:
    (points,), points of one group share effects and luck. base: (outcomes,), mean level under the base with every
    parameter drawn.
    """

    x: FloatArray
    y: FloatArray
    group: IntArray
    base: FloatArray


def gathered_data(planned: Planned, gathered: Mapping[str, Gathered]) -> Data:
    """The points of the runs of effects and of levers. gathered: by the name of the run."""
    levers = len(planned.movable)
    x, y, group = [], [], []
    for name in (EFFECTS, LEVERS):
        if name not in planned.plans:
            continue
        plan, of = planned.plans[name], gathered[name]
        scales = contested(plan.parameters)
        effects = np.array([[one.coordinate(values[one.name]) for one in scales] for values in plan.given[: of.draws]])
        for index in range(1, len(of.scenarios)):
            setting = [planned.at(one, index if name == LEVERS else 0) for one in planned.movable]
            x.append(np.hstack([effects, np.tile(np.array(setting).reshape(1, levers), (len(effects), 1))]))
            y.append(differences(of, index))
            group.append(np.arange(len(effects)) + (0 if name == EFFECTS else 100_000))
    base = np.array([gathered[UNKNOWNS].arrays[one.name][0].mean() for one in HEADLINE])
    return Data(np.vstack(x), np.vstack(y), np.concatenate(group), base)


def differences(of: Gathered, index: int) -> FloatArray:
    """Paired differences of the headline outcomes: (draws, outcomes)."""
    chanceless = [least_chance(of, one.name) for one in HEADLINE]
    return np.column_stack([paired(one[0], one[index])[:, 0] for one in chanceless])


def fit(data: Data) -> tuple[Shape, ...]:
    """A shape for each headline outcome, which knows nothing yet of what else is not known."""
    return tuple(_shape(one, data, at) for at, one in enumerate(HEADLINE))


def _shape(outcome: Outcome, data: Data, at: int) -> Shape:
    x, y = data.x, data.y[:, at]
    middle, size = float(y.mean()), float(y.std()) or 1.0
    found = _process(x, (y - middle) / size)
    bells, linear, noise = (found[name] for name in ("bells", "linear", "noise"))
    covariance = bells["height"] * _bells(x, x, bells["lengths"]) + linear * (1 + x @ x.T)
    precision = np.linalg.inv(covariance + noise * np.eye(len(x)))
    weights = precision @ ((y - middle) / size)
    missed = _left_out(precision, weights, data.group) * size
    return Shape(
        outcome=outcome.name, label=outcome.label, noun=outcome.noun, unit=outcome.unit, countable=outcome.countable,
        base=float(data.base[at]), constant=middle + size * linear * float(weights.sum()),
        slopes=size * linear * (x.T @ weights), height=size * bells["height"], lengths=bells["lengths"],
        weights=weights, error=float(np.sqrt((missed**2).mean())), shift=0.0, spread=0.0,
    )  # fmt: skip


def _process(x: FloatArray, y: FloatArray) -> dict[str, Any]:
    """How smooth it is along each coordinate, how steep, how noisy."""
    from results.paper.extras import need

    need("sklearn", "--prepare", extra="app")
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel

    bells = ConstantKernel(1.0, (1e-3, 1e3)) * RBF(np.full(x.shape[1], 6.0), (SHORTEST, LONGEST))
    linear = ConstantKernel(0.1, (1e-5, 1e2)) * DotProduct(1.0, sigma_0_bounds="fixed")
    with warnings.catch_warnings():
        # A coordinate that does nothing has no length: it ends at the bound.
        warnings.simplefilter("ignore")
        made = GaussianProcessRegressor(bells + linear + WhiteKernel(0.05, (1e-5, 2.0))).fit(x, y)
    kernel = made.kernel_
    return {
        "bells": {"height": float(kernel.k1.k1.k1.constant_value), "lengths": np.array(kernel.k1.k1.k2.length_scale)},
        "linear": float(kernel.k1.k2.k1.constant_value),
        "noise": float(kernel.k2.noise_level),
    }


def _bells(a: FloatArray, b: FloatArray, lengths: FloatArray) -> FloatArray:
    a, b = a / lengths, b / lengths
    far = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    return np.asarray(np.exp(-0.5 * np.maximum(far, 0.0)))


def _left_out(precision: FloatArray, weights: FloatArray, group: IntArray) -> FloatArray:
    """What each point is missed by when its group is left out: (points,)."""
    missed = np.empty(len(weights))
    for one in np.unique(group):
        of = np.flatnonzero(group == one)
        missed[of] = np.linalg.solve(precision[np.ix_(of, of)], weights[of])
    return missed


def unknowns(planned: Planned, gathered: Gathered) -> tuple[FloatArray, FloatArray]:
    """Coordinates of the effects, and differences, where every parameter was drawn: (draws, effects), (draws,
    outcomes).
    """
    plan = planned.plans[UNKNOWNS]
    scales = contested(plan.parameters)
    x = np.array([[one.coordinate(values[one.name]) for one in scales] for values in plan.values()[: gathered.draws]])
    setting = [planned.at(one, 0) for one in planned.movable]
    return np.hstack([x, np.tile(np.array(setting).reshape(1, -1), (len(x), 1))]), differences(gathered, 1)
