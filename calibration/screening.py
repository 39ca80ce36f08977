"""What matters: parameters whose prior moves a target noticeably against all that it may be off by anyway."""

import numpy as np

from calibration.emulator import picked
from calibration.latent import fittable
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray

NOTICEABLE = 0.15
"""Of the standard deviation of error and discrepancy, for a prior standard deviation of the parameter."""


def effects(parameters: Parameters, scores: dict[str, FloatArray], figures: FloatArray) -> dict[str, FloatArray]:
    """How far a standard deviation of each parameter moves each target: name -> (targets,), on their scales.

    scores: (n,) of everything uncertain in the runs. figures: (n, targets).
    """
    names = fittable(parameters)
    design = np.column_stack([scores[name] for name in names])
    found = np.zeros((len(names), figures.shape[1]))
    for i in range(figures.shape[1]):
        known = np.isfinite(figures[:, i])
        some = picked(design[known], figures[known, i])
        if some:
            at = np.column_stack([np.ones(known.sum()), design[known][:, some]])
            solved, *_ = np.linalg.lstsq(at, figures[known, i], rcond=None)
            found[some, i] = solved[1:]
    return dict(zip(names, found, strict=True))


def that_matter(of: dict[str, FloatArray], spread: FloatArray, *, most: int) -> tuple[str, ...]:
    """Those that move a target noticeably, the strongest first. spread: (targets,) of error and discrepancy."""
    strength = {name: float(np.max(np.abs(effect) / spread)) for name, effect in of.items()}
    some = [name for name, strong in strength.items() if strong >= NOTICEABLE]
    return tuple(sorted(some, key=lambda name: -strength[name])[:most])
