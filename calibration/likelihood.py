"""How likely the published figures are where the model shows others: a normal with everything that may set them apart.

    figure = what the model shows + shift + error + discrepancy + what else is unknown

The last is of the parameters that are not fitted, contested ones among them, and of luck: how far runs that share the
fitted parameters are apart, with all its correlations between targets, as it was found by running them. So what is not
fitted is averaged over, and nothing is learnt of it.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from simulate.arrays import FloatArray


@dataclass(frozen=True)
class Apart:
    """What sets figures and model apart. All on the scales of the targets.

    published: (targets,). variance: (targets,) of error and discrepancy. shift: (targets,) by which runs with all else
    drawn are above those with all else central. rest: (targets, targets) covariance of what else is unknown.
    """

    published: FloatArray
    variance: FloatArray
    shift: FloatArray
    rest: FloatArray

    def covariance(self, emulator: FloatArray | None = None) -> FloatArray:
        """(targets, targets). emulator: (targets,) its leave-out error, where one stands for the model."""
        more = 0.0 if emulator is None else emulator**2
        return self.rest + np.diag(self.variance + more)

    def only(self, some: tuple[int, ...]) -> "Apart":
        """Of some targets."""
        at = list(some)
        return Apart(self.published[at], self.variance[at], self.shift[at], self.rest[np.ix_(at, at)])


@dataclass(frozen=True)
class Normal:
    """Log density of the published figures, given what the model shows."""

    published: FloatArray
    shift: FloatArray
    root: FloatArray

    def __call__(self, shown: FloatArray) -> FloatArray:
        """(n,), but for a constant, at (n, targets)."""
        off = linalg.solve_triangular(self.root, (self.published - shown - self.shift).T, lower=True)
        return np.asarray(-0.5 * (off**2).sum(0))

    @property
    def constant(self) -> float:
        """What is left out of it: differs between covariances."""
        return -float(np.log(np.diag(self.root)).sum())


def normal(apart: Apart, emulator: FloatArray | None = None) -> Normal:
    """The likelihood. emulator: as `Apart.covariance`."""
    return Normal(apart.published, apart.shift, linalg.cholesky(apart.covariance(emulator), lower=True))


def implausibility(apart: Apart, shown: FloatArray, emulator: FloatArray) -> FloatArray:
    """How many standard deviations each figure is from what the emulator shows: (n, targets)."""
    spread = np.sqrt(np.diag(apart.covariance(emulator)))
    return np.asarray(np.abs(apart.published - shown - apart.shift) / spread)


def what_else(figures: FloatArray, at_centre: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shift and covariance of what else is unknown, from runs with all but the fitted drawn.

    figures: (runs, targets). at_centre: (targets,) of a run with all else central. The covariance is shrunk after
    Ledoit and Wolf, as there are not many more runs than targets.
    """
    from sklearn.covariance import LedoitWolf

    known = np.where(np.isfinite(figures), figures, np.nanmean(figures, axis=0))
    scale = known.std(0)
    scale[scale == 0] = 1
    found = LedoitWolf().fit((known - known.mean(0)) / scale).covariance_
    return known.mean(0) - at_centre, np.asarray(found * np.outer(scale, scale))
