"""What one replicate of one regime showed: plain arrays, from which outcomes, ledgers and reports are read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulate.arrays import FloatArray, IntArray, RowArray
from simulate.once import once
from simulate.status import AXES, Statuses, level_of, unpack


class Lost(RuntimeError):
    """People, time, tickets or money were not conserved: the run is wrong and gives no result."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One claimant's life.

    time: (events,) weeks. process, outcome: names. before, after: (events,) status codes.
    """

    number: int
    opening: int
    time: FloatArray
    process: tuple[str, ...]
    outcome: tuple[str, ...]
    before: RowArray
    after: RowArray


@dataclass(frozen=True, slots=True)
class Observation:
    """What one replicate of one regime showed. Figures are of claimants made; times `weight` for people of England.

    weeks: length. edges: (periods + 1,) weeks at which periods begin and end. weight: people each claimant stands for.
    claimants: opening cohort. outside: people outside the benefit system at the start. entered: later claims.
    codes: (rows,) status codes, the last DEAD. kinds: (process, outcome) of each kind of event.
    time: (periods, rows) float64, claimant-weeks.
    moves[axis]: (periods, kinds, levels, levels + 1) int64, events by the level of an axis at which they struck and the
        one they led to, the last for death; for pathway, income and sanction.
    places: (periods, kinds, incomes, mandates, sanctions) int64, events by where they struck on three axes at once.
    expected: (periods, counts) float64 and drawn: (years, counts) int64, of the counted outcomes. Among the counts are
        events of `expected.EXPECTED`, which happen in the lives and are never drawn besides.
    group_time[g]: (years, rows, levels); group_events[g]: (years, kinds, pathways, levels);
    group_expected[g]: (years, counts, levels). traces: of the claimants asked for.
    census: (periods + 1, rows) int64, claimants in each status at each edge.
    accounts: name -> (periods,) what ticks kept a ledger of. tracks: name -> (weeks,) weekly courses.
    """

    weeks: float
    edges: FloatArray
    weight: float
    claimants: int
    outside: int
    entered: int
    codes: RowArray
    kinds: tuple[tuple[str, str], ...]
    counts: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    time: FloatArray
    moves: Mapping[str, IntArray]
    places: IntArray
    expected: FloatArray
    drawn: IntArray
    census: IntArray
    group_time: Mapping[str, FloatArray]
    group_events: Mapping[str, IntArray]
    group_expected: Mapping[str, FloatArray]
    accounts: Mapping[str, FloatArray]
    tracks: Mapping[str, FloatArray]
    traces: tuple[Trace, ...]

    @property
    def events(self) -> IntArray:
        """Events by kind and by the pathway at which they struck: (periods, kinds, pathways) int64."""
        return _events(self)

    def statuses(self) -> Statuses:
        """Statuses of all rows but the dead one."""
        return unpack(self.codes[:-1])

    def where(self, **levels: object) -> IntArray:
        """Rows whose status has one of these levels on each axis named: `where(pathway=(4, 5), income=0)`."""
        asked = ((axis, tuple(np.atleast_1d(np.asarray(wanted)).tolist())) for axis, wanted in levels.items())
        return _where(self, tuple(asked))

    def kind(self, process: str, outcome: str | None = None) -> IntArray:
        """Indices of the kinds of event of a process, or of one of its outcomes. Raises KeyError if there is none."""
        found = [i for i, (p, o) in enumerate(self.kinds) if p == process and outcome in (None, o)]
        if not found:
            raise KeyError(f"no event {process!r}{f' with outcome {outcome!r}' if outcome else ''}")
        return np.array(found, np.int64)


@once
def _events(seen: Observation) -> IntArray:
    struck: IntArray = seen.moves["pathway"].sum(axis=3)
    return struck


@once
def _where(seen: Observation, asked: tuple[tuple[str, tuple[int, ...]], ...]) -> IntArray:
    chosen = np.ones(len(seen.codes) - 1, np.bool_)
    for axis, wanted in asked:
        chosen &= np.isin(_levels(seen, axis), wanted)
    return np.flatnonzero(chosen)


@once
def _levels(seen: Observation, axis: str) -> IntArray:
    if axis not in AXES:
        raise KeyError(f"no axis {axis!r}; axes are {', '.join(AXES)}")
    return np.asarray(level_of(seen.codes[:-1], axis))
