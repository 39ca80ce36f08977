"""The spread of single runs: what charts of levels show, where intervals belong to differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from results.gather import Gathered
from results.words import number
from simulate.arrays import FloatArray

MANY = 20
"""Runs from which the spread is between percentiles instead of holding them all."""
BAND = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and the range of single runs; no range with one run."""

    mean: float
    low: float | None
    high: float | None


def ends(runs: FloatArray) -> FloatArray:
    """Lower and upper end over the first axis: (2, ...)."""
    if len(runs) >= MANY:
        return np.percentile(runs, BAND, axis=0)
    return np.stack([runs.min(axis=0), runs.max(axis=0)])


def spread(table: FloatArray) -> Spread:
    """Of a figure of each run: (draws, replicates)."""
    runs = table.ravel()
    if len(runs) == 1:
        return Spread(float(runs[0]), None, None)
    low, high = ends(runs)
    return Spread(float(runs.mean()), float(low), float(high))


def said_of(gathered: Gathered, thing: str) -> str:
    """What a band or whisker holds, in words."""
    runs = gathered.draws * gathered.replicates * len(gathered.beliefs)
    if runs == 1:
        return "One run of each, so no spread is shown."
    whose = f", under {len(gathered.beliefs)} beliefs" if gathered.several else ""
    if runs < MANY:
        return f"Each {thing} spans all {runs} runs of a regime{whose}."
    return f"Each {thing} spans the middle 95% of {runs} runs of a regime{whose}."


def ranged(one: Spread) -> str:
    """A figure with the range of single runs: `24,000 (11,200 to 36,700)`."""
    return number(one.mean) if one.low is None else f"{number(one.mean)} ({number(one.low)} to {number(one.high)})"


def ratio(upper: FloatArray, lower: FloatArray, per: float) -> Spread:
    """A ratio of two figures of each run: of all runs together, with the range of single ones.

    Runs in which the lower is 0 have no ratio and are left out of the range.
    """
    there = lower > 0
    mean = per * float(upper.sum()) / float(lower.sum())
    if there.sum() < 2:
        return Spread(mean, None, None)
    low, high = ends(per * upper[there] / lower[there])
    return Spread(mean, float(low), float(high))


def in_words(regimes: Sequence[str], labels: Sequence[str], of: Sequence[Sequence[Spread]]) -> str:
    """A chart of levels for those who cannot see it. of: (regimes)(labels)."""
    told = ("; ".join(f"{label}: {ranged(one)}" for label, one in zip(labels, found, strict=True)) for found in of)
    return " ".join(f"{regime}: {said}." for regime, said in zip(regimes, told, strict=True))
