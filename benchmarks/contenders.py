"""What is run beside what: each contender in a process of its own, so that its peak memory is its own.

    python -m benchmarks.contenders '{"contender": "engine_six", "claimants": 24000, "weeks": 104}'

prints one line of JSON. Nothing is compared here.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, TypeVar

import numpy as np

from benchmarks.six import Six, run_six, six_numbers, six_table
from benchmarks.weekly import Matrix, Weekly
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.claimants import Claimants
from simulate.clocks import rules_of
from simulate.memory import keep_freed_memory
from simulate.population import make_population
from simulate.run import Compiled, Start, compile_scenario, run_replicate, start_replicate

Made = TypeVar("Made")
SEED = 2009
WARM_CLAIMANTS, WARM_WEEKS = 1_000, 2
"""A first run of this size loads everything before the clock starts."""
WATCHED = {
    "treatment starts": ("place", "started"),
    "drop-outs": ("drop_out", "left"),
    "completions": ("complete", "completed"),
    "sanctions": ("decide", "sanctioned"),
    "prison receptions": ("arrest", "custody"),
    "deaths": ("die", "died"),
}
"""Events that contenders are compared by: process and outcome."""


def compiled_for(scenario: str, scale: float = 1.0, dtype: type[np.floating[Any]] = np.float32) -> Compiled:
    """A library scenario at central values, every hazard times `scale`."""
    compiled = compile_scenario(load_scenario(scenario).scenario, load_parameters().values(), dtype=dtype)
    if scale == 1.0:
        return compiled
    table = replace(compiled.table, hazard=compiled.table.hazard * scale)
    return replace(compiled, table=table, rules=rules_of(table, dtype=dtype, live=True))


def timed(work: Callable[[], Made]) -> tuple[Made, float, float]:
    """What was made, and the seconds it took: of the processor, and on the wall.

    Every contender is one thread that never waits, so on a core of its own the two are the same; on a shared
    machine the first leaves out the time for which others had the core.
    """
    keep_freed_memory()  # for every contender alike
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return made, time.process_time() - cpu, time.perf_counter() - wall


def engine(*, scenario: str, claimants: int, weeks: int, scale: float = 1.0) -> dict[str, Any]:
    """This engine: one replicate of the full model."""
    compiled, compile_seconds, _ = timed(lambda: compiled_for(scenario, scale))

    def made(n: int, length: int) -> Start:
        return start_replicate(compiled, claimants=n, weeks=length, seed=SEED, replicate=0)

    warm = made(WARM_CLAIMANTS, WARM_WEEKS)
    run_replicate(compiled, warm, weeks=WARM_WEEKS)
    start, population_seconds, _ = timed(lambda: made(claimants, weeks))
    seen, seconds, wall = timed(lambda: run_replicate(compiled, start, weeks=weeks))
    return {
        "seconds": seconds,
        "wall_seconds": wall,
        "compile_seconds": compile_seconds,
        "population_seconds": population_seconds,
        "events": int(seen.events.sum()),
        "outcomes": {name: int(seen.events[:, seen.kind(*kind)].sum()) for name, kind in WATCHED.items()},
    }


def weekly(
    *, scenario: str, claimants: int, weeks: int, scale: float = 1.0, steps: int = 1, matrix: bool = False
) -> dict[str, Any]:
    """The weekly whole-array model, on the same claimants."""
    kind = Matrix if matrix else Weekly
    compiled = compiled_for(scenario, scale)
    untreated = compiled.scenario.population.untreated_people

    def made(n: int) -> Claimants:
        return make_population(claimants=n, values=compiled.values, untreated_people=untreated, seed=SEED, replicate=0)

    kind(compiled, made(WARM_CLAIMANTS), seed=SEED, steps=steps).run(WARM_WEEKS)
    who = made(claimants)
    seen, seconds, wall = timed(lambda: kind(compiled, who, seed=SEED, steps=steps).run(weeks))
    outcomes = {name: int(seen.events[:, seen.kind(*kind_of)].sum()) for name, kind_of in WATCHED.items()}
    return {
        "seconds": seconds,
        "wall_seconds": wall,
        "events": int(seen.events.sum()),
        "outcomes": outcomes,
    }


def _timed_six(live: Callable[[int, int], Six], claimants: int, weeks: int) -> dict[str, Any]:
    live(WARM_CLAIMANTS, WARM_WEEKS)
    six, seconds, wall = timed(lambda: live(claimants, weeks))
    return {
        "seconds": seconds,
        "wall_seconds": wall,
        "events": sum(six.events.values()),
        "outcomes": asdict(six),
    }


def engine_six(*, claimants: int, weeks: int) -> dict[str, Any]:
    """This engine: the six-hazard model."""
    table = six_table(six_numbers())
    return _timed_six(lambda n, length: run_six(table, n, weeks=length, seed=SEED), claimants, weeks)


def mesa_six(*, claimants: int, weeks: int) -> dict[str, Any]:
    """Mesa: the six-hazard model."""
    from benchmarks.mesa_six import run_mesa  # here, as nobody else's memory should hold Mesa

    numbers = six_numbers()
    return _timed_six(lambda n, length: run_mesa(numbers, n, weeks=length, seed=SEED), claimants, weeks)


def hot_spots(*, scenario: str, claimants: int, weeks: int) -> dict[str, Any]:
    """Where the engine's time goes."""
    from benchmarks.hot_spots import profile_of

    compiled = compiled_for(scenario)
    start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=SEED, replicate=0)
    return profile_of(lambda: run_replicate(compiled, start, weeks=weeks))


def precision(*, scenario: str, claimants: int, weeks: int, replicates: int) -> dict[str, Any]:
    """What float32 costs in accuracy."""
    from benchmarks.precision import compare

    return compare(scenario=scenario, claimants=claimants, weeks=weeks, replicates=replicates)


def fewer(**order: Any) -> dict[str, Any]:
    """Replicates of several regimes, for how many runs an answer takes."""
    from benchmarks.fewer import replicates

    return replicates(**order)


CONTENDERS: dict[str, Callable[..., dict[str, Any]]] = {
    "engine": engine,
    "weekly": weekly,
    "engine_six": engine_six,
    "mesa_six": mesa_six,
    "hot_spots": hot_spots,
    "precision": precision,
    "fewer": fewer,
}


def main(order: str) -> None:
    """Run one contender and print what it took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    wanted = json.loads(order)
    measured = CONTENDERS[wanted.pop("contender")](**wanted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    measured["peak_mb"] = peak / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1])
