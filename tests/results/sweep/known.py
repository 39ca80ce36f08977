"""Functions whose indices are known, with chance laid over them as replicates have it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from SALib.sample import morris, sobol
from scipy import stats

from simulate.arrays import FloatArray


@dataclass(frozen=True)
class Known:
    """A function of ranks in (0, 1) with its exact first-order and total shares."""

    name: str
    of: Callable[[FloatArray], FloatArray]
    first: tuple[float, ...]
    total: tuple[float, ...]
    spread: float
    """Standard deviation."""

    @property
    def factors(self) -> int:
        return len(self.first)


def _ishigami(ranks: FloatArray) -> FloatArray:
    x = (2 * ranks - 1) * np.pi
    return np.asarray(np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2)


_V1 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2
_V2 = 49 / 8
_V13 = 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
_V = _V1 + _V2 + _V13
ISHIGAMI = Known(
    "Ishigami", _ishigami, (_V1 / _V, _V2 / _V, 0.0), ((_V1 + _V13) / _V, _V2 / _V, _V13 / _V), float(np.sqrt(_V))
)

_A = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
_PART = (1 / 3) / (1 + _A) ** 2
_ALL = float(np.prod(1 + _PART) - 1)
G = Known(
    "G function",
    lambda ranks: np.asarray(np.prod((np.abs(4 * ranks - 2) + _A) / (1 + _A), axis=1)),
    tuple(_PART / _ALL),
    tuple(_PART * np.array([np.prod(1 + np.delete(_PART, i)) for i in range(len(_A))]) / _ALL),
    float(np.sqrt(_ALL)),
)

SLOPES = np.array([0.0, 1.0, -2.0, 4.0])
LINEAR = Known(
    "linear",
    lambda ranks: np.asarray(ranks @ SLOPES),
    *(tuple(SLOPES**2 / (SLOPES**2).sum()),) * 2,
    float(np.sqrt((SLOPES**2).sum() / 12)),
)
ALL = (ISHIGAMI, G, LINEAR)


def with_chance(figures: FloatArray, *, replicates: int, chance: float, rng: np.random.Generator) -> FloatArray:
    """(draws, replicates): luck all draws of a replicate share, and luck of its own, of this standard deviation."""
    shared = rng.normal(size=(1, replicates)) * chance
    return figures[:, None] + shared + rng.normal(size=(len(figures), replicates)) * chance


def problem(factors: int) -> dict[str, object]:
    return {"num_vars": factors, "names": [f"x{i}" for i in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def sobol_points(factors: int, points: int, rng: np.random.Generator) -> FloatArray:
    return np.asarray(sobol.sample(problem(factors), points, calc_second_order=False, seed=rng))


def morris_points(factors: int, trajectories: int, rng: np.random.Generator) -> FloatArray:
    return np.asarray(morris.sample(problem(factors), trajectories, num_levels=4, seed=rng))


def morris_truth(known: Known, trajectories: int = 60_000) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean size, mean and spread of the elementary effects on the grid of four levels, over every place it has."""
    levels, way = np.arange(4) / 3, 2 / 3
    others = np.array(np.meshgrid(*[levels] * (known.factors - 1), indexing="ij")).reshape(known.factors - 1, -1).T
    sizes, means, spreads = [], [], []
    for factor in range(known.factors):
        effects = []
        for start in (0.0, 1 / 3):
            low = np.insert(others, factor, start, axis=1)
            high = np.insert(others, factor, start + way, axis=1)
            effects.append((known.of(high) - known.of(low)) / way)
        every = np.concatenate(effects)
        sizes.append(np.abs(every).mean())
        means.append(every.mean())
        spreads.append(every.std())
    return np.array(sizes), np.array(means), np.array(spreads)


def normal_delta(slope: float) -> float:
    """Delta of X in Y = slope X + rest, all normal, Y of variance 1: half the distance of two densities, averaged."""
    x, y = np.linspace(-6, 6, 801), np.linspace(-8, 8, 3201)
    rest = np.sqrt(1 - slope**2)
    whole = stats.norm.pdf(y)
    apart = [np.trapezoid(np.abs(whole - stats.norm.pdf((y - slope * one) / rest) / rest), y) / 2 for one in x]
    return float(np.trapezoid(np.array(apart) * stats.norm.pdf(x), x))
