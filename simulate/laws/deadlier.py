"""Deadlier is never safer: where everybody's hazard of dying is higher, no fewer have died by any day.

With the same luck a life is the same until its end, and that can only come sooner; so this holds life by life, not on
average, where nobody's life hangs on another's (`law.on_their_own`): a place that a death frees may save somebody else.
"""

from collections.abc import Iterator

import numpy as np

from simulate.arrays import IntArray
from simulate.law import Law, Trial, on_their_own
from simulate.observation import Observation

WORSE = 1.5
BASE = "die.in_treatment"
"""The hazard that all others are ratios of."""


def dead(seen: Observation) -> IntArray:
    """Dead at each edge of a period: (periods + 1,)."""
    at_edges: IntArray = seen.census[:, -1]
    return at_edges


def breaches(trial: Trial) -> Iterator[str]:
    """Periods by whose end fewer have died."""
    values = {BASE: WORSE * trial.values[BASE]}
    fewer = dead(trial.run("deadlier", on_their_own, values=values)) - dead(trial.run("on their own", on_their_own))
    for period in np.flatnonzero(fewer < 0):
        yield f"by the end of period {period}, {-fewer[period]} fewer have died although the hazard is {WORSE:g} times"


DEADLIER = Law(
    "deadlier is never safer",
    "With a higher hazard of dying for everybody no fewer have died by any day.",
    breaches,
    lambda scenario: "rules hang on the recorded figures of everybody" if scenario.rules else None,
)
