"""What a case gives: every outcome to nine significant digits, and a checksum of every bit of it."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from results.gather import outcome_readings
from simulate.ensemble import run_task
from simulate.observation import Observation
from tests.pinned.cases import Case

DIGITS = 9
"""Significant digits of a figure. A figure is a sum of many: another order of adding moves the twelfth or so."""


def pin(case: Case) -> dict[str, Any]:
    """Run a case: its name, how it was run, its outcomes and the checksum of what was observed."""
    plan = case.plan()
    task = plan.tasks()[-1]
    (ran,) = run_task(plan, task)
    values = plan.values(task.belief)[task.draw] | plan.assumed()[case.scenario]
    figures = {name: rounded(float(read(ran.observation, values))) for name, read in outcome_readings().items()}
    how = {name: getattr(case, name) for name in ("claimants", "weeks", "draws", "seed", "belief")}
    return {"scenario": case.scenario, "why": case.why, **how, "exact": exact(ran.observation), "figures": figures}


def rounded(figure: float) -> float | None:
    """Nine significant digits; None for what is no number."""
    return float(f"{figure:.{DIGITS}g}") if math.isfinite(figure) else None


def exact(seen: Observation) -> str:
    """sha256 of every array of an observation, to the bit."""
    sha = hashlib.sha256()
    for one in fields(seen):
        kept = getattr(seen, one.name)
        named = kept if isinstance(kept, Mapping) else {"": kept}
        for name, value in named.items():
            sha.update(f"{one.name}.{name}:".encode())
            sha.update(_bytes(value))
    return sha.hexdigest()


def _bytes(value: Any) -> bytes:
    if isinstance(value, np.ndarray):
        return f"{value.dtype.str}{value.shape}".encode() + np.ascontiguousarray(value).tobytes()
    return repr(value).encode()
