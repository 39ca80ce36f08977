"""Estimates against cases worked by hand and tables of known variance."""

import numpy as np
import pytest

from results.estimate import ENOUGH_DRAWS, components, estimate, how_made, level


def test_exactly_no_difference_is_exactly_zero() -> None:
    for shape in ((1, 4), (3, 2), (50, 2)):
        one = estimate(np.zeros(shape))
        assert (one.mean, one.low, one.high, one.above_zero) == (0.0, 0.0, 0.0, 0.0)
        assert one.zero and not one.settled


def test_t_interval_is_that_of_the_textbook() -> None:
    # 1, 2, 3, 4: mean 2.5, sd 1.290994, standard error 0.645497.
    # t with 3 degrees of freedom is 3.182446 at 97.5%.
    one = estimate(np.array([[1.0, 2.0, 3.0, 4.0]]))
    assert one.mean == 2.5
    assert one.low == pytest.approx(2.5 - 3.182446 * 0.645497, abs=1e-5)
    assert one.high == pytest.approx(2.5 + 3.182446 * 0.645497, abs=1e-5)
    # t = 3.872983 with 3 degrees of freedom leaves 0.015233 above it.
    assert one.above_zero == pytest.approx(1 - 0.015233, abs=1e-5)
    assert (one.parameters, one.chance) == (0.0, 1.0)


def test_a_single_run_has_no_interval() -> None:
    for value in (3.0, 0.0):
        one = estimate(np.array([[value]]))
        assert (one.low, one.high, one.above_zero, one.parameters) == (None, None, None, None)
        assert not one.settled and not one.zero
    assert how_made(1, 1).startswith("No interval")


def test_variance_is_split_into_what_made_it() -> None:
    rng = np.random.default_rng(1)
    draws, replicates = 400, 200
    table = (
        10
        + 3.0 * rng.standard_normal((draws, 1))  # parameters
        + 2.0 * rng.standard_normal((1, replicates))  # luck shared over the draws
        + 1.0 * rng.standard_normal((draws, replicates))
    )
    parameters, shared, own = components(table)
    assert parameters == pytest.approx(9.0, rel=0.2)
    assert shared == pytest.approx(4.0, rel=0.25)
    assert own == pytest.approx(1.0, rel=0.02)
    one = estimate(table)
    assert one.parameters == pytest.approx(9 / 14, abs=0.06)
    assert one.parameters is not None and one.chance is not None
    assert one.parameters + one.chance == pytest.approx(1.0)


def test_few_replicates_do_not_pass_luck_off_as_parameters() -> None:
    rng = np.random.default_rng(4)
    found = [components(rng.standard_normal((40, 1)) + 2 * rng.standard_normal((40, 2))) for _ in range(300)]
    assert np.mean([parameters for parameters, _, _ in found]) == pytest.approx(1.0, abs=0.15)
    assert np.mean([own for _, _, own in found]) == pytest.approx(4.0, rel=0.05)


def test_draws_that_do_nothing_get_no_share() -> None:
    luck = np.random.default_rng(2).standard_normal((1, 30))
    one = estimate(np.repeat(luck, 5, axis=0) + 1.0)
    assert one.parameters == 0.0 and one.chance == 1.0


def test_few_draws_make_a_prediction_interval_over_draws() -> None:
    table = np.array([[1.0], [2.0], [3.0]])
    one = estimate(table)
    half = 4.302653 * np.sqrt(1 + 1 / 3)  # t with 2 degrees of freedom; standard deviation of the draws is 1
    assert one.low == pytest.approx(2 - half, abs=1e-5) and one.high == pytest.approx(2 + half, abs=1e-5)
    assert one.parameters is None  # with one replicate there is nothing to tell them apart by


def test_many_draws_are_read_off() -> None:
    of_draw = np.arange(ENOUGH_DRAWS + 1.0)[:, None]
    one = estimate(of_draw)
    assert (one.low, one.high) == pytest.approx((1.0, ENOUGH_DRAWS - 1.0))
    assert one.above_zero == pytest.approx(ENOUGH_DRAWS / (ENOUGH_DRAWS + 1))


def test_interval_covers_a_new_draw_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(800):
        table = 5 * rng.standard_normal((6, 1)) + rng.standard_normal((6, 4))
        one = estimate(table)
        assert one.low is not None and one.high is not None
        hits += one.low <= 5 * rng.standard_normal() <= one.high
    assert 0.93 <= hits / 800 <= 0.985


def test_levels_do_not_go_below_zero() -> None:
    one = level(np.array([[1.0], [9.0]]))
    assert one.low == 0.0 and one.mean == 5.0
