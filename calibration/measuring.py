"""Running the model at a point and measuring targets on it: one task of calibration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from calibration.measures import MEASURES
from calibration.seen import Seen
from calibration.targets import RunOf, Target, Targets, measured
from scenarios.library import built_in
from scenarios.loader import load_scenario
from scenarios.parameters import Parameters
from scenarios.schema import Scenario
from simulate.arrays import FloatArray
from simulate.run import compile_scenario, run_replicate, start_replicate

WEEKS_A_YEAR = 52
PACKAGE = Path(__file__).parent.parent
EVERY = 2
"""Every so manieth person is followed event by event."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Targets of one run, and with how many claimants it is made. change: other scenario than the file says."""

    run: RunOf
    targets: tuple[Target, ...]
    claimants: int
    seed: int
    scenario: str | None = None


def survey(
    targets: Targets, run: str, *, claimants: int, seed: int, use: str | None = None, scenario: str | None = None
) -> Survey:
    """The survey of a run: all its targets, or those of one use."""
    some = tuple(one for one in targets.on(run) if use in (None, one.given.use))
    return Survey(targets.runs[run], some, claimants, seed, scenario)


@lru_cache(maxsize=8)
def scenario_of(name: str) -> Scenario:
    """A scenario of a run, by its name or its path from the folder of the package."""
    return load_scenario(name if name in built_in() else str(PACKAGE / name)).scenario


def figures(asked: Survey, parameters: Parameters, values: Mapping[str, float], *, replicate: int) -> FloatArray:
    """Run and measure: (targets,) on their scales; not a number where nothing in the run tells of one.

    values: 'group.name' -> value in model units. Raises observe.Lost when people or time were not conserved.
    """
    found = _of(asked, asked.scenario or asked.run.scenario, parameters, values, replicate)
    if asked.run.against is not None:
        found = found - _of(asked, asked.run.against, parameters, values, replicate)
    placed: FloatArray = measured(asked.targets, found[None])[0]
    return placed


def _of(
    asked: Survey, scenario: str, parameters: Parameters, values: Mapping[str, float], replicate: int
) -> FloatArray:
    seen = observed(asked, scenario, parameters, values, replicate)
    said = [MEASURES[one.given.measure](seen, one.given.weeks) for one in asked.targets]
    return np.array(said, np.float64)


def observed(asked: Survey, scenario: str, parameters: Parameters, values: Mapping[str, float], replicate: int) -> Seen:
    """One run of a scenario with these values, for as long as the survey's run takes."""
    it = scenario_of(scenario)
    compiled = compile_scenario(it, dict(values) | it.assumed(parameters))
    weeks = round(asked.run.years * WEEKS_A_YEAR)
    start = start_replicate(compiled, claimants=asked.claimants, weeks=weeks, seed=asked.seed, replicate=replicate)
    people = len(start.who)
    traced = tuple(range(0, people, EVERY))
    seen = run_replicate(compiled, start, weeks=weeks, traced=traced)
    return Seen(seen, compiled.table, compiled.values, people, len(traced))
