"""History matching: what cannot be is ruled out, wave by wave, and the next wave is run where something is left."""

from dataclasses import dataclass

import numpy as np

from calibration.chain import sample
from calibration.emulator import Emulator
from calibration.latent import prior_scores
from calibration.likelihood import Apart, implausibility
from simulate.arrays import FloatArray

CUT = 3.0
LARGEST = 2
"""The so manieth largest implausibility must not be beyond the cut: one target may be beyond reach and stay visible."""
TRIED = 2**16
WALL = 30.0
"""How steeply the chain that looks for what is left is turned back, per unit of implausibility beyond the cut."""


@dataclass(frozen=True)
class Left:
    """What a wave leaves. share: of the prior. points: (n, dimensions) of it. worst: target -> least implausibility."""

    share: float
    points: FloatArray
    reach: dict[str, float]


def deciding(apart: Apart, emulator: Emulator, scores: FloatArray) -> FloatArray:
    """The implausibility that decides, (n,) at (n, dimensions)."""
    found = implausibility(apart, emulator(scores), emulator.off)
    place = max(found.shape[1] - LARGEST, 0)
    return np.asarray(np.partition(found, place, axis=1)[:, place])


def left(apart: Apart, emulator: Emulator, dimensions: int, *, points: int, seed: int) -> Left:
    """What is not ruled out, and points of it as they lie under the prior."""
    tried = prior_scores(dimensions, points=TRIED, seed=seed)
    of = np.concatenate([deciding(apart, emulator, part) for part in np.array_split(tried, 32)])
    inside = tried[of < CUT]
    reach = np.min(
        [implausibility(apart, emulator(part), emulator.off).min(0) for part in np.array_split(tried[:8192], 8)], axis=0
    )
    told = {name: float(one) for name, one in zip(emulator.names, reach, strict=True)}
    if len(inside) >= points:
        return Left(len(inside) / TRIED, inside[:points], told)

    def log_density(scores: FloatArray) -> FloatArray:
        beyond = np.maximum(deciding(apart, emulator, scores) - CUT, 0)
        return np.asarray(-0.5 * (scores**2).sum(1) - WALL * beyond)

    begin = tried[np.argsort(of)]
    found = sample(log_density, begin, steps=800, seed=seed, keep=points)
    return Left(len(inside) / TRIED, found, told)
