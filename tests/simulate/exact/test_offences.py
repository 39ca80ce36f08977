"""Offences: a Poisson count for each person, whose own rate is gamma with mean 1 and shape k.

Nothing changes in anybody's life, so a person commits m x propensity in expectation, m = rate x weeks, and counts of
people are negative binomial:
    P(N = x) = NB(x; k, k / (k + m)),       mean m,       variance m (1 + m / k),       P(none) = (k / (k + m))^k
Compared by chi-square over cells of at least 25 people, by the mean and by the share who commit none. The people of a
replicate are made evenly over the published margins, so that their sum scatters less than that of a sample would; every
one of them alone is a draw of the distribution, and the limits err on the safe side.
Planted: plain Poisson counts, and a spread of another shape.
"""

import numpy as np
import pytest
from scipy import stats

import simulate.observe
from simulate.arrays import FloatArray, IntArray
from simulate.poisson import quantile
from simulate.run import run_replicate
from simulate.status import Income
from tests.conftest import Figure
from tests.simulate.bench import regime
from tests.simulate.exact.small import compiled, only, started
from tests.simulate.worlds import values
from tests.statistics import Compared, chi_square, compare, given, join, seed_of

WEEKS, PEOPLE, CELL = 26, 20_000, 25
HARMLESS = {"die.in_treatment": 1e-12}
"""A world in which nothing ever happens still needs something that could."""


def mean() -> float:
    return values()["offending.offences_a_week"] * WEEKS


def drawn(monkeypatch: pytest.MonkeyPatch, people: int = PEOPLE, seed: int = 0) -> IntArray:
    """Offences of each person, as the observer draws them: (people,)."""
    made: list[IntArray] = []

    def seen(u: FloatArray, of: FloatArray) -> IntArray:
        made.append(quantile(u, of))
        return made[-1]

    monkeypatch.setattr(simulate.observe, "quantile", seen)
    it = compiled(regime(), only("die"), opening={"income": Income.JSA}, changed=HARMLESS)
    start = started(it, claimants=people, weeks=2, seed=seed_of("offences") + seed, income=Income.JSA)
    whole = run_replicate(it, start, weeks=WEEKS, ticks=())
    total = whole.drawn[:, whole.counts.index("offences")].sum()
    [found] = [one for one in made if one.sum() == total]
    return found


def judged(found: IntArray, k: float) -> Compared:
    m, n = mean(), len(found)
    law = stats.nbinom(k, k / (k + m)) if np.isfinite(k) else stats.poisson(m)
    edges = np.unique(np.append(law.ppf(np.linspace(0, 1 - 2 * CELL / n, 60)), 0.0))
    chance = np.diff(np.concatenate([[0.0], law.cdf(edges), [1.0]]))
    cells = np.bincount(np.searchsorted(edges, found, side="left"), minlength=len(chance))
    even = given("offences", ["distribution"], [chi_square(cells, chance * n, CELL)])
    none = float(law.pmf(0))
    spread = [float(law.std()) / np.sqrt(n), np.sqrt(max(none * (1 - none), 1e-12) / n)]
    two = compare("offences", ["mean", "none"], [found.mean(), (found == 0).mean()], [m, max(none, 1e-12)], spread)
    return join(even, two)


@pytest.mark.short
def test_offences_of_a_person_are_negative_binomial(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(drawn(monkeypatch), values()["offences.shape"]).note(figure, f"Offences of {PEOPLE:,} people")


def test_counts_without_the_spread_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(monkeypatch)
    assert len(judged(found, np.inf).failures) >= 2
    assert judged(found, values()["offences.shape"] * 1.1).failures


@pytest.mark.verify
def test_offences_of_many(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(drawn(monkeypatch, 240_000, seed=1), values()["offences.shape"]).note(figure, "Offences of 240,000 people")


def test_offences_by_group_are_those_of_its_people() -> None:
    it = compiled(regime(), only("die"), opening={"income": Income.JSA}, changed=HARMLESS)
    start = started(it, claimants=600, weeks=2, seed=2, income=Income.JSA)
    seen = run_replicate(it, start, weeks=WEEKS, ticks=())
    at = seen.counts.index("offences")
    who = start.who
    want = [mean() * who.propensity_offences[one].sum() for one in (~who.male, who.male)]
    assert seen.group_expected["sex"][:, at].sum(axis=0) == pytest.approx(want, rel=1e-9)
