"""The one place for statistics keeps its promises: as few false alarms as it says, and errors found as often."""

import numpy as np
import pytest
from scipy import stats

from tests.statistics import (
    compare,
    given,
    join,
    least_count_found,
    least_distance_found,
    least_found,
    least_share_found,
    level_of,
    limit_of,
    seed_of,
    spoken,
    two_sided,
    two_sided_counts,
)
from tests.verification.families import FALSE_ALARM, FAMILIES, HEADINGS, POWER

N = 20_000
"""Trials: a share is known to within 0.015 at four standard errors."""


def test_all_families_together_have_the_false_alarm_rate_and_no_more() -> None:
    assert sum(one.share for one in FAMILIES.values()) <= 1 + 1e-12
    assert all(0 <= one.share <= 1 and one.comparisons >= 1 for one in FAMILIES.values())
    assert {one.heading for one in FAMILIES.values()} <= set(HEADINGS)
    assert all(one.catches.endswith(".") for name, one in FAMILIES.items() if name != "others")


def test_the_share_of_a_family_is_split_over_its_comparisons() -> None:
    for name, one in FAMILIES.items():
        if one.share:
            assert level_of(name) * one.comparisons == pytest.approx(FALSE_ALARM * one.share)
            assert level_of(name, 7) * 7 == pytest.approx(FALSE_ALARM * one.share)
    with pytest.raises(ValueError, match="leaves nothing to chance"):
        level_of("levers")
    with pytest.raises(KeyError):
        level_of("no such family")


def test_an_error_of_the_least_size_is_found_as_often_as_stated() -> None:
    """Normal, Poisson with many and with few, shares, and distances of distributions (at least as often)."""
    rng = np.random.default_rng(1)
    level, want, spread = 1e-4, 50.0, 2.0
    off = float(least_found(level, spread, want))
    got = rng.normal(want * (1 + off), spread, N)
    assert np.mean(two_sided(got, np.full(N, want), np.full(N, spread)) < level) == pytest.approx(POWER, abs=0.015)
    for mean, off in ((40.0, least_count_found(level, 40.0)), (4e4, float(least_found(level, 200.0, 4e4)))):
        found = two_sided_counts(rng.poisson(mean * (1 + off), N), np.full(N, mean), np.full(N, np.sqrt(mean))) < level
        assert np.mean(found) == pytest.approx(POWER, abs=0.02)
    points = least_share_found(level, 1000, 0.9)
    got = rng.binomial(1000, 0.9 - points, N) / 1000
    assert np.mean(two_sided(got, np.full(N, 0.9), np.sqrt(0.9 * 0.1 / 1000)) < level) == pytest.approx(POWER, abs=0.05)
    apart = least_distance_found(level, 500)
    moved = [np.where(rng.random(500) < 2 * apart, rng.random(500) / 2, rng.random(500)) for _ in range(200)]
    assert np.mean([stats.kstest(one, "uniform").pvalue < level for one in moved]) >= POWER - 0.1, "apart at the middle"


def test_false_alarms_are_as_rare_as_stated() -> None:
    rng = np.random.default_rng(2)
    level = 0.01
    normal = two_sided(rng.normal(0, 1, N) + 10, np.full(N, 10.0), np.ones(N))
    few = two_sided_counts(rng.poisson(12, N), np.full(N, 12.0), np.full(N, np.sqrt(12)))
    many = two_sided_counts(rng.poisson(900, N), np.full(N, 900.0), np.full(N, 30.0))
    assert np.mean(normal < level) == pytest.approx(level, abs=0.003)
    assert np.mean(few < level) <= level + 0.003
    assert np.mean(many < level) == pytest.approx(level, abs=0.004)


def test_no_spread_means_that_nothing_but_the_figure_itself_will_do() -> None:
    assert two_sided(np.array([1.0, 1.1]), np.ones(2), np.zeros(2)).tolist() == [1.0, 0.0]


def test_what_fails_is_named_worst_first() -> None:
    found = compare("small", ["right", "wrong", "worse"], [10, 20, 40], [10, 10, 10], [1, 1, 1])
    assert [one.split(" (")[0] for one in found.failures] == ["worse", "wrong"]
    assert found.finds[0] == pytest.approx((limit_of("small") + stats.norm.ppf(POWER)) / 10)
    assert given("small", ["even"], [0.5]).failures == []
    with pytest.raises(ValueError, match="2 names, 1 figures"):
        compare("small", ["a", "b"], [1], [1], [1])
    assert seed_of("markov") == 20090427


def test_least_errors_in_words() -> None:
    assert spoken(np.array([0.021])) == "2.1%"
    assert spoken(np.array([0.004, 0.12])) == "0.4% to 12.0%"
    assert spoken(np.array([])) == ""
    assert (spoken(np.array([0.02, 3.0])), spoken(np.array([3.0]))) == ("2.0% to rare", "rare")


def test_comparisons_of_one_family_are_joined() -> None:
    both = join(given("small", ["a"], [0.5]), compare("small", ["b"], [40], [10], [1]))
    assert both.names == ("a", "b") and [one.split(" (")[0] for one in both.failures] == ["b"]
    with pytest.raises(ValueError, match="one family"):
        join(given("small", ["a"], [0.5]), given("timers", ["b"], [0.5]))
