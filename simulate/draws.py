"""Draws of the parameters from their distributions, correlated where the evidence says so.

One draw means central values. More are a scrambled Sobol sequence through a Gaussian copula, so a few cover the
ranges evenly. Ratios are log-normal with low-high as the 5th to 95th percentile, probabilities beta, as the evidence
recommends.
"""

import math
from collections.abc import Callable, Mapping
from hashlib import blake2b

import numpy as np
from scipy import optimize, special
from scipy.stats import qmc

from scenarios.parameters import Distribution, Parameters, Quantity
from simulate.arrays import FloatArray

TAIL = 0.05
"""low and high are this percentile and its mirror image."""
LIGHTEST, HEAVIEST, STEPS = 2.0, 1e5, 400
"""Weights of beta distributions (the sum of their two parameters) among which the one that fits is looked for."""


def parameter_draws(parameters: Parameters, *, draws: int, seed: int) -> tuple[dict[str, float], ...]:
    """Parameter values of each draw, 'group.name' -> value in weeks and per week.

    draws: 1 gives the central values; more give that many draws from the distributions, of which the first are the
    same however many there are. Raises ValueError when the correlations asked for make no correlation matrix.
    """
    if draws == 1:
        return (parameters.values(),)
    return at_ranks(parameters, ranks(parameters, draws=draws, seed=seed))


def batched_draws(parameters: Parameters, *, draws: int, seed: int, batch: int) -> tuple[dict[str, float], ...]:
    """As `parameter_draws`, each `batch` of them scrambled on its own, so that the means of batches are independent."""
    sizes = [min(batch, draws - first) for first in range(0, draws, batch)]
    made = [ranks(parameters, draws=size, seed=batch_seed(seed, index)) for index, size in enumerate(sizes)]
    return at_ranks(parameters, {name: np.concatenate([one[name] for one in made]) for name in made[0]})


def batch_seed(seed: int, batch: int) -> int:
    """The seed of a batch, of 63 bits; the first has that of the run."""
    if batch == 0:
        return seed
    return int.from_bytes(blake2b(f"{seed}/batch {batch}".encode(), digest_size=8).digest()) >> 1


def uncertain(parameters: Parameters) -> list[str]:
    """The quantities that have a distribution, in the order of the file."""
    return [name for name, quantity in parameters.quantities.items() if quantity.distribution is not None]


def ranks(parameters: Parameters, *, draws: int, seed: int) -> dict[str, FloatArray]:
    """Where in its distribution each draw of each uncertain quantity lies: name -> (draws,) in (0, 1), correlated.

    A draw from a single draw too, and never the central values. Raises ValueError as `parameter_draws`.
    """
    spread = uncertain(parameters)
    whole = int(np.ceil(np.log2(draws)))
    uniform = qmc.Sobol(len(spread), rng=np.random.default_rng(seed)).random_base2(whole)[:draws]
    mixed = _mixed(special.ndtri(np.clip(uniform, 1e-12, 1 - 1e-12)), _mixing(parameters, spread))
    return dict(zip(spread, np.ascontiguousarray(special.ndtr(mixed).T), strict=True))


def at_ranks(parameters: Parameters, of: Mapping[str, FloatArray]) -> tuple[dict[str, float], ...]:
    """Values of every parameter by draw, as `parameter_draws`. of: name -> rank of each draw; others are central."""
    table = {
        name: parameters.quantities[name].to_model(1.0) * quantiles(parameters.quantities[name], rank)
        for name, rank in of.items()
    }
    central = parameters.values()
    draws = len(next(iter(of.values())))
    return tuple(central | {name: float(values[draw]) for name, values in table.items()} for draw in range(draws))


def _mixing(parameters: Parameters, names: list[str]) -> FloatArray:
    """Lower triangle that gives independent normals the correlations asked for: (names, names)."""
    matrix = np.eye(len(names))
    for correlation in parameters.correlations:
        among = [names.index(name) for name in correlation.among]
        for a in among:
            for b in among:
                if a != b:
                    # A rank correlation, as the normal copula has it.
                    matrix[a, b] = 2 * np.sin(np.pi * correlation.value / 6)
    # Column by column: a library's factors round differently with the number of threads or the kind of processor.
    lower = np.zeros_like(matrix)
    for j in range(len(matrix)):
        if matrix[j, j] <= 0:
            raise ValueError(f"{parameters.file}: the correlations make no positive definite matrix")
        lower[j:, j] = matrix[j:, j] / np.sqrt(matrix[j, j])
        if lower[j + 1 :, j].any():
            matrix[j + 1 :, j + 1 :] -= np.multiply.outer(lower[j + 1 :, j], lower[j + 1 :, j])
    return lower


def _mixed(normals: FloatArray, mixing: FloatArray) -> FloatArray:
    """Normals with the correlations of the mixing, summed term by term for the same reason: (draws, names)."""
    mixed = np.zeros_like(normals)
    for i, j in zip(*np.nonzero(mixing), strict=True):
        mixed[:, i] += mixing[i, j] * normals[:, j]
    return mixed


def quantiles(quantity: Quantity, rank: FloatArray) -> FloatArray:
    """Quantiles of a quantity's distribution in the unit of its row: (n,).

    rank: (n,) in (0, 1).
    """
    spread = quantity.distribution
    if spread is None:
        return np.full(len(rank), quantity.value)
    return _KINDS[spread.kind](spread, quantity.value, rank)


def _uniform(spread: Distribution, value: float, rank: FloatArray) -> FloatArray:
    return spread.low + (spread.high - spread.low) * rank


def _normal(spread: Distribution, value: float, rank: FloatArray) -> FloatArray:
    middle, half = (spread.low + spread.high) / 2, (spread.high - spread.low) / 2
    return middle + half * special.ndtri(rank) / special.ndtri(1 - TAIL)


def _lognormal(spread: Distribution, value: float, rank: FloatArray) -> FloatArray:
    low, high = math.log(spread.low), math.log(spread.high)
    middle, half = (low + high) / 2, (high - low) / 2
    return _exp(middle + half * special.ndtri(rank) / special.ndtri(1 - TAIL))


def _exp(x: FloatArray) -> FloatArray:
    """The C library's exponential, as NumPy's own rounds differently on processors of another width."""
    return np.array([math.exp(one) for one in np.ravel(x)]).reshape(np.shape(x))


def _beta(spread: Distribution, value: float, rank: FloatArray) -> FloatArray:
    """The mean is the row's value; the weight is what puts the 95th percentile at `high`."""

    def excesses(log_weights: FloatArray) -> FloatArray:
        weights = _exp(log_weights)
        return np.asarray(special.betaincinv(weights * value, weights * (1 - value), 1 - TAIL) - spread.high)

    def excess(log_weight: float) -> float:
        return float(excesses(np.array(log_weight)))

    light, heavy = math.log(LIGHTEST), math.log(HEAVIEST)
    if excess(light) < 0:
        # Small means: a light weight leaves nearly all at 0, so the percentile rises before it falls. Begin at its top.
        tried = np.linspace(light, heavy, STEPS)
        light = float(tried[np.argmax(excesses(tried))])
    if excess(light) < 0 or excess(heavy) > 0:
        raise ValueError(f"no beta distribution has the mean {value:g} and the 95th percentile {spread.high:g}")
    weight = math.exp(optimize.brentq(excess, light, heavy))
    return special.betaincinv(weight * value, weight * (1 - value), rank)


_KINDS: dict[str, Callable[[Distribution, float, FloatArray], FloatArray]] = {
    "uniform": _uniform,
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": _beta,
}
