"""Compiled by Numba, everything in one loop: as fast as this workload was made to go here.

`weekly` steps week by week as the NumPy version does; `next_event` draws the time to each claimant's next event and
jumps there, which is exact in continuous time, as this engine is. Random numbers are splitmix64, in the loop itself.
One thread.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.common import DEAD, Counts, Live, Work, after, counted, hazards, opening

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11))
TO_UNIT = 2.0**-53


@numba.njit(inline="always")  # type: ignore[untyped-decorator]
def _mixed(state: np.uint64) -> np.uint64:
    """A random word from the state of splitmix64."""
    word = (state ^ (state >> SHIFTS[0])) * FIRST
    word = (word ^ (word >> SHIFTS[1])) * SECOND
    return word ^ (word >> SHIFTS[2])


@numba.njit  # type: ignore[untyped-decorator]
def _event(upto: NDArray[np.float64], aim: float) -> int:
    """The first event whose running total of hazards is beyond the aim."""
    event = 0
    while aim >= upto[event]:
        event += 1
    return event


@numba.njit  # type: ignore[untyped-decorator]
def _live_weekly(
    state: NDArray[np.uint8],
    chance: NDArray[np.float64],
    upto: NDArray[np.float64],
    to: NDArray[np.uint8],
    weeks: int,
    seed: np.uint64,
) -> None:
    luck = seed
    for _ in range(weeks):
        for i in range(len(state)):
            at = state[i]
            luck += GOLDEN
            uniform = (_mixed(luck) >> SHIFTS[3]) * TO_UNIT
            if uniform < chance[at]:
                # given that it is below the chance, the uniform is uniform up to it
                state[i] = to[at, _event(upto[at], uniform / chance[at] * upto[at, -1])]


@numba.njit  # type: ignore[untyped-decorator]
def _live_by_event(
    state: NDArray[np.uint8],
    total: NDArray[np.float64],
    upto: NDArray[np.float64],
    to: NDArray[np.uint8],
    weeks: int,
    seed: np.uint64,
) -> None:
    luck = seed
    for i in range(len(state)):
        at, now = state[i], 0.0
        while at != DEAD:
            luck += GOLDEN
            now -= np.log(1.0 - (_mixed(luck) >> SHIFTS[3]) * TO_UNIT) / total[at]
            if now >= weeks:
                break
            luck += GOLDEN
            at = to[at, _event(upto[at], (_mixed(luck) >> SHIFTS[3]) * TO_UNIT * upto[at, -1])]
        state[i] = at


def weekly(work: Work) -> Live:
    """Set up in weekly steps."""
    rates, state = hazards(work.rates), opening(work.claimants)
    chance, upto, to = -np.expm1(-rates.sum(axis=1)), rates.cumsum(axis=1), after()

    def live() -> Counts:
        _live_weekly(state, chance, upto, to, work.weeks, np.uint64(work.seed))
        return counted(state)

    return live


def next_event(work: Work) -> Live:
    """Set up from event to event."""
    rates, state = hazards(work.rates), opening(work.claimants)
    total, upto, to = rates.sum(axis=1), rates.cumsum(axis=1), after()

    def live() -> Counts:
        _live_by_event(state, total, upto, to, work.weeks, np.uint64(work.seed))
        return counted(state)

    return live
