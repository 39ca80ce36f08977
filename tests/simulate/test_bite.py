"""How hard the loss of benefit bites: the two ends of the debate, and a mean of 1 over the published population.

Nothing here is drawn but one made population, with a fixed seed: no false alarm can come of luck elsewhere.
"""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import gamma

from simulate.bite import benefit_share, bite, mean_share, other_income
from simulate.population import make_population
from tests.simulate.worlds import values

GRID_ERROR = 2e-4
"""Relative error allowed of a mean taken over 4,096 points of a spread this skewed; the errors found are below 1e-4."""
CORRELATED = 1e-3
"""Relative error allowed of the made people: theirs is the published spread, but age and offending are correlated."""
FURTHEST = 60.0
"""Above so many scale lengths a gamma density is nothing in double precision."""


def quadrature(benefit: float, numbers: Mapping[str, float]) -> float:
    """The mean share by adaptive quadrature over the gamma density, t = x**shape taking its pole at 0 away."""
    shape, other, felt = (numbers[f] for f in ("offences.shape", "income.other", "income.by_offending"))

    def share(t: float) -> float:
        x = t ** (1 / shape)
        beside = other * (1 - felt + felt * x / shape)
        return float(np.exp(-x) / gamma(shape + 1) * benefit / (benefit + beside))

    whole, error = quad(share, 0, FURTHEST**shape, limit=500, epsabs=1e-10)
    assert error < 1e-8
    return whole


def by_age(numbers: Mapping[str, float]) -> float:
    """The same over both rates: 50.95 pounds under 25, 64.30 from then on."""
    young = numbers["population.under_25"]
    return young * quadrature(50.95, numbers) + (1 - young) * quadrature(64.30, numbers)


def test_the_two_ends_of_the_debate() -> None:
    """47 of 1,000 pounds a week is next to nothing, 47 of 60 nearly all there is."""
    much, little = benefit_share(np.array([47.0, 47.0]), np.array([953.0, 13.0]))
    assert much == pytest.approx(47 / 1000) and little == pytest.approx(47 / 60)
    # In the model: who offends not at all has 14 pounds besides; 7 times the mean offending raises 896.
    poor, rich = np.array([0.0]), np.array([7.0])
    assert other_income(poor, values()) == pytest.approx(140 * 0.1)
    assert other_income(rich, values()) == pytest.approx(140 * (0.1 + 0.9 * 7))
    young = np.array([20.0])
    assert bite(young, poor, values()) * mean_share(values()) == pytest.approx(50.95 / (50.95 + 14))
    assert bite(young, rich, values()) * mean_share(values()) == pytest.approx(50.95 / (50.95 + 896))
    assert bite(young, poor, values())[0] > 1.2 and bite(young, rich, values())[0] < 0.1


def test_it_rises_with_the_benefit_and_falls_with_other_income() -> None:
    pounds = np.linspace(1, 1000, 400)
    assert (np.diff(benefit_share(pounds, np.full(400, 140.0))) > 0).all()
    assert (np.diff(benefit_share(np.full(400, 64.30), pounds)) < 0).all()
    assert benefit_share(np.array([64.30]), np.array([0.0])).tolist() == [1.0]
    offending = np.linspace(0, 80, 400)
    for age in (20.0, 40.0):
        felt = bite(np.full(400, age), offending, values())
        assert (np.diff(felt) < 0).all() and (felt > 0).all()
    assert (np.diff(other_income(offending, values())) > 0).all()


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"offences.shape": 0.3},
        {"income.other": 300.0},
        {"income.by_offending": 0.7},
        {"population.under_25": 0.5},
    ],
    ids=str,
)
def test_the_mean_share_is_that_of_an_independent_quadrature(changed: dict[str, float]) -> None:
    numbers = values() | changed
    assert mean_share(numbers) == pytest.approx(by_age(numbers), rel=GRID_ERROR)


def test_with_nothing_following_offending_the_mean_needs_no_quadrature() -> None:
    """Everybody has 140 pounds besides: 0.15 x 50.95 / 190.95 + 0.85 x 64.30 / 204.30."""
    alike = values() | {"income.by_offending": 0.0}
    assert mean_share(alike) == pytest.approx(0.15 * 50.95 / 190.95 + 0.85 * 64.30 / 204.30, rel=1e-12)


def test_the_mean_is_one_over_the_published_population() -> None:
    """Over ages and offending independently by quadrature; and over people made with both."""
    numbers = values()
    assert by_age(numbers) / mean_share(numbers) == pytest.approx(1.0, rel=GRID_ERROR)
    who = make_population(claimants=24_000, values=numbers, untreated_people=100_000, seed=1, replicate=0)
    again = bite(who.age, who.propensity_offences, numbers)
    assert np.array_equal(who.bite, again)
    assert who.bite.mean() == pytest.approx(1.0, rel=CORRELATED)


def test_the_young_lose_less_of_the_same_income() -> None:
    """A smaller allowance is a smaller part of all income; from 25 on nothing changes with age."""
    offending = np.full(4, 1.0)
    at_20, at_24, at_25, at_60 = bite(np.array([20.0, 24.999, 25.0, 60.0]), offending, values())
    assert at_20 == at_24 < at_25 == at_60
    # Both have 140 pounds besides: 50.95 / 190.95 against 64.30 / 204.30.
    assert at_24 / at_25 == pytest.approx((50.95 / 190.95) / (64.30 / 204.30))


@pytest.mark.parametrize(
    "name", ["income.other", "income.by_offending", "offences.shape", "population.under_25", "benefits.under_25_2009",
             "benefits.from_25_2009"],
)  # fmt: skip
def test_other_numbers_give_another_mean_and_the_old_ones_the_old(name: str) -> None:
    """No figure is kept from before: the mean is read anew for every set of numbers."""
    before = mean_share(values())
    other = mean_share(values() | {name: values()[name] * 1.05})
    assert abs(other / before - 1) > 1e-4
    assert mean_share(values()) == before
