"""Designs: which values the parameters have in each run of a sweep.

The sequences of Morris and Sobol are SALib's, the hypercube SciPy's. The same plan gives the same design.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy import special
from scipy.stats import qmc

from results.sweep.scale import EDGE, scale_of
from results.sweep.values_file import read_values
from scenarios.errors import InputError
from scenarios.sweep import Sweep
from scenarios.sweep_file import Method, Varied
from simulate.arrays import FloatArray, IntArray

POINTS: Mapping[Method, int] = {"latin_hypercube": 128, "morris": 10, "sobol": 64}
"""Points of a hypercube, trajectories, or base points, where the plan does not say."""
MOST_RUNS = 200_000
"""Points times replicates."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is run.

    factors: what the indices are of. given: values of the varied parameters by draw, in weeks and per week, as
    `Plan.given` takes them. ranks: (draws, factors), where each factor stands in its range; of several moved together
    the first. block: draws that belong together: a trajectory, or a base point of Sobol with its exchanges; 1 if none.
    drawn: whether draws are as probable as the parameters' distributions have it, so that shares are probabilities.
    """

    method: Method
    factors: tuple[str, ...]
    given: tuple[Mapping[str, float], ...]
    ranks: FloatArray
    block: int = 1
    drawn: bool = True

    def independent(self) -> IntArray:
        """Draws that do not hang together by design, as indices: of Sobol the two base points of each block."""
        draws: IntArray = np.arange(len(self.given))
        if self.method != "sobol":
            return draws
        place = draws % self.block
        return np.flatnonzero((place == 0) | (place == self.block - 1))


def make_design(sweep: Sweep) -> Design:
    """The design of a plan. Raises InputError: a file of values that cannot be read, or too many runs."""
    says = sweep.says
    if says.method == "given":
        given = read_values(sweep)
        names = tuple(given[0])
        table = np.array([[row[name] for name in names] for row in given])
        ranks = (table.argsort(axis=0).argsort(axis=0) + 0.5) / len(table)
        design = Design("given", names, given, ranks)
    elif not sweep.factors:
        design = Design("grid", (), ({},), np.zeros((1, 0)), drawn=False)
    else:
        design = _METHODS[says.method](sweep)
    if len(design.given) * says.replicates > MOST_RUNS:
        runs = f"{len(design.given):,} points x {says.replicates} replicates"
        path = ("points",) if ("points",) in sweep.document.values else ("method",)
        raise InputError(sweep.problem(path, f"makes {runs} of each regime", f"at most {MOST_RUNS:,} runs"))
    return design


def _hypercube(sweep: Sweep) -> Design:
    names = sweep.names
    points = sweep.says.points or POINTS["latin_hypercube"]
    uniform = qmc.LatinHypercube(len(names), rng=np.random.default_rng(sweep.says.seed)).random(points)
    ranks = _correlated(uniform, sweep)
    return Design("latin_hypercube", names, _values(sweep, names, ranks), ranks)


def _correlated(uniform: FloatArray, sweep: Sweep) -> FloatArray:
    """Ranks with the rank correlations parameters.yaml asks for among those that vary as their distributions say."""
    if not sweep.says.correlated:
        return uniform
    names = [name for f in sweep.factors for name, how in f.varied.items() if how.low is None and how.values is None]
    columns = {name: index for index, name in enumerate(sweep.names)}
    matrix = np.eye(len(columns))
    for correlation in sweep.parameters.correlations:
        among = [columns[name] for name in correlation.among if name in names]
        for a in among:
            for b in among:
                if a != b:
                    matrix[a, b] = 2 * np.sin(np.pi * correlation.value / 6)
    mixed = special.ndtri(np.clip(uniform, EDGE, 1 - EDGE)) @ np.linalg.cholesky(matrix).T
    return np.clip(np.asarray(special.ndtr(mixed), np.float64), EDGE, 1 - EDGE)


def _morris(sweep: Sweep) -> Design:
    from SALib.sample import morris

    points = morris.sample(
        _problem(sweep), sweep.says.points or POINTS["morris"], num_levels=sweep.says.levels, seed=_seed(sweep)
    )
    return _grouped(sweep, "morris", points, block=len(sweep.factors) + 1, inner=True, drawn=False)


def _sobol(sweep: Sweep) -> Design:
    from SALib.sample import sobol

    points = sobol.sample(
        _problem(sweep), sweep.says.points or POINTS["sobol"], calc_second_order=False, seed=_seed(sweep)
    )
    return _grouped(sweep, "sobol", points, block=len(sweep.factors) + 2)


def _seed(sweep: Sweep) -> np.random.Generator:
    return np.random.default_rng(sweep.says.seed)


def _problem(sweep: Sweep) -> dict[str, Any]:
    """The problem as SALib takes it, in ranks."""
    groups = [factor.name for factor in sweep.factors for _ in factor.varied]
    return {
        "num_vars": len(groups), "names": list(sweep.names), "bounds": [[0.0, 1.0]] * len(groups), "groups": groups,
    }  # fmt: skip


def _grouped(
    sweep: Sweep, method: Method, points: FloatArray, *, block: int, inner: bool = False, drawn: bool = True
) -> Design:
    firsts = [sweep.names.index(next(iter(factor.varied))) for factor in sweep.factors]
    ranks = np.asarray(points, np.float64)
    names = tuple(factor.name for factor in sweep.factors)
    return Design(method, names, _values(sweep, sweep.names, ranks, inner=inner), ranks[:, firsts], block, drawn)


def _grid(sweep: Sweep) -> Design:
    names = sweep.names
    ways = [_ways(how, sweep.says.levels) for factor in sweep.factors for how in factor.varied.values()]
    ranks = np.array(list(product(*ways)), np.float64)
    return Design("grid", names, _values(sweep, names, ranks, inner=True), ranks, drawn=False)


def _ways(varied: Varied, levels: int) -> list[float]:
    """Ranks of the levels of a parameter in a grid."""
    if varied.values is not None:
        return [(index + 0.5) / len(varied.values) for index in range(len(varied.values))]
    return [index / (levels - 1) for index in range(levels)]


def _values(
    sweep: Sweep, names: tuple[str, ...], ranks: FloatArray, *, inner: bool = False
) -> tuple[dict[str, float], ...]:
    """Values by draw. ranks: (draws, names)."""
    how = {name: varied for factor in sweep.factors for name, varied in factor.varied.items()}
    columns = [
        scale_of(sweep.parameters.quantities[name], how[name], inner=inner)(ranks[:, index])
        for index, name in enumerate(names)
    ]
    return tuple(dict(zip(names, map(float, row), strict=True)) for row in zip(*columns, strict=True))


_METHODS: Mapping[Method, Callable[[Sweep], Design]] = {
    "latin_hypercube": _hypercube, "morris": _morris, "sobol": _sobol, "grid": _grid,
}  # fmt: skip
