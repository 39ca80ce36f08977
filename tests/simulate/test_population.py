"""The made population meets every published margin, at any size."""

import numpy as np
import pytest

from simulate.margins import margins
from simulate.population import AGES, correlation_matrix, make_population
from tests.simulate.worlds import values


def made(claimants: int, *, untreated: int = 100_000, replicate: int = 0, inflow: bool = False):  # type: ignore[no-untyped-def]
    return make_population(
        claimants=claimants, values=values(), untreated_people=untreated, seed=1, replicate=replicate,
        inflow=inflow, weeks=52,
    )  # fmt: skip


@pytest.mark.parametrize("untreated", [30_000, 100_000, 120_000])
@pytest.mark.parametrize("claimants", [100, 997, 24_000, 240_000])
def test_every_margin_is_met_to_within_one_claimant(claimants: int, untreated: int) -> None:
    who = made(claimants, untreated=untreated)
    found = margins(who, values(), untreated_people=untreated)
    assert len(found) == 27 + 9 + 149
    slack = {margin.name: abs(margin.error) / margin.rounding for margin in found}
    # Two cuts bound a middle level, so rounding can cost a claimant at either end; a region is a sum of areas' cuts.
    assert {name: size for name, size in slack.items() if size > 1.01} == {}


@pytest.mark.parametrize("claimants", [99, 0, 5_000_001])
def test_an_impossible_size_is_refused(claimants: int) -> None:
    with pytest.raises(ValueError, match="claimants must be 100 to 5,000,000"):
        made(claimants)


def test_it_stands_for_the_240000_at_any_size() -> None:
    assert made(24_000).weight == 10.0
    assert made(240_000).weight == 1.0


def test_traits_are_correlated_as_asked() -> None:
    who = made(100_000)
    severe = who.severity > np.quantile(who.severity, 0.9)
    assert who.injecting[severe].mean() > who.injecting.mean() + 0.1
    assert who.dual_diagnosis[severe].mean() > who.dual_diagnosis.mean() + 0.05
    assert np.corrcoef(who.age, who.chronic_condition)[0, 1] > 0.15


def test_a_replicate_has_its_own_people_and_always_the_same() -> None:
    one, again, other = made(1000), made(1000), made(1000, replicate=1)
    assert np.array_equal(one.severity, again.severity) and np.array_equal(one.status, again.status)
    assert not np.array_equal(one.severity, other.severity)


def test_propensities_have_mean_one_and_offending_is_very_unequal() -> None:
    who = made(50_000)
    for spread in (who.propensity_offences, who.propensity_overdoses, who.propensity_hospital):
        assert spread.mean() == pytest.approx(1.0) and (spread >= 0).all()
    # 60% commit none in four weeks although the mean is 10: the published spread.
    none = np.exp(-10 * who.propensity_offences).mean()
    assert none == pytest.approx(0.6, abs=0.01)


def test_the_ages_used_to_centre_risks_are_those_made() -> None:
    who = made(100_000)
    assert who.age.min() >= AGES[0] and who.age.max() <= AGES[-1]
    assert who.age.mean() == pytest.approx(values()["population.mean_age"], abs=0.05)
    assert who.age.std() == pytest.approx(values()["population.sd_age"], abs=0.05)


def test_inflow_comes_in_over_time_and_untreated() -> None:
    who = made(24_000, inflow=True)
    later = who.take(np.flatnonzero(who.enters > 0))
    assert len(later) == int(values()["population.inflow"] / 10)
    assert later.enters.max() < 52 and (np.diff(later.enters) > 0).all()
    assert later.number.min() == 24_000


def test_correlations_that_make_no_matrix_are_refused() -> None:
    broken = values() | {"correlation.severity_injecting": 0.99, "correlation.severity_homeless": -0.99}
    broken |= {"correlation.severity_offending": 0.99}
    with pytest.raises(ValueError, match="no positive definite matrix"):
        correlation_matrix(broken)
    with pytest.raises(ValueError, match="names no pair"):
        correlation_matrix(values() | {"correlation.severity_luck": 0.1})
