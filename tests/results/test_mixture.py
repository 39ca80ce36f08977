"""Several beliefs in one estimate: weights, intervals and sources of variance, against tables of known make."""

import numpy as np
import pytest

from results.estimate import ENOUGH_DRAWS, Estimate, estimate, level
from results.mixture import mixed_level, mixture
from simulate.arrays import FloatArray


def shares(one: Estimate) -> tuple[float, float, float]:
    assert one.parameters is not None and one.chance is not None and one.belief is not None
    return one.parameters, one.chance, one.belief


def test_one_belief_is_the_estimate_as_it_was() -> None:
    for shape in ((1, 1), (1, 4), (5, 1), (5, 3), (60, 2)):
        table = np.random.default_rng(1).standard_normal(shape)
        assert mixture(table[None]) == estimate(table)
        assert mixed_level(table[None]) == level(table)
        assert mixture(table[None]).belief is None


def test_beliefs_that_are_the_same_change_nothing_and_get_no_share() -> None:
    rng = np.random.default_rng(2)
    for shape in ((1, 6), (6, 1), (6, 4), (50, 3)):
        table = 3 + rng.standard_normal(shape)
        one, both = estimate(table), mixture(np.stack([table, table]))
        assert (both.mean, both.above_zero) == pytest.approx((one.mean, one.above_zero))
        assert (both.low, both.high) == pytest.approx((one.low, one.high), abs=0.01 if shape[0] < 40 else 0.1)
        assert both.belief == 0.0
        if shape[0] > 1 and shape[1] > 1:
            assert both.parameters == pytest.approx(one.parameters) and both.chance == pytest.approx(one.chance)


def test_each_belief_has_equal_weight() -> None:
    sure, unsure = np.full((8, 1), -10.0), 30 + np.arange(8.0)[:, None]
    both = mixture(np.stack([sure, unsure]))
    assert both.mean == pytest.approx((-10 + 33.5) / 2)
    assert both.above_zero == pytest.approx(0.5, abs=1e-4)
    assert both.low == -10.0 and both.high is not None and both.high > 37


@pytest.mark.parametrize("draws", [4, 12, 2 * ENOUGH_DRAWS])
def test_interval_is_that_of_the_mixture(draws: int) -> None:
    """Far apart, the mixture leaves 2.5% outside where each belief leaves 5% on that side."""
    rng = np.random.default_rng(3)
    tables = np.stack([centre + rng.standard_normal((draws, 1)) for centre in (-50.0, 50.0)])
    both = mixture(tables)
    assert both.low is not None and both.high is not None
    if draws >= ENOUGH_DRAWS:
        beyond = [float((tables[0] < both.low).mean()), float((tables[1] > both.high).mean())]
    else:
        from scipy import stats

        centres, spreads = tables.mean(axis=(1, 2)), tables.std(axis=(1, 2), ddof=1) * np.sqrt(1 + 1 / draws)
        beyond = [
            float(stats.t.cdf((both.low - centres[0]) / spreads[0], draws - 1)),
            float(stats.t.sf((both.high - centres[1]) / spreads[1], draws - 1)),
        ]
    assert beyond == pytest.approx([0.05, 0.05], abs=0.015 if draws >= ENOUGH_DRAWS else 0.001)


def test_variance_is_split_into_chance_parameters_and_belief() -> None:
    rng = np.random.default_rng(4)
    draws, replicates = 200, 100
    luck, ranks = rng.standard_normal((1, 1, replicates)), rng.standard_normal((1, draws, 1))
    # The beliefs are 4 above and 4 below: variance 16. Parameters 9 within each, chance 4 shared and 1 alone.
    centres = np.array([-4.0, 4.0])[:, None, None]
    tables = centres + 3 * ranks + 2 * luck + rng.standard_normal((2, draws, replicates))
    parameters, chance, belief = shares(mixture(tables))
    assert parameters + chance + belief == pytest.approx(1.0)
    assert (parameters, chance, belief) == pytest.approx((9 / 30, 5 / 30, 16 / 30), abs=0.05)


def test_luck_is_not_passed_off_as_belief() -> None:
    """Beliefs that make no difference, but whose runs differ: on average nothing between them is left, at any shape."""
    rng = np.random.default_rng(5)

    def share(shape: tuple[int, int]) -> float:
        found = mixture(rng.standard_normal((3, *shape))).belief
        assert found is not None
        return found

    naive = {(1, 8): 1 / 8, (8, 1): 1 / 8, (4, 4): 1 / 16}
    for shape, unheeded in naive.items():
        # What is left is what setting negatives to nothing leaves: well below the share of means left as they are.
        assert np.mean([share(shape) for _ in range(300)]) < 0.55 * 2 / 3 * unheeded


def test_shared_draws_fall_out_of_the_part_of_the_belief() -> None:
    """Few draws, all of them high by luck, under both beliefs alike: the gap between beliefs is still known exactly."""
    ranks = np.array([5.0, 6.0, 9.0])[:, None]
    both = mixture(np.stack([ranks, ranks + 2]))
    within = float(ranks.var(ddof=1))
    assert both.belief == pytest.approx(1 / (1 + within)) and both.parameters is None and both.chance is None


def test_single_runs_and_nothing_at_all() -> None:
    single = mixture(np.array([[[1.0]], [[3.0]]]))
    assert (single.mean, single.low, single.high, single.above_zero, single.belief) == (2.0, None, None, None, None)
    nothing = mixture(np.zeros((2, 3, 2)))
    assert nothing.zero and (nothing.above_zero, nothing.belief) == (0.0, None)
    one_sided = mixture(np.stack([np.zeros((3, 2)), np.full((3, 2), 4.0)]))
    assert (one_sided.mean, one_sided.low, one_sided.high, one_sided.belief) == (2.0, 0.0, 4.0, 1.0)


def test_levels_do_not_go_below_zero() -> None:
    tables: FloatArray = np.array([[[1.0], [9.0]], [[2.0], [8.0]]])
    assert mixed_level(tables).low == 0.0 and mixed_level(tables).mean == 5.0
