"""Relative risks and odds of claimants under the regime each lives under."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import IntArray, RateArray
from simulate.claimants import Claimants
from simulate.numbers import fill
from simulate.process import Process
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
    """Odds ratio of the first outcome, for the processes that have one: (claimants, tilted processes)."""
    tilted = [process for process in processes if process.odds is not None]
    odds = np.ones((len(who), len(tilted)), dtype)
    for column, process in enumerate(tilted):
        if process.odds is not None:
            odds[:, column] = process.odds(who, regime, fill(process.name, process.numbers, values))
    return odds


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
