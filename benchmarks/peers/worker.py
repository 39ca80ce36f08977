"""Lives the workload on one contender, in this process and its environment, and prints what it took as JSON.

    PYTHON -m benchmarks.peers.worker '{"maker": "benchmarks.peers.plain_numpy:table", "packages": ["numpy"],
        "claimants": 24000, "weeks": 52, "seed": 1, "rates": {...}}'

A very small run comes first: it imports, compiles and fills caches before the clock starts, and is timed too.
"""

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.metadata import version
from typing import Any, TypeVar

from benchmarks.peers.common import Live, Work
from simulate.memory import keep_freed_memory

WARM_CLAIMANTS, WARM_WEEKS = 1_000, 3
Made = TypeVar("Made")


def _timed(work: Callable[[], Made]) -> tuple[Made, float, float]:
    """What was made, seconds of the processor, seconds on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return made, time.process_time() - cpu, time.perf_counter() - wall


def measure(order: dict[str, Any]) -> dict[str, Any]:
    """Warm up, set up, live."""
    keep_freed_memory()  # for every contender alike
    work = Work(order["claimants"], order["weeks"], order["seed"], order["rates"])
    module, name = order["maker"].split(":")
    small = replace(work, claimants=WARM_CLAIMANTS, weeks=WARM_WEEKS)

    def maker() -> Callable[[Work], Live]:
        made: Callable[[Work], Live] = getattr(import_module(module), name)
        return made

    _, warm_seconds, _ = _timed(lambda: maker()(small)())
    live, setup_seconds, _ = _timed(lambda: maker()(work))
    counts, seconds, wall = _timed(live)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "wall_seconds": wall,
        "setup_seconds": setup_seconds,
        "warm_seconds": warm_seconds,
        "peak_mb": peak / (2**20 if sys.platform == "darwin" else 2**10),
        "counts": list(counts),
        "versions": {package: version(package) for package in order["packages"]},
        "python": platform.python_version(),
    }


def main(order: str) -> None:
    """Run one contender on one core; what it prints itself goes to standard error, so that JSON stands alone."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    measured = measure(json.loads(order))
    os.write(answer, (json.dumps(measured) + "\n").encode())


if __name__ == "__main__":
    main(sys.argv[1])
