"""The table of one regime in words: each process as a few hazards and the ratios that axes of status put on
them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from results.explain_boxes import STATUS_AXES, Box, boxes_by_label, by_axis
from results.explain_changes import rounded
from results.explain_depends import left_out_first
from scenarios.levers import Regime
from simulate.arrays import FloatArray, IntArray, LevelArray
from simulate.hazards import Table
from simulate.numbers import fill

AGREE = 1e-9
"""Relative difference below which two ratios are the same."""
FACTORS = ("housing", "record", "support", "ladder", "mandate")
"""Axes that may be said as a ratio on all the rest, in the order tried."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One process or counted outcome under one regime.

    levels: (hazard per week, boxes), the highest first; none if it never happens. ratios: (axis, level,
    ratio on the
    hazard). chances: (outcome, lowest, highest) where there is a hazard. stages: of the clock; -1 for a
    count.
    """

    name: str
    levels: tuple[tuple[float, tuple[Box, ...]], ...]
    ratios: tuple[tuple[str, int, float], ...]
    chances: tuple[tuple[str, float, float], ...]
    stages: int


def behaviours(table: Table, index: int, regime: Regime, values: Mapping[str, float]) -> tuple[Behaviour, ...]:
    """Every process, then every counted outcome, in the table's order, under one regime of the table."""
    at = by_axis(table.statuses())
    found = []

    def order(rule: Any, part: Any) -> Sequence[str]:
        return left_out_first(rule, table, (regime,), fill(part.name, part.numbers, values))

    for p, process in enumerate(table.processes):
        hazard = table.hazard[index, :-1, p]
        chance = table.chance[index, :-1, p][hazard > 0]
        chances = tuple(
            (name, float(chance[:, o].min()), float(chance[:, o].max()))
            for o, name in enumerate(table.outcomes[p])
            if len(chance)
        )
        levels = _levels(at, hazard, order(process.hazard, process) if hazard.any() else ())
        found.append(Behaviour(process.name, *levels, chances, process.clock.stages))
    for c, count in enumerate(table.counts):
        levels = _levels(at, table.rate[index, :-1, c], order(count.rate, count))
        found.append(Behaviour(count.name, *levels, (), -1))
    return tuple(found)


def _levels(
    at: Mapping[str, LevelArray], hazard: FloatArray, order: Sequence[str]
) -> tuple[tuple[tuple[float, tuple[Box, ...]], ...], tuple[tuple[str, int, float], ...]]:
    """Hazards in boxes, and the ratios taken out of them first."""
    rest, ratios = hazard.copy(), []
    for axis in FACTORS:
        factor = _factor(at, rest, axis)
        if factor is not None:
            rest = rest / factor[at[axis]]
            ratios += [(axis, level, float(r)) for level, r in enumerate(factor) if abs(r - 1) > AGREE]
    rest = rounded(rest)
    sizes = np.unique(rest[rest > 0])[::-1]
    if not len(sizes):
        return (), ()
    true = rest[:, None] == np.concatenate([[0.0], sizes])
    boxes = boxes_by_label(at, STATUS_AXES, true, order)
    return tuple((float(size), boxes[i]) for i, size in enumerate(sizes, start=1)), tuple(ratios)


def _factor(at: Mapping[str, LevelArray], hazard: FloatArray, axis: str) -> FloatArray | None:
    """Ratios of an axis's levels against its first, if they are the same everywhere and not all 1:
    (levels,) float64.
    """
    others = [name for name in STATUS_AXES if name != axis]
    key = np.ravel_multi_index([at[name] for name in others], [STATUS_AXES[name] for name in others])
    _, group = np.unique(key, return_inverse=True)
    grid = np.full((int(group.max()) + 1, STATUS_AXES[axis]), np.nan)
    grid[group, at[axis]] = hazard
    factor = np.ones(STATUS_AXES[axis])
    for level in range(1, STATUS_AXES[axis]):
        pair: IntArray = np.flatnonzero(np.isfinite(grid[:, [0, level]]).all(axis=1))
        one, two = grid[pair, 0], grid[pair, level]
        if not len(pair) or ((one > 0) != (two > 0)).any():
            return None
        ratio = two[one > 0] / one[one > 0]
        if not len(ratio) or np.ptp(ratio) > AGREE * ratio[0]:
            return None
        factor[level] = ratio[0]
    return None if (np.abs(factor - 1) < AGREE).all() else factor
