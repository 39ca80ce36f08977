"""What a regime means for each claimant as a person: relative risks, odds, and where he or she begins under it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import BoolArray, IntArray, RateArray, RowArray
from simulate.claimants import Claimants
from simulate.hazards import Table
from simulate.numbers import fill
from simulate.process import Process
from simulate.rules.arrive import exempt
from simulate.world import World


def relative_risks(
    who: Claimants,
    regime: Regime,
    processes: tuple[Process[Any], ...],
    values: Mapping[str, float],
    dtype: type[np.floating[Any]] = np.float32,
) -> RateArray:
    """Relative risk of every claimant for every process: (claimants, processes)."""
    risk = np.ones((len(who), len(processes)), dtype)
    for p, process in enumerate(processes):
        if process.relative_risk is not None:
            risk[:, p] = process.relative_risk(who, regime, fill(process.name, process.numbers, values))
    return risk


def first_outcome_odds(
    who: Claimants,
    regime: Regime,
    processes: tuple[Process[Any], ...],
    values: Mapping[str, float],
    dtype: type[np.floating[Any]] = np.float32,
) -> RateArray:
    """Odds of the first outcomes, for the processes that have them: (claimants, columns).

    A process with situations has a column for each and one for none, others one (`clocks.Rules.odds_column`).
    """
    columns = [np.empty((len(who), 0), dtype)]
    for process in processes:
        if process.odds is not None:
            made = process.odds(who, regime, fill(process.name, process.numbers, values))
            columns.append(made.reshape(len(who), process.odds_columns).astype(dtype))
    return np.concatenate(columns, axis=1)


def arrived(
    table: Table, who: Claimants, regimes: Sequence[Regime], regime: IntArray, row: RowArray, *, newly: BoolArray
) -> RowArray:
    """The rows in which claimants come to live under a regime that begins for them: (n,) int32.

    regime: (n,) index of the new one. row: (n,) where they were. newly: (n,) whether nothing was required before.
    """
    after = row.copy()
    for index in np.unique(regime):
        some = np.flatnonzero(regime == index)
        exempted = exempt(who.take(some), regimes[index]).astype(np.int64)
        after[some] = table.arrived[index, exempted, newly[some].astype(np.int64), row[some]]
    return after


def put_risks(world: World, moved: IntArray) -> None:
    """Give claimants who changed regime the relative risks and odds of the new one; places held stay held."""
    lives, place = world.lives, world.column("place")
    processes = tuple(world.table.processes[p] for p in lives.rules.columns)
    gate = lives.relative_risk[moved, place].copy()
    for index in np.unique(lives.regime[moved]):
        some = moved[lives.regime[moved] == index]
        who, regime = world.who.take(some), world.regimes[index]
        dtype = lives.relative_risk.dtype.type
        lives.relative_risk[some] = relative_risks(who, regime, processes, world.values, dtype)
        lives.odds[some] = first_outcome_odds(who, regime, processes, world.values, dtype)
    lives.relative_risk[moved, place] = gate
