"""Each lever pulled alone: the runs behind the table of what levers move."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from results.outcomes import outcome
from scenarios.moves import Move, pair
from scenarios.schema import Scenario
from simulate.law import unlike
from simulate.observation import Observation
from simulate.run import compile_scenario, run_replicate, start_replicate
from tests.simulate.worlds import values

CLAIMANTS, WEEKS, REPLICATES, SEED = 24_000, 156, 2, 7


@dataclass(frozen=True)
class Moved:
    """What a lever moved. before, after: mean figure for England. different: whether any run differs at all."""

    move: Move
    before: float
    after: float
    different: bool

    @property
    def right(self) -> bool:
        """Whether the outcome moved as it should."""
        change = self.after - self.before
        return {"more": change > 0, "less": change < 0, "contested": change != 0}[self.move.way]


_SEEN: dict[str, tuple[Observation, ...]] = {}


def lived(scenario: Scenario, *, keep: bool = False) -> tuple[Observation, ...]:
    """Every replicate of a scenario, the same luck in all. keep: for other levers that start from it."""
    key = scenario.model_dump_json()
    if key in _SEEN:
        return _SEEN[key]
    compiled = compile_scenario(scenario, values())
    made = []
    for replicate in range(REPLICATES):
        start = start_replicate(compiled, claimants=CLAIMANTS, weeks=WEEKS, seed=SEED, replicate=replicate)
        made.append(run_replicate(compiled, start, weeks=WEEKS))
    if keep:
        _SEEN[key] = tuple(made)
    return tuple(made)


def moved(move: Move) -> Moved:
    """The lever pulled against the same without."""
    both = pair(move)
    one, other = lived(both.without, keep=True), lived(both.pulled)
    measure = outcome(move.outcome).measure
    figures = [float(np.mean([measure(seen, values()) for seen in runs])) for runs in (one, other)]
    different = any(list(unlike(a, b)) for a, b in zip(one, other, strict=True))
    return Moved(move, figures[0], figures[1], different)


def felt_though_off(move: Move, off: Mapping[str, object]) -> list[str]:
    """In what the lever makes a difference where it should make none: nothing if it is really off."""
    both = pair(move, off)
    compiled = [compile_scenario(scenario, values()) for scenario in (both.without, both.pulled)]
    start = start_replicate(compiled[0], claimants=2400, weeks=52, seed=SEED, replicate=0)
    one, other = (run_replicate(it, start, weeks=52) for it in compiled)
    return list(unlike(one, other))
