"""The scale on which the error of a figure is taken as normal: counts by their logarithm, shares by their log odds."""

from typing import Literal, TypeAlias

import numpy as np

from simulate.arrays import FloatArray

Scale: TypeAlias = Literal["log", "logit", "plain"]
LEAST = 1e-4
"""A count or share of nothing is put here, so that a run in which nothing happened has a place on the scale."""


def onto(scale: Scale, figures: FloatArray) -> FloatArray:
    """Figures on a scale."""
    if scale == "plain":
        return np.asarray(figures, np.float64)
    if scale == "log":
        return np.asarray(np.log(np.maximum(figures, LEAST)))
    share = np.clip(figures, LEAST, 1 - LEAST)
    return np.asarray(np.log(share / (1 - share)))


def back(scale: Scale, placed: FloatArray) -> FloatArray:
    """Figures from a scale."""
    if scale == "plain":
        return np.asarray(placed, np.float64)
    if scale == "log":
        return np.asarray(np.exp(placed))
    return np.asarray(1 / (1 + np.exp(-placed)))


def slope(scale: Scale, figure: float) -> float:
    """How far a small step from a figure is on a scale, per unit of the figure."""
    if scale == "plain":
        return 1.0
    return 1 / figure if scale == "log" else 1 / (figure * (1 - figure))
