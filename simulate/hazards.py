"""What a regime is: scenario and parameters compiled to one table of hazards and of what firing leads to.

The table is the regime. It can be printed, two tables compared cell by cell (`results/explain.py`), and with all
relative risks 1, fields 1 and no queue it is the generator of a continuous-time Markov chain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scenarios.levers import Regime
from simulate.arrays import FloatArray, LevelArray, RowArray
from simulate.count import Count
from simulate.numbers import fill
from simulate.process import Process
from simulate.rules.arrive import arrive, exempts_by_trait
from simulate.status import DEAD, Statuses, pack, unpack

ROUNDING = 1e-12
"""How far probabilities may be from summing to 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """Regimes compiled over the statuses that can be reached under any of them.

    codes: (rows,) int32, status code of each row, ascending; the last is DEAD.
    hazard: (regimes, rows, processes) float64, per week.
    chance: (regimes, rows, processes, outcomes) float64, probability of each outcome at the median claimant.
    after: (regimes, rows, processes, outcomes) int32, the row that follows.
    situation: (regimes, rows, processes) int8, which column of a process's odds holds.
    rate: (regimes, rows, counts) float64, per week, of the counted outcomes.
    arrived: (regimes, 2, 2, rows) int32, the row that follows on the day a regime begins in an area, for claimants it
        does not and does exempt, who were not and were under obligations before (`rules/arrive.py`).
    outcomes: for each process the names of its outcomes.
    """

    processes: tuple[Process[Any], ...]
    counts: tuple[Count[Any], ...]
    outcomes: tuple[tuple[str, ...], ...]
    codes: RowArray
    hazard: FloatArray
    chance: FloatArray
    after: RowArray
    situation: LevelArray
    rate: FloatArray
    arrived: RowArray

    @property
    def dead(self) -> int:
        """The row of the absorbing status."""
        return len(self.codes) - 1

    def statuses(self) -> Statuses:
        """The statuses of all rows but the dead one."""
        return unpack(self.codes[:-1])

    def rows(self, codes: RowArray) -> RowArray:
        """Rows of status codes: (n,) int32. Raises ValueError for a code no regime can reach."""
        rows = np.searchsorted(self.codes, codes)
        if (self.codes[np.minimum(rows, self.dead)] != codes).any():
            raise ValueError("a status code is not among the reachable ones")
        return rows.astype(np.int32)

    def process(self, name: str) -> int:
        """Column of a process. Raises KeyError with the names there are."""
        for column, process in enumerate(self.processes):
            if process.name == name:
                return column
        raise KeyError(f"no process {name!r}; processes are {', '.join(p.name for p in self.processes)}")


@dataclass(frozen=True, slots=True)
class _Fired:
    """What one process does in the statuses asked about."""

    hazard: FloatArray
    names: tuple[str, ...]
    chance: FloatArray
    after: RowArray


def _fire(process: Process[Any], numbers: Any, at: Statuses, regime: Regime) -> _Fired:
    """Hazard (n,), chances (n, outcomes) and codes that follow (n, outcomes) of one process.

    Raises ValueError when a submodel breaks its contract: a hazard below 0 or not finite, chances that do not sum to 1.
    """
    hazard = np.asarray(process.hazard(at, regime, numbers), np.float64)
    if not (np.isfinite(hazard).all() and (hazard >= 0).all()):
        raise ValueError(f"process {process.name}: a hazard is negative or not finite")
    outcomes = process.fire(at, regime, numbers) if len(at) else ()
    chance = np.column_stack([np.asarray(outcome.probability, np.float64) for outcome in outcomes])
    after = np.column_stack(
        [np.full(len(at), DEAD) if outcome.after is None else pack(outcome.after) for outcome in outcomes]
    ).astype(np.int32)
    names = tuple(outcome.name for outcome in outcomes)
    return _Fired(hazard, names, chance, after)


def _at_risk(process: Process[Any], numbers: Any, at: Statuses, regime: Regime) -> _Fired:
    """As `_fire`, asking what follows only where there is a hazard; elsewhere nothing does, and the status stays."""
    hazard = np.asarray(process.hazard(at, regime, numbers), np.float64)
    risk = np.flatnonzero(hazard != 0)
    here = pack(at)
    # A submodel at risk nowhere still has to name its outcomes: it is asked about one status, and the answer dropped.
    with np.errstate(all="warn" if len(risk) else "ignore"):
        fired = _fire(process, numbers, _take(at, risk if len(risk) else np.zeros(1, np.int64)), regime)
    chance = np.zeros((len(at), len(fired.names)))
    chance[:, 0] = 1.0
    after = np.repeat(here[:, None], len(fired.names), axis=1)
    if len(risk):
        if (fired.chance < -ROUNDING).any() or (np.abs(fired.chance.sum(axis=1) - 1) > ROUNDING).any():
            raise ValueError(f"process {process.name}: the probabilities of its outcomes do not sum to 1")
        chance[risk], after[risk] = np.maximum(fired.chance, 0.0), fired.after
    return _Fired(hazard, fired.names, chance, after)


def _take(at: Statuses, rows: NDArray[np.int64]) -> Statuses:
    return Statuses(*(at.axis(name)[rows] for name in Statuses.__slots__))


def _arrivals(at: Statuses, regime: Regime) -> Iterator[tuple[int, int, RowArray]]:
    """(exempted, newly, codes that follow) for every way in which a regime can begin for somebody."""
    for exempted in range(2 if exempts_by_trait(regime) else 1):
        for newly in range(2):
            yield exempted, newly, pack(arrive(at, regime, exempted=bool(exempted), newly=bool(newly)))


def _closure(
    opening: RowArray,
    regimes: Sequence[Regime],
    processes: Sequence[Process[Any]],
    numbers: Mapping[str, Any],
) -> RowArray:
    """All status codes that lives from the opening ones can come to, under any of the regimes: ascending, DEAD last."""
    begun = np.unique(opening[opening != DEAD])
    known = np.unique(np.concatenate([begun, *_arrive_anywhere(begun, regimes)]))
    fresh = known
    while len(fresh):
        at = unpack(fresh)
        found = [] if len(regimes) == 1 else _arrive_anywhere(fresh, regimes)
        for regime in regimes:
            for process in processes:
                fired = _at_risk(process, numbers[process.name], at, regime)
                found.append(fired.after[(fired.chance > 0) & (fired.hazard > 0)[:, None]])
        codes = np.unique(np.concatenate(found))
        fresh = np.setdiff1d(codes[codes != DEAD], known, assume_unique=True)
        known = np.union1d(known, fresh)
    return np.append(known, DEAD).astype(np.int32)


def _arrive_anywhere(codes: RowArray, regimes: Sequence[Regime]) -> list[RowArray]:
    at = unpack(codes)
    return [after for regime in regimes for _, _, after in _arrivals(at, regime)]


def compile_table(
    *,
    regimes: Sequence[Regime],
    values: Mapping[str, float],
    opening: RowArray,
    processes: tuple[Process[Any], ...],
    counts: tuple[Count[Any], ...],
) -> Table:
    """The table of these regimes over every status reachable from the opening ones.

    values: 'group.name' -> value in weeks and per week. opening: (n,) int32 status codes.
    Raises ValueError when a submodel breaks its contract or a parameter is missing.
    """
    numbers = {process.name: fill(process.name, process.numbers, values) for process in processes}
    codes = _closure(opening, regimes, processes, numbers)
    at = unpack(codes[:-1])
    lookup = np.full(DEAD + 1, -1, np.int32)
    lookup[codes] = np.arange(len(codes), dtype=np.int32)
    fired = [[_at_risk(process, numbers[process.name], at, regime) for process in processes] for regime in regimes]
    most = max(len(one.names) for one in fired[0])
    shape = (len(regimes), len(codes), len(processes))
    hazard, chance = np.zeros(shape), np.zeros((*shape, most))
    after = np.broadcast_to(np.arange(len(codes), dtype=np.int32)[:, None, None], (*shape, most)).copy()
    chance[..., 0] = 1.0
    for r, columns in enumerate(fired):
        for p, one in enumerate(columns):
            width = len(one.names)
            hazard[r, :-1, p] = one.hazard
            chance[r, :-1, p, :width] = one.chance
            after[r, :-1, p, :width] = np.where(one.chance > 0, lookup[one.after], lookup[codes[:-1]][:, None])
    situation = np.zeros(shape, np.int8)
    arrived = np.full((len(regimes), 2, 2, len(codes)), len(codes) - 1, np.int32)
    for r, regime in enumerate(regimes):
        for p, process in enumerate(processes):
            if process.situation is not None:
                situation[r, :-1, p] = process.situation(at, regime, numbers[process.name])
        for exempted, newly, after_codes in _arrivals(at, regime):
            arrived[r, exempted, newly, :-1] = lookup[after_codes]
    rate = np.zeros((len(regimes), len(codes), len(counts)))
    for c, count in enumerate(counts):
        of_count = fill(count.name, count.numbers, values)
        for r, regime in enumerate(regimes):
            rate[r, :-1, c] = count.rate(at, regime, of_count)
    names = tuple(one.names for one in fired[0])
    return Table(processes, counts, names, codes, hazard, chance, after, situation, rate, arrived)


def generator(table: Table, regime: int = 0) -> sparse.csr_array[Any, tuple[int, int]]:
    """The generator of the Markov chain of one regime: (rows, rows) sparse, per week; rows sum to 0.

    Exact for relative risks 1, fields 1, unlimited places and memoryless clocks.
    """
    n = table.chance.shape[1]
    flow = table.hazard[regime][..., None] * table.chance[regime]
    here = np.broadcast_to(np.arange(n)[:, None, None], flow.shape)
    moves = flow > 0
    entries = (flow[moves], (here[moves], table.after[regime][moves]))
    jumps = sparse.coo_array(entries, shape=(n, n)).tocsr()
    out = np.asarray(jumps.sum(axis=1)).ravel()
    return (jumps - sparse.diags_array(out)).tocsr()
