"""From observations, one at a time, to the few arrays that tables and reports are made of.

Nothing but these arrays is kept, so a run of thousands of observations is read through in little memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from results.outcome import Measure, Outcome, Values
from results.outcomes import OUTCOMES
from scenarios.errors import RunFailed
from simulate.arrays import FloatArray
from simulate.ensemble import Ran, Task
from simulate.observation import Observation

Reading: TypeAlias = Callable[[Observation, Values], FloatArray]
"""What is read from one observation: an array of any shape, the same for every observation of a run."""
ROUNDING = 1e-12
"""Relative difference of two sums of like lives that is the order of summing, and no difference."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read from every observation of a run.

    scenarios: names, the base first. arrays: reading -> (scenarios, beliefs x draws, replicates, ...): the draws of
    the first belief, then those of the next, so that whoever does not ask sees all beliefs with equal weight.
    beliefs: names; one, perhaps without a name, where there is nothing to choose. batch: as in the plan.
    """

    scenarios: tuple[str, ...]
    arrays: Mapping[str, FloatArray]
    beliefs: tuple[str, ...] = ("",)
    batch: int = 0

    @property
    def several(self) -> bool:
        """Whether there are beliefs to choose between."""
        return len(self.beliefs) > 1

    @property
    def draws(self) -> int:
        """Draws of the parameters under each belief."""
        return int(next(iter(self.arrays.values())).shape[1]) // len(self.beliefs)

    @property
    def replicates(self) -> int:
        """Replicates of each draw."""
        return int(next(iter(self.arrays.values())).shape[2])

    def by_belief(self, table: FloatArray) -> FloatArray:
        """(beliefs x draws, replicates) -> (beliefs, draws, replicates)."""
        return table.reshape(len(self.beliefs), -1, *table.shape[1:])

    def each(self) -> dict[str, "Gathered"]:
        """Belief -> what was read under it; nothing where there is no choice of beliefs."""
        if not self.several:
            return {}
        found = {}
        for at, belief in enumerate(self.beliefs):
            of = slice(at * self.draws, (at + 1) * self.draws)
            found[belief] = Gathered(
                self.scenarios, {k: array[:, of] for k, array in self.arrays.items()}, (belief,), self.batch
            )
        return found


def outcome_readings(outcomes: Sequence[Outcome] = OUTCOMES) -> dict[str, Reading]:
    """A reading of each outcome by its name, and of what was expected of it (`expected_name`): arrays of shape ()."""

    def reading(measure: Measure) -> Reading:
        return lambda seen, values: np.array(measure(seen, values), np.float64)

    made = {outcome.name: reading(outcome.measure) for outcome in outcomes}
    return made | {expected_name(one.name): reading(one.expected) for one in outcomes if one.expected is not None}


def expected_name(outcome: str) -> str:
    """The name of the reading of what was expected of an outcome."""
    return f"{outcome}.expected"


def least_chance(gathered: Gathered, outcome: str) -> FloatArray:
    """An outcome with as little chance in it as was read: as expected, else as it happened.

    Of the same expectation, so differences and verdicts are read off it: (scenarios, beliefs x draws, replicates).
    """
    return gathered.arrays.get(expected_name(outcome), gathered.arrays[outcome])


def paired(base: FloatArray, other: FloatArray) -> FloatArray:
    """Differences run by run, other minus base; what is no more than rounding is nothing. Both (draws, replicates)."""
    gap = other - base
    gap[np.abs(gap) <= ROUNDING * np.abs(base)] = 0.0
    return gap


def gather(
    rans: Iterable[Ran],
    readings: Mapping[str, Reading],
    *,
    scenarios: tuple[str, ...],
    values: Sequence[Values],
    beliefs: tuple[str, ...] = ("",),
    assumed: Mapping[str, Values] | None = None,
) -> Gathered:
    """Read every observation once.

    rans: in any order. values: of the parameters, by draw, those of the first belief first. assumed: what a scenario
    assumes besides. Draws of which a run is missing under any belief are left out under all: beliefs stay paired.
    Raises RunFailed when no draw is whole.
    """
    found: dict[tuple[Task, str], dict[str, FloatArray]] = {}
    draws = len(values) // len(beliefs)
    for ran in rans:
        of_draw = {**values[ran.task.belief * draws + ran.task.draw], **(assumed or {}).get(ran.scenario, {})}
        read = {name: np.asarray(take(ran.observation, of_draw), np.float64) for name, take in readings.items()}
        found[ran.task, ran.scenario] = read
    draws_whole, replicates = whole(found.keys(), scenarios=scenarios, beliefs=len(beliefs))
    arrays = {
        reading: np.stack(
            [
                np.stack(
                    [
                        np.stack([found[Task(draw, r, belief), name][reading] for r in replicates])
                        for belief in range(len(beliefs))
                        for draw in draws_whole
                    ]
                )
                for name in scenarios
            ]
        )
        for reading in readings
    }
    return Gathered(scenarios, arrays, beliefs)


def whole(
    found: Iterable[tuple[Task, str]], *, scenarios: Sequence[str], beliefs: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Draws of which every replicate is there, under every scenario and belief, and the replicates.

    Of a run that has just begun, in which no draw is whole yet: the first draw that has most replicates whole, with
    those. Raises RunFailed when there is none.
    """
    cells: dict[int, dict[int, int]] = {}
    for task, _ in found:
        of = cells.setdefault(task.draw, {})
        of[task.replicate] = of.get(task.replicate, 0) + 1
    need = len(scenarios) * beliefs
    every = {replicate for of in cells.values() for replicate in of}
    have = {draw: {r for r, n in of.items() if n == need} for draw, of in sorted(cells.items())}
    if not any(have.values()):
        raise RunFailed("no draw of the parameters has been run in every replicate under every scenario")
    most = max(have.values(), key=len)
    kept = every if every in have.values() else most
    return tuple(draw for draw, of in have.items() if kept <= of), tuple(sorted(kept))
