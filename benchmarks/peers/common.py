"""The workload that every contender lives: six hazards on six living states and the dead.

Nothing but NumPy is imported here, so that it runs in the environment of any contender. A state is a use
(untreated, treated, recovered) and a record (0 or 1): use + 3 x record; the dead are state 6.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNTREATED, TREATED, RECOVERED, DEAD = 0, 1, 2, 6
USES, STATES = 3, 7
EVENTS = ("start", "drop_out", "complete", "relapse", "arrest", "die")
OUTCOMES = ("dead", "treated", "recovered", "record")
"""What contenders are judged by: people at the end, those of the last three alive."""
TREATED_AT_START = 0.5

Rates = Mapping[str, float]
Counts = tuple[int, ...]
"""People in each of the seven states at the end."""
Live = Callable[[], Counts]
"""Lives all weeks of a contender that has been set up, and counts."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be lived. rates: as `benchmarks.six.six_numbers` gives them, per week."""

    claimants: int
    weeks: int
    seed: int
    rates: Rates


def hazards(rates: Rates) -> NDArray[np.float64]:
    """Hazard of each event in each state: (states, events), per week."""
    found = np.zeros((STATES, len(EVENTS)))
    for record in (0, USES):
        untreated, treated, recovered = (use + record for use in (UNTREATED, TREATED, RECOVERED))
        found[untreated, 0] = rates["start"]
        found[treated, 1] = rates["drop_out"]
        found[treated, 2] = rates["complete"]
        found[recovered, 3] = rates["relapse"]
        found[untreated, 4] = rates["arrest"]
        found[treated, 4] = rates["arrest"] * rates["arrest_in_treatment"]
        found[[untreated, recovered], 5] = rates["die"] * rates["die_out_of_treatment"]
        found[treated, 5] = rates["die"]
    return found


def after() -> NDArray[np.uint8]:
    """The state that each event leads to: (states, events); where it cannot happen, the state itself."""
    found = np.repeat(np.arange(STATES, dtype=np.uint8)[:, None], len(EVENTS), axis=1)
    for record in (0, USES):
        untreated, treated, recovered = (use + record for use in (UNTREATED, TREATED, RECOVERED))
        found[untreated, 0] = treated
        found[treated, 1] = untreated
        found[treated, 2] = recovered
        found[recovered, 3] = untreated
        found[[untreated, treated], 4] = [UNTREATED + USES, TREATED + USES]
        found[[untreated, treated, recovered], 5] = DEAD
    return found


def opening(claimants: int) -> NDArray[np.uint8]:
    """States at the start, the first half in treatment: (claimants,)."""
    treated = np.arange(claimants) < round(TREATED_AT_START * claimants)
    return np.where(treated, TREATED, UNTREATED).astype(np.uint8)


def counted(states: NDArray[Any]) -> Counts:
    """People in each state. states: (claimants,)."""
    return tuple(int(n) for n in np.bincount(states, minlength=STATES))


def counted_by(use: NDArray[Any], record: NDArray[Any], claimants: int) -> Counts:
    """People in each state, of those alive. use, record: (alive,); all others are dead."""
    living = np.bincount(np.asarray(use, np.int64) + USES * np.asarray(record, np.int64), minlength=STATES)
    living[DEAD] = claimants - len(use)
    return tuple(int(n) for n in living)


def outcomes(counts: Counts) -> dict[str, int]:
    """The outcomes that contenders are judged by."""
    return {
        "dead": counts[DEAD],
        "treated": counts[TREATED] + counts[TREATED + USES],
        "recovered": counts[RECOVERED] + counts[RECOVERED + USES],
        "record": sum(counts[USES : 2 * USES]),
    }
