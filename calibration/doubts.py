"""What would change if some figures were wrong: the fit again without them, on the emulator."""

from dataclasses import dataclass

import numpy as np

from calibration.chain import sample
from calibration.fit import Fitted
from calibration.likelihood import normal
from simulate.arrays import FloatArray

STEPS, KEPT = 500, 2000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fit without some targets. shift: parameter -> how far its mean moves, in prior standard deviations; the
    largest. wider: parameter -> posterior spread over that with all targets; the largest.
    """

    without: str
    targets: tuple[str, ...]
    shift: tuple[tuple[str, float], ...]
    wider: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Tension:
    """How far a fitted figure is from what all the others say of it, in standard deviations."""

    target: str
    away: float


def doubts(fitted: Fitted, *, seed: int, most: int = 3) -> tuple[Doubt, ...]:
    """The fit without the figures that nobody saw, and without each grade in turn."""
    base = fitted.chain
    groups = {"figures nobody saw on a page": [not one.verified for one in fitted.used]}
    for grade in "ABCD":
        groups[f"grade {grade}"] = [one.grade == grade for one in fitted.used]
    found = []
    for name, out in groups.items():
        if not any(out) or all(out):
            continue
        chain = refit(fitted, tuple(i for i, gone in enumerate(out) if not gone), seed=seed)
        shift, wider = chain.mean(0) - base.mean(0), chain.std(0) / base.std(0)
        gone = tuple(one.name for one, left_out in zip(fitted.used, out, strict=True) if left_out)
        found.append(Doubt(name, gone, _largest(fitted, shift, most), _largest(fitted, wider, most)))
    return tuple(found)


def refit(fitted: Fitted, some: tuple[int, ...], *, seed: int) -> FloatArray:
    """A sample of the posterior by emulator from some of the targets: (n, dimensions)."""
    emulator, likely = fitted.emulator.only(some), normal(fitted.apart.only(some), fitted.emulator.off[list(some)])

    def density(scores: FloatArray) -> FloatArray:
        return np.asarray(likely(emulator(scores)) - 0.5 * (scores**2).sum(1))

    begin = np.random.default_rng(seed).permutation(fitted.chain)
    return sample(density, begin, steps=STEPS, seed=seed, keep=KEPT)


def tensions(fitted: Fitted) -> tuple[Tension, ...]:
    """Of each fitted target how far it is from what the rest says, worst first; by reweighing the chain."""
    shown = fitted.emulator(fitted.chain)
    whole = normal(fitted.apart, fitted.emulator.off)(shown)
    spread = np.sqrt(np.diag(fitted.apart.covariance(fitted.emulator.off)))
    found = []
    for i, target in enumerate(fitted.used):
        rest = tuple(j for j in range(len(fitted.used)) if j != i)
        log = normal(fitted.apart.only(rest), fitted.emulator.off[list(rest)])(shown[:, list(rest)]) - whole
        # The few draws that a figure all but rules out would weigh as much as all the others: they are held down.
        log = np.minimum(log, np.quantile(log, 0.999))
        weights = np.exp(log - log.max())
        weights /= weights.sum()
        mean = weights @ shown[:, i]
        off = np.sqrt(weights @ (shown[:, i] - mean) ** 2 + spread[i] ** 2)
        away = (fitted.apart.published[i] - fitted.apart.shift[i] - mean) / off
        found.append(Tension(target.name, float(away)))
    return tuple(sorted(found, key=lambda one: -abs(one.away)))


def _largest(fitted: Fitted, of: FloatArray, most: int) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-np.abs(of))[:most]
    return tuple((fitted.space.names[i], float(of[i])) for i in order)
