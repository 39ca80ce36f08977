"""What float32 costs: the same claimants with the same luck, rates and thresholds in float32 and in float64.

Two lives part where rounding turns the order of two rings, or moves a ring over a tick or the end. The
difference of an outcome is judged against its spread between replicates, which one replicate leaves
unknown anyway.
"""

from typing import Any

import numpy as np

from benchmarks.contenders import SEED, WATCHED, compiled_for
from simulate.observation import Observation
from simulate.run import run_replicate, start_replicate
from simulate.status import Pathway

IN_TREATMENT = (Pathway.STABILISING, Pathway.MAINTAINED)


def outcomes_of(seen: Observation) -> dict[str, float]:
    """The main outcomes of a replicate."""
    treated = seen.where(pathway=IN_TREATMENT)
    found = {name: float(seen.events[:, seen.kind(*kind)].sum()) for name, kind in WATCHED.items()}
    found["in treatment at the end"] = float(seen.census[-1, treated].sum())
    found["claimant-weeks in treatment"] = float(seen.time[:, treated].sum())
    for c, count in enumerate(seen.counts):
        found[f"{count.replace('_', ' ')} expected"] = float(seen.expected[:, c].sum())
    return found


def compare(*, scenario: str, claimants: int, weeks: int, replicates: int) -> dict[str, Any]:
    """Outcome -> mean, spread between replicates, and differences of float32 from float64."""
    single, double = compiled_for(scenario, dtype=np.float32), compiled_for(scenario, dtype=np.float64)
    size = {"claimants": claimants, "weeks": weeks}
    runs = []
    for replicate in range(replicates):
        pair = []
        for compiled in (single, double):
            start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=SEED, replicate=replicate)
            pair.append(outcomes_of(run_replicate(compiled, start, weeks=weeks)))
        runs.append(pair)
    outcomes = {}
    for name in runs[0][0]:
        low, high = (np.array([pair[i][name] for pair in runs]) for i in (0, 1))
        spread = float(high.std(ddof=1))
        apart = low - high
        outcomes[name] = {
            "mean": float(high.mean()),
            "spread": spread,
            "mean_difference": float(apart.mean()),
            "largest_difference": float(np.abs(apart).max()),
            "largest_of_spread": float(np.abs(apart).max() / spread) if spread else 0.0,
        }
    return {"scenario": scenario, **size, "replicates": replicates, "outcomes": outcomes}
