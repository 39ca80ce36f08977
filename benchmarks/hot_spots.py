"""Where the time of a run goes: cProfile, with the time of NumPy's functions put down to what calls them."""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 8
"""Calls deep that time is handed up from libraries to the project's own functions."""
SHOWN = 14
Function = tuple[str, int, str]


def _ours(function: Function) -> bool:
    path = Path(function[0])
    return path.is_absolute() and path.is_relative_to(ROOT) and "site-packages" not in path.parts


def profile_of(run: Callable[[], object]) -> dict[str, Any]:
    """Profile a run.

    seconds: under the profiler. parts: module -> share. functions: the heaviest, with calls, share and
    microseconds a call.
    """
    profiler = cProfile.Profile()
    profiler.runcall(run)
    stats: dict[Function, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    own = {function: entry[2] for function, entry in stats.items()}
    seconds = sum(own.values())
    for _ in range(ROUNDS):
        handed: dict[Function, float] = defaultdict(float)
        for function, (_, _, _, _, callers) in stats.items():
            whole = sum(times[3] for times in callers.values())
            if _ours(function) or not own[function] or not whole:
                continue
            for caller, times in callers.items():
                handed[caller] += own[function] * times[3] / whole
            own[function] = 0.0
        for function, more in handed.items():
            own[function] += more
    parts: dict[str, float] = defaultdict(float)
    functions = []
    for function, spent in own.items():
        name = Path(function[0]).relative_to(ROOT).as_posix() if _ours(function) else "other"
        parts[name] += spent / seconds
        if _ours(function):
            calls = stats[function][1]
            functions.append(
                {
                    "function": f"{name}: {function[2]}",
                    "calls": calls,
                    "share": spent / seconds,
                    "microseconds": spent / calls * 1e6,
                }
            )
    functions.sort(key=lambda one: -float(str(one["share"])))
    ranked = sorted(parts.items(), key=lambda part: -part[1])
    return {"seconds": seconds, "parts": dict(ranked), "functions": functions[:SHOWN]}
