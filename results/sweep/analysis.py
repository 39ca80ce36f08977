"""From what was read of a run to the indices of every outcome and regime.

What is explained is the paired difference of a regime from the base: same people, same luck. Indices are of its
expectation, which the mean over replicates estimates; how much of a single run is chance is said beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from results.estimate import Estimate, components, estimate, level
from results.gather import Gathered
from results.outcome import Outcome
from results.outcomes import outcome
from results.sweep.design import Design
from results.sweep.effects import morris_indices
from results.sweep.given import given_indices
from results.sweep.index import Index
from results.sweep.levels import grid_indices
from results.sweep.variance import sobol_indices
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What decides the difference of one outcome between one regime and the base.

    level: of the base. figures: (draws,) difference at each draw, the mean over replicates. chance: share of the
    variance of a single run that is chance; left: of the mean over replicates; None where one replicate leaves them
    mixed. indices: the first orders the factors; none where the difference is the same in every draw.
    """

    outcome: Outcome
    base: str
    other: str
    level: Estimate
    difference: Estimate
    figures: FloatArray
    chance: float | None
    left: float | None
    indices: tuple[Index, ...]

    def order(self) -> list[int]:
        """Factors, the most telling first."""
        if not self.indices:
            return []
        size = np.nan_to_num(np.abs(self.indices[0].value))
        telling = np.any([one.beyond for one in self.judged], axis=0)
        return [int(at) for at in np.lexsort((-size, ~telling))]

    @property
    def judged(self) -> tuple[Index, ...]:
        """Indices by which a factor is said to bear on the difference.

        Those of any draws together, each so strictly that it adds up; of other designs the first.
        """
        return self.indices if self.index("rank_correlation") is not None else self.indices[:1]

    def index(self, name: str) -> Index | None:
        """The index of this name, if it was made."""
        return next((one for one in self.indices if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sweep that was run and read. values: (draws, factors) in the units of parameters.yaml."""

    design: Design
    values: FloatArray
    parameters: Parameters
    replicates: int
    found: tuple[Sensitivity, ...]


def analyse(
    gathered: Gathered, design: Design, parameters: Parameters, outcomes: Sequence[str], *, seed: int
) -> Analysis:
    """Every outcome of every regime against the first. gathered: with the readings of these outcomes."""
    found = [
        sensitivity(gathered, design, outcome(name), other, seed=seed)
        for name in outcomes
        for other in gathered.scenarios[1:]
    ]
    return Analysis(design, _columns(design, parameters), parameters, gathered.replicates, tuple(found))


def _columns(design: Design, parameters: Parameters) -> FloatArray:
    """Values of the factors by draw in the units of their rows; of several moved together their rank."""
    columns = []
    for index, name in enumerate(design.factors):
        quantity = parameters.quantities.get(name)
        if quantity is None or name not in design.given[0]:
            columns.append(design.ranks[:, index])
        else:
            columns.append(np.array([one[name] for one in design.given]) / quantity.to_model(1.0))
    return np.array(columns, np.float64).T.reshape(len(design.given), len(design.factors))


def sensitivity(gathered: Gathered, design: Design, one: Outcome, other: str, *, seed: int) -> Sensitivity:
    """The indices of one outcome and regime."""
    at = gathered.scenarios.index(other)
    base, there = gathered.arrays[one.name][0], gathered.arrays[one.name][at]
    table = there - base
    alone = design.independent()
    chance, left = shares_of_chance(table[alone])
    indices = indices_of(table, design, seed=seed) if np.ptp(table.mean(axis=1)) > 0 else ()
    return Sensitivity(
        one, gathered.scenarios[0], other, level(base[alone]), estimate(table[alone]), table.mean(axis=1), chance,
        left, indices,
    )  # fmt: skip


def indices_of(table: FloatArray, design: Design, *, seed: int) -> tuple[Index, ...]:
    """The indices a design allows. table: (draws, replicates), of the paired difference."""
    if not design.factors:
        return ()
    if design.method == "morris":
        return morris_indices(table, design.ranks)
    if design.method == "sobol":
        return sobol_indices(table, len(design.factors))
    if design.method == "grid":
        return grid_indices(table, design.ranks)
    return given_indices(table, design.ranks, seed=seed)


def shares_of_chance(table: FloatArray) -> tuple[float | None, float | None]:
    """Share of chance in the variance of a single run, and of the mean over replicates: as `components` splits it."""
    draws, replicates = table.shape
    if draws < 2 or replicates < 2:
        return None, None
    parameters, shared, own = components(table)
    total = parameters + shared + own
    if total == 0:
        return None, None
    in_mean = parameters + own / replicates
    return (shared + own) / total, own / replicates / in_mean if in_mean > 0 else None


def design_of_run(values: Sequence[Mapping[str, float]], names: Sequence[str] | None = None) -> Design:
    """The design that the draws of a kept run are: every parameter whose value differs between draws."""
    varied = [name for name in values[0] if len({one[name] for one in values}) > 1]
    kept = varied if names is None else [name for name in varied if name in set(names)]
    given = tuple({name: one[name] for name in kept} for one in values)
    table = np.array([[one[name] for name in kept] for one in given]).reshape(len(given), len(kept))
    ranks = (table.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") + 0.5) / max(len(given), 1)
    return Design("given", tuple(kept), given, ranks)
