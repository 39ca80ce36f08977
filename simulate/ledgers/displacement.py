"""Displacement: volunteers who waited because a mandated referral took the place.

Kept by `ticks/displaced.py`: displaced = started later + lost from the queue + still waiting. With unlimited places
nobody waits for a place, and the ledger is empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulate.arrays import FloatArray
from simulate.ledger import Ledger
from simulate.observation import Observation

NAMES = ("volunteers", "started", "lost", "weeks")


@dataclass(frozen=True, slots=True)
class Displacement:
    """By period, claimants made: all (periods,).

    volunteers: newly displaced. started, lost: whose wait ended so. weeks: that those had waited. waiting: at the end.
    """

    volunteers: FloatArray
    started: FloatArray
    lost: FloatArray
    weeks: FloatArray
    waiting: FloatArray


def displacement(seen: Observation) -> Displacement:
    """The ledger of a run; all zeros where nobody was displaced."""
    none = np.zeros(len(seen.time))
    return Displacement(**{name: seen.accounts.get(f"displaced.{name}", none) for name in (*NAMES, "waiting")})


def _imbalances(seen: Observation) -> Iterator[str]:
    one = displacement(seen)
    open_ = np.cumsum(one.volunteers - one.started - one.lost)
    for period in np.flatnonzero(open_ != one.waiting):
        yield (
            f"displaced volunteers, period {period + 1}: {open_[period]:.0f} should be waiting, "
            f"{one.waiting[period]:.0f} are"
        )


DISPLACEMENT = Ledger("displacement", _imbalances)
