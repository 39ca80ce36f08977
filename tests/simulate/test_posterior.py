"""Draws from a posterior: rows by weight, beliefs laid over, the rest drawn as ever."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scenarios.beliefs import load_belief
from scenarios.parameters import load_parameters
from scenarios.posterior import Posterior, load_posterior
from simulate.draws import parameter_draws, quantiles
from simulate.ensemble import Plan
from simulate.posterior import given, resampled, standing

PARAMETERS = load_parameters()
PUSH = "contested.push"


@pytest.fixture
def learnt(tmp_path: Path) -> Posterior:
    """200 rows of two contested effects, opposed, and of a rate, with unequal weights."""
    rng = np.random.default_rng(1)
    z = rng.standard_normal(200)
    rate = next(name for name, one in PARAMETERS.quantities.items() if one.unit == "per_year" and one.distribution)
    table = pd.DataFrame(
        {"contested.push": np.exp(0.3 + 0.2 * z), "contested.chill": np.exp(-0.1 - 0.1 * z), rate: 1 + rng.random(200)}
    )
    table["weight"] = np.r_[np.full(100, 3.0), np.full(100, 1.0)]
    table.to_parquet(tmp_path / "p.parquet")
    return load_posterior(tmp_path / "p.parquet", PARAMETERS)


def test_rows_come_as_often_as_their_weights_say() -> None:
    rng = np.random.default_rng(2)
    for draws in (1, 7, 64, 1000):
        weights = rng.dirichlet(np.full(50, 0.5))
        weights[[0, 20, 49]] = 0.0
        weights /= weights.sum()
        times = np.bincount(resampled(weights, draws=draws, seed=3), minlength=50)
        assert times.sum() == draws and (times[weights == 0] == 0).all()
        assert (np.abs(times - draws * weights) < 1).all()
    even = np.full(200, 1 / 200)
    assert sorted(resampled(even, draws=200, seed=1)) == list(range(200))
    assert np.array_equal(resampled(even, draws=50, seed=1), resampled(even, draws=50, seed=1))
    assert not np.array_equal(resampled(even, draws=50, seed=1), resampled(even, draws=50, seed=2))
    # In mixed order: half of the draws is not half of the file.
    assert len({row // 50 for row in resampled(even, draws=200, seed=1)[:20].tolist()}) == 4


def test_rows_are_kept_whole_and_in_the_units_of_the_model(learnt: Posterior) -> None:
    made = given(learnt, PARAMETERS, draws=64, seed=5)
    rate = learnt.names[2]
    per_week = PARAMETERS.quantities[rate].to_model(1.0)
    assert per_week == pytest.approx(7 / 365.25)
    rows = {tuple(row) for row in learnt.rows.tolist()}
    found = [(of["contested.push"], of["contested.chill"], of[rate] / per_week) for of in made]
    for one in found:
        assert any(one == pytest.approx(row) for row in rows)
    # By weight: the first half of the file counts three times the second.
    first = {tuple(row) for row in learnt.rows[:100].tolist()}
    assert sum(any(one == pytest.approx(row) for row in first) for one in found) == pytest.approx(48, abs=1)


def test_what_the_file_does_not_hold_is_drawn_as_without_it(learnt: Posterior) -> None:
    made = given(learnt, PARAMETERS, draws=16, seed=5)
    drawn = parameter_draws(PARAMETERS, draws=16, seed=5)
    for with_it, without in zip(made, drawn, strict=True):
        differ = {name for name, value in with_it.items() if value != without[name]}
        assert differ == set(learnt.names)
        assert with_it.keys() == {name for name, one in PARAMETERS.quantities.items() if one.distribution}


def test_a_belief_is_laid_over_at_the_same_rank(learnt: Posterior) -> None:
    beliefs = tuple(load_belief(name) for name in ("minister", "smmgp"))
    plan = Plan((), PARAMETERS, 600, 26, 1, 32, 5, beliefs=beliefs)
    plan = replace(plan, given=given(learnt, PARAMETERS, draws=32, seed=5, beliefs=beliefs))
    assert len(plan.given) == 64
    first, second = plan.values(0), plan.values(1)
    alone = given(learnt, PARAMETERS, draws=32, seed=5)
    for name in learnt.names:
        held = [name in belief.settings for belief in beliefs]
        for values, laid in zip((first, second), held, strict=True):
            here, there = ([of[name] for of in made] for made in (values, alone))
            if laid:
                assert set(here).isdisjoint(there) and np.array_equal(np.argsort(here), np.argsort(there))
            else:
                assert here == there
    # Both sides say what the push is; nobody says anything of a rate.
    assert all(PUSH in belief.settings for belief in beliefs)
    assert [of[learnt.names[2]] for of in first] == [of[learnt.names[2]] for of in second]
    # The rank is that of the row among all rows by weight, and the value the quantile of the belief there.
    column = learnt.rows[:, 0]
    row = int(np.argmin(np.abs(column - alone[0][PUSH])))
    below = learnt.weights[column < column[row]].sum() + learnt.weights[row] / 2
    believed = plan.believed(0).quantities[PUSH]
    assert first[0][PUSH] == pytest.approx(quantiles(believed, np.array([below]))[0])


def test_each_batch_is_a_sample_of_its_own(learnt: Posterior) -> None:
    made = given(learnt, PARAMETERS, draws=24, seed=5, batch=8)
    assert made[:8] == given(learnt, PARAMETERS, draws=8, seed=5)
    assert made[:16] == given(learnt, PARAMETERS, draws=16, seed=5, batch=8)
    assert made[8:16] != made[:8]


def test_equal_values_have_one_rank_in_the_middle() -> None:
    assert standing(np.array([3.0, 1.0, 1.0, 9.0]), np.full(4, 0.25)).tolist() == [0.625, 0.25, 0.25, 0.875]
    assert standing(np.zeros(3), np.full(3, 1 / 3)) == pytest.approx([0.5] * 3)


def test_a_single_draw_needs_a_single_row(learnt: Posterior) -> None:
    with pytest.raises(ValueError, match="a posterior of several rows has none"):
        given(learnt, PARAMETERS, draws=1, seed=1)
    single = replace(learnt, rows=learnt.rows[:1], weights=np.ones(1))
    (only,) = given(single, PARAMETERS, draws=1, seed=1)
    assert only.keys() == set(learnt.names) and only[PUSH] == learnt.rows[0, 0]
    (laid,) = given(single, PARAMETERS, draws=1, seed=1, beliefs=(load_belief("minister"),))
    assert PUSH not in laid
