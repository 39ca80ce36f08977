"""An emulator: what the model would show at a point, in a thousandth of the time.

For each target a quadratic in the scores whose terms LassoLarsIC picks by BIC, and where it helps a Gaussian process of
what is left over. How far off it is, is measured on points it was not made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
from sklearn.linear_model import LassoLarsIC

from simulate.arrays import FloatArray, IntArray

FOLDS = 8
CHECKED = 0.95
"""Share of the points left out that a check of an emulator is about."""
HELPS = 0.95
"""A process of the residuals is kept where it brings the leave-out error below this share of that without it."""
ENOUGH = 256
LARGEST_PROCESS = 600
"""Points a process of residuals is made from, at most: the last ones, which lie nearest to what matters."""


@dataclass(frozen=True)
class Smooth:
    """A quadratic: terms are pairs of columns (-1 for one), with a coefficient each.

    spread: of its residuals. inverse: of the cross products of its terms, the constant first, by which it is less sure
    far from the points that it was made from.
    """

    first: IntArray
    second: IntArray
    coefficients: FloatArray
    constant: float
    spread: float
    inverse: FloatArray

    def __call__(self, scores: FloatArray) -> FloatArray:
        """(n,) at (n, dimensions)."""
        return self.constant + _products(scores, self.first, self.second) @ self.coefficients

    def claimed(self, scores: FloatArray) -> FloatArray:
        """Standard deviation that is claimed for what is seen at (n, dimensions): (n,)."""
        terms = np.column_stack([np.ones(len(scores)), _products(scores, self.first, self.second)])
        return np.asarray(self.spread * np.sqrt(1 + np.einsum("ij,jk,ik->i", terms, self.inverse, terms)))


@dataclass(frozen=True)
class Process:
    """A Gaussian process of residuals: Matern 5/2 with one length over the columns that the target hangs on, written
    out so that a chain may call it often.
    """

    columns: IntArray
    at: FloatArray
    weights: FloatArray
    length: float
    height: float

    def __call__(self, scores: FloatArray) -> FloatArray:
        """(n,) at (n, dimensions)."""
        return np.asarray(self.alike(scores) @ self.weights)

    def spread(self, scores: FloatArray, noise: float) -> FloatArray:
        """Standard deviation that is claimed for what is seen at (n, dimensions): (n,)."""
        matrix = self.alike_within() + noise * np.eye(len(self.at))
        alike = self.alike(scores)
        known = np.einsum("ij,ji->i", alike, np.linalg.solve(matrix, alike.T))
        return np.asarray(np.sqrt(np.maximum(self.height - known, 0) + noise))

    def alike_within(self) -> FloatArray:
        """How alike the points are that it is made from: (points, points)."""
        return self._alike(self.at)

    def alike(self, scores: FloatArray) -> FloatArray:
        """How alike (n, dimensions) are to the points it is made from: (n, points)."""
        return self._alike(scores[:, self.columns])

    def _alike(self, scores: FloatArray) -> FloatArray:
        square = (scores**2).sum(1)[:, None] + (self.at**2).sum(1)[None] - 2 * scores @ self.at.T
        away = np.sqrt(5 * np.maximum(square, 0)) / self.length
        return np.asarray(self.height * ((1 + away + away**2 / 3) * np.exp(-away)))


@dataclass(frozen=True)
class Emulator:
    """Emulators of several targets.

    names: of the targets. off: (targets,) leave-out error, a standard deviation on the scale of each. worst: (targets,)
    leave-out error that 95% of points stay within. within: (targets,) share of points left out that lay within three of
    the standard deviations that were claimed for them.
    """

    names: tuple[str, ...]
    smooth: tuple[Smooth, ...]
    process: tuple[Process | None, ...]
    off: FloatArray
    worst: FloatArray
    within: FloatArray

    def __call__(self, scores: FloatArray) -> FloatArray:
        """(n, targets) at (n, dimensions)."""
        columns = []
        for smooth, process in zip(self.smooth, self.process, strict=True):
            column = smooth(scores)
            columns.append(column if process is None else column + process(scores))
        return np.stack(columns, axis=1)

    def only(self, some: Sequence[int]) -> "Emulator":
        """The emulator of some of its targets."""
        return Emulator(
            tuple(self.names[i] for i in some), tuple(self.smooth[i] for i in some),
            tuple(self.process[i] for i in some), self.off[list(some)], self.worst[list(some)], self.within[list(some)],
        )  # fmt: skip

    @property
    def rough(self) -> "Emulator":
        """The same without the processes of residuals: a smooth function, for checks that need very many calls."""
        return Emulator(self.names, self.smooth, (None,) * len(self.names), self.off, self.worst, self.within)


def emulate(names: Sequence[str], scores: FloatArray, figures: FloatArray) -> Emulator:
    """Make emulators. scores: (n, dimensions). figures: (n, targets), not a number where a run told nothing."""
    made = [_one(scores, figures[:, i]) for i in range(len(names))]
    return Emulator(
        tuple(names), tuple(one[0] for one in made), tuple(one[1] for one in made),
        *np.array([one[2] for one in made]).T,
    )  # fmt: skip


def _one(scores: FloatArray, figures: FloatArray) -> tuple[Smooth, Process | None, tuple[float, float, float]]:
    known = np.isfinite(figures)
    at, of = scores[known], figures[known]
    if len(of) < 2 * FOLDS or of.std() == 0:
        constant = float(of.mean()) if len(of) else 0.0
        none = np.zeros(0, np.int64)
        nothing = Smooth(none, none, np.zeros(0), constant, 0.0, np.zeros((1, 1)))
        return nothing, None, (0.0, 0.0, float(len(of) >= 2 * FOLDS))
    smooth = _smooth(at, of)
    active = np.array(_active(at, of) or [0], np.int64)
    process, lengths = _process(active, at, of - smooth(at))
    plain, helped, claimed, more_claimed = np.zeros((4, len(of)))
    for fold in range(FOLDS):
        out = np.arange(len(of)) % FOLDS == fold
        part = _smooth(at[~out], of[~out])
        plain[out] = of[out] - part(at[out])
        more = _process_of(active, at[~out], of[~out] - part(at[~out]), *lengths)
        helped[out] = plain[out] - more(at[out])
        claimed[out] = part.claimed(at[out])
        more_claimed[out] = more.spread(at[out], lengths[2])
    use = helped.std() < HELPS * plain.std()
    errors, said = (helped, more_claimed) if use else (plain, claimed)
    within = float(np.mean(np.abs(errors) <= 3 * said))
    worst = float(np.quantile(np.abs(errors), CHECKED))
    return smooth, process if use else None, (float(np.sqrt(np.mean(errors**2))), worst, within)


def _products(scores: FloatArray, first: IntArray, second: IntArray) -> FloatArray:
    product = scores[:, first]
    return np.where(second >= 0, product * scores[:, second], product)


def _smooth(scores: FloatArray, figures: FloatArray) -> Smooth:
    """Lines and squares by BIC first; then products of those that were picked as well."""
    first = _active(scores, figures)
    pairs = [(j, -1) for j in first] + [(j, k) for a, j in enumerate(first) for k in first[a:]]
    if not pairs:
        pairs = [(0, -1)]
    one, other = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    terms = _products(scores, one, other)
    some = picked(terms, figures)
    one, other, terms = one[some], other[some], terms[:, some]
    design = np.column_stack([np.ones(len(terms)), terms])
    solved, *_ = np.linalg.lstsq(design, figures, rcond=None)
    free = max(len(figures) - design.shape[1], 1)
    spread = float(np.sqrt(((figures - design @ solved) ** 2).sum() / free))
    inverse = np.asarray(np.linalg.pinv(design.T @ design), np.float64)
    return Smooth(one, other, np.asarray(solved[1:], np.float64), float(solved[0]), spread, inverse)


def _active(scores: FloatArray, figures: FloatArray) -> list[int]:
    """Columns of which the line or the square is picked."""
    return sorted({i % scores.shape[1] for i in picked(np.hstack([scores, scores**2]), figures)})


def picked(terms: FloatArray, figures: FloatArray) -> list[int]:
    """Columns that BIC picks along the path of the lasso."""
    centre, scale = terms.mean(0), terms.std(0)
    scale[scale == 0] = 1
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)
        noise = None
        if len(figures) <= terms.shape[1] + 1:
            noise = float(np.var(figures)) / 2
        found = LassoLarsIC(criterion="bic", noise_variance=noise).fit((terms - centre) / scale, figures)
    return [int(i) for i in np.flatnonzero(found.coef_)]


def _process(
    columns: IntArray, scores: FloatArray, residuals: FloatArray
) -> tuple[Process, tuple[float, float, float]]:
    # Length, height and noise are learnt from fewer points, as that takes the cube of their number.
    at, of = scores[-ENOUGH:, columns], residuals[-ENOUGH:]
    size = float(of.std()) or 1.0
    start = float(np.sqrt(len(columns)))
    kernel = ConstantKernel(0.5, (1e-3, 1e2)) * Matern(start, (0.3 * start, 10 * start), nu=2.5)
    kernel += WhiteKernel(0.5, (1e-3, 1e1))
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)
        found = GaussianProcessRegressor(kernel, alpha=0.0).fit(at, of / size)
    told = found.kernel_.get_params()
    height = told["k1__k1__constant_value"] * size**2
    lengths = float(told["k1__k2__length_scale"]), float(height), float(told["k2__noise_level"] * size**2)
    return _process_of(columns, scores, residuals, *lengths), lengths


def _process_of(
    columns: IntArray, scores: FloatArray, residuals: FloatArray, length: float, height: float, noise: float
) -> Process:
    """A process with known length, height and noise."""
    at, of = scores[-LARGEST_PROCESS:, columns], residuals[-LARGEST_PROCESS:]
    alone = Process(columns, at, np.zeros(len(at)), length, height)
    matrix = alone.alike_within() + noise * np.eye(len(at))
    weights = np.asarray(np.linalg.solve(matrix, of), np.float64)
    return Process(columns, at, weights, length, height)
