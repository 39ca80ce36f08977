"""The one place for statistics in the tests: how often they may cry wolf, and how small an error they would find.

All statistical checks of the project together fail by luck at most once in `1 / FALSE_ALARM` times, were their seeds
drawn anew. Each family of checks (`tests/verification/families.py`) has a share of that rate and splits it evenly over
its comparisons (Bonferroni, so it does not matter how comparisons hang together). What a comparison would find is
worked out from the same spread that it is judged by: the relative error that is noticed `POWER` of the time.

    level = level_of("erlang")                                  # of each comparison of that family
    found = compare("erlang", names, got, want, spread)         # arrays of one length; spread: standard errors
    found.note(figure, "M/M/c/c, loss")                         # a row of the table that `make verify` prints
    assert not found.failures                                   # or, in `make test`, this alone
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from simulate.arrays import FloatArray
from tests.verification.families import FALSE_ALARM, FAMILIES, POWER, Family
from tests.verification.rows import Figure

FEW = 100.0
"""Counts of which fewer are expected are judged by the Poisson distribution, others by the normal."""


def family(name: str) -> Family:
    """A family of checks. Raises KeyError for one that is not in the register."""
    return FAMILIES[name]


def level_of(name: str, comparisons: int | None = None) -> float:
    """The false-alarm rate of one comparison of a family, of so many (or as many as the register says)."""
    of = family(name)
    if not of.share:
        raise ValueError(f"{name} has no share of the false-alarm rate: it leaves nothing to chance")
    return FALSE_ALARM * of.share / (comparisons or of.comparisons)


def limit_of(name: str, comparisons: int | None = None) -> float:
    """The same as standard errors, two-sided, of a normal figure."""
    return float(stats.norm.isf(level_of(name, comparisons) / 2))


def seed_of(name: str) -> int:
    """The seed of a family."""
    return family(name).seed


def two_sided(got: ArrayLike, want: ArrayLike, spread: ArrayLike) -> FloatArray:
    """The chance of a deviation as large, for normal figures: shape of `got`. No spread: 1 if equal, else 0."""
    one, other = np.asarray(got, np.float64), np.asarray(want, np.float64)
    off = np.abs(one - other)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stats.norm.sf(off / np.asarray(spread, np.float64))
    return np.where(off < 1e-9 * np.maximum(1.0, np.abs(other)), 1.0, np.nan_to_num(p, nan=0.0))


def two_sided_counts(got: ArrayLike, want: ArrayLike, spread: ArrayLike) -> FloatArray:
    """The same for counts: by the Poisson distribution where fewer than `FEW` are expected."""
    one, other = np.asarray(got, np.float64), np.asarray(want, np.float64)
    poisson = 2 * np.minimum(stats.poisson.cdf(one, other), stats.poisson.sf(one - 1, other))
    p = np.where(other < FEW, np.minimum(poisson, 1.0), two_sided(one, other, spread))
    return np.where(np.abs(other - one) < 1e-6, 1.0, p)


def chi_square(got: ArrayLike, want: ArrayLike, least: float = 5.0) -> float:
    """Pearson's chance of counts as far from what is expected; cells of which fewer than `least` are, are one."""
    one, other = np.asarray(got, np.float64), np.asarray(want, np.float64)
    few = other < least
    one, other = (np.append(each[~few], each[few].sum()) for each in (one, other))
    there = other > 1e-9 * other.sum()
    if one[~there].any():
        return 0.0
    return float(stats.chi2.sf(((one - other)[there] ** 2 / other[there]).sum(), max(there.sum() - 1, 1)))


def least_found(level: float, spread: ArrayLike, want: ArrayLike, power: float = POWER) -> FloatArray:
    """The relative error that a two-sided comparison at this level notices `power` of the time: shape of `spread`.

    spread: standard error of the figure, want: the figure.
    """
    needed = stats.norm.isf(level / 2) + stats.norm.ppf(power)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.abs(needed * np.asarray(spread, np.float64) / np.asarray(want, np.float64))
    return np.asarray(found, np.float64)


def least_count_found(level: float, want: float, power: float = POWER) -> float:
    """The same of a Poisson count, exactly: by which share more must happen to be noticed `power` of the time."""
    if want <= 0:
        return np.inf
    upper = stats.poisson.isf(level / 2, want)  # judged as extreme: P(at least got) < level / 2, so got above this
    return float(
        optimize.brentq(lambda mean: stats.poisson.sf(upper, mean) - power, want / 2, 3 * upper + 20) / want - 1
    )


def least_share_found(level: float, n: int, share: float, power: float = POWER) -> float:
    """How far from a share of n trials, in points, a share must be to be noticed `power` of the time."""
    return float((stats.norm.isf(level / 2) + stats.norm.ppf(power)) * np.sqrt(share * (1 - share) / n))


def least_distance_found(level: float, n: int, power: float = POWER) -> float:
    """The largest distance between two distribution functions that Kolmogorov and Smirnov's test on n numbers notices.

    An upper bound, from the point where they are furthest apart: there the share below is binomial.
    """
    return float(stats.kstwo.isf(level, n) + stats.norm.ppf(power) * np.sqrt(0.25 / n))


RARE = 1.0
"""An error beyond which a figure would have to be off by more than itself: it hardly ever happens."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparisons of one family, judged together.

    names: one a comparison. p: (comparisons,) two-sided chance of a deviation as large. finds: (comparisons,) relative
    error that each would find. level: the least chance that passes.
    """

    family: str
    names: tuple[str, ...]
    p: FloatArray
    finds: FloatArray
    level: float

    @property
    def failures(self) -> list[str]:
        """What fails, worst first."""
        order = np.argsort(self.p, kind="stable")
        return [f"{self.names[i]} (p {self.p[i]:.1e})" for i in order if self.p[i] < self.level]

    def note(self, figure: Figure, check: str, catches: str = "", shown: str = "") -> None:
        """A row of the table of what was verified; fails the test if a comparison fails."""
        said = shown or f"{len(self.p)} compared" + (f"; worst: {self.failures[0]}" if self.failures else "")
        finds = self.finds[np.isfinite(self.finds)]
        figure(
            check,
            f"{said}, least p {self.p.min():.1e}",
            f"p >= {self.level:.1e}",
            not self.failures,
            family=self.family,
            catches=catches,
            finds=spoken(finds),
            p=float(self.p.min()),
            level=self.level,
        )


def spoken(finds: FloatArray) -> str:
    """The least errors found, in words: `2.1%`, `0.4% to 12.0%`, or `4.1% to rare`, of what hardly ever happens."""
    if not len(finds):
        return ""
    low, high = float(np.min(finds)), float(np.max(finds))
    if high > RARE:
        return f"{low:.1%} to rare" if low <= RARE else "rare"
    return f"{low:.1%}" if high < low * 1.05 else f"{low:.1%} to {high:.1%}"


def compare(
    name: str, names: Sequence[str], got: ArrayLike, want: ArrayLike, spread: ArrayLike, *, counts: bool = False,
    comparisons: int | None = None,
) -> Compared:  # fmt: skip
    """Figures of the engine against what they must be.

    got, want, spread: (comparisons,) figure, exact expectation, standard error of the figure. counts: whether they are
    counts of rare things. comparisons: of the whole family, where it is not what the register says.
    """
    one, other, error = (np.asarray(array, np.float64).ravel() for array in (got, want, spread))
    if not len(names) == len(one) == len(other) == len(error):
        raise ValueError(f"{len(names)} names, {len(one)} figures, {len(other)} expected, {len(error)} spreads")
    level = level_of(name, comparisons)
    p = (two_sided_counts if counts else two_sided)(one, other, error)
    finds = least_found(level, error, other)
    if counts:
        few = np.flatnonzero(other < FEW)
        finds[few] = [least_count_found(level, float(other[i])) for i in few]
    return Compared(name, tuple(names), p, finds, level)


def join(*parts: Compared) -> Compared:
    """Comparisons of one family as one. Raises ValueError for parts of several."""
    if len({(one.family, one.level) for one in parts}) != 1:
        raise ValueError("only comparisons of one family can be joined")
    names = tuple(name for one in parts for name in one.names)
    p, finds = (np.concatenate(every) for every in ([one.p for one in parts], [one.finds for one in parts]))
    return Compared(parts[0].family, names, p, finds, parts[0].level)


def given(name: str, names: Sequence[str], p: Sequence[float], finds: Sequence[float] = ()) -> Compared:
    """Comparisons whose chances come from elsewhere, such as `scipy.stats`."""
    known = np.asarray(finds, float) if len(finds) else np.full(len(names), np.inf)
    return Compared(name, tuple(names), np.asarray(p, float), known, level_of(name))
