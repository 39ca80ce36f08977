"""Outside: dependent people outside the benefit system, who comes there, who leaves, and claims that are never made.

In work, in prison or with neither claim nor job: in - out = change, at the end of every period. Claims that were not
made because drug use would have had to be declared, or for fear of it, are counted as an expectation (`counts`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulate.arrays import FloatArray, IntArray
from simulate.ledger import Ledger
from simulate.observation import Observation
from simulate.status import Income

OUT = (Income.WORK, Income.NOTHING, Income.CUSTODY)


@dataclass(frozen=True, slots=True)
class Outside:
    """People outside the benefit system, claimants made, by period.

    came, left: process -> (periods,) int64. appeared: (periods,) new people, who begin here. there: (periods + 1,) at
    each edge, counted by themselves in the census. deterred: (periods,) expected claims that were not made.
    """

    came: Mapping[str, IntArray]
    left: Mapping[str, IntArray]
    appeared: IntArray
    there: IntArray
    deterred: FloatArray

    @property
    def off(self) -> IntArray:
        """What does not balance: (periods,), 0 throughout in a sound run."""
        flow = self.appeared + sum(self.came.values()) - sum(self.left.values())
        off: IntArray = np.diff(self.there) - flow
        return off


def outside(seen: Observation) -> Outside:
    """The ledger of a run."""
    moves = seen.moves["income"]
    inside = [level for level in Income if level not in OUT]
    elsewhere = [*inside, len(Income)]
    came: dict[str, IntArray] = {}
    left: dict[str, IntArray] = {}
    for k, (process, _) in enumerate(seen.kinds):
        into = moves[:, k][:, inside][:, :, list(OUT)].sum(axis=(1, 2))
        away = moves[:, k][:, list(OUT)][:, :, elsewhere].sum(axis=(1, 2))
        for book, flow in ((came, into), (left, away)):
            if flow.any():
                book[process] = book.get(process, 0) + flow
    there = seen.census[:, seen.where(income=OUT)].sum(axis=1)
    appeared = np.diff(seen.census.sum(axis=1))
    return Outside(came, left, appeared, there, seen.expected[:, seen.counts.index("deterred_claims")])


def _imbalances(seen: Observation) -> Iterator[str]:
    off = outside(seen).off
    for period in np.flatnonzero(off):
        yield f"people outside the benefit system, period {period + 1}: {off[period]} too many"


OUTSIDE = Ledger("outside the benefit system", _imbalances)
