"""From observations, one at a time, to the few arrays that tables and reports are made of.

Nothing but these arrays is kept, so a run of thousands of observations is read through in little memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from results.outcome import Outcome, Values
from results.outcomes import OUTCOMES
from scenarios.errors import RunFailed
from simulate.arrays import FloatArray
from simulate.ensemble import Ran
from simulate.observation import Observation

Reading: TypeAlias = Callable[[Observation, Values], FloatArray]
"""What is read from one observation: an array of any shape, the same for every observation of a run."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read from every observation of a run.

    scenarios: names, the base first. arrays: reading -> (scenarios, draws, replicates, ...).
    """

    scenarios: tuple[str, ...]
    arrays: Mapping[str, FloatArray]

    @property
    def draws(self) -> int:
        """Draws of the parameters."""
        return int(next(iter(self.arrays.values())).shape[1])

    @property
    def replicates(self) -> int:
        """Replicates of each draw."""
        return int(next(iter(self.arrays.values())).shape[2])


def outcome_readings(outcomes: Sequence[Outcome] = OUTCOMES) -> dict[str, Reading]:
    """A reading of each outcome by its name: arrays of shape ()."""

    def reading(outcome: Outcome) -> Reading:
        return lambda seen, values: np.array(outcome.measure(seen, values), np.float64)

    return {outcome.name: reading(outcome) for outcome in outcomes}


def gather(
    rans: Iterable[Ran],
    readings: Mapping[str, Reading],
    *,
    scenarios: tuple[str, ...],
    values: Sequence[Values],
) -> Gathered:
    """Read every observation once.

    rans: in any order. values: of the parameters, by draw. Draws of which a run is missing are left out.
    Raises RunFailed when no draw is whole.
    """
    found: dict[tuple[int, int, str], dict[str, FloatArray]] = {}
    for ran in rans:
        of_draw = values[ran.task.draw]
        read = {name: np.asarray(take(ran.observation, of_draw), np.float64) for name, take in readings.items()}
        found[ran.task.draw, ran.task.replicate, ran.scenario] = read
    replicates = sorted({replicate for _, replicate, _ in found})
    whole = [
        draw
        for draw in sorted({draw for draw, _, _ in found})
        if all((draw, replicate, name) in found for replicate in replicates for name in scenarios)
    ]
    if not whole:
        raise RunFailed("no draw of the parameters has been run in every replicate under every scenario")
    arrays = {
        reading: np.stack(
            [
                np.stack([np.stack([found[draw, r, name][reading] for r in replicates]) for draw in whole])
                for name in scenarios
            ]
        )
        for reading in readings
    }
    return Gathered(scenarios, arrays)
