"""Draws of the parameters."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from scenarios.beliefs import apply_belief, load_belief
from scenarios.library import BELIEFS, built_in
from scenarios.parameters import Parameters, load_parameters
from simulate.draws import batch_seed, batched_draws, parameter_draws, quantiles, ranks
from simulate.ensemble import Plan, Task, people
from simulate.population import make_population
from simulate.run import compile_scenario
from tests.simulate.worlds import scenario

PARAMETERS = load_parameters()
SPREAD = {name: q for name, q in PARAMETERS.quantities.items() if q.distribution is not None}


def small_plan(*, draws: int) -> Plan:
    return Plan((("none", scenario("none")),), PARAMETERS, 600, 26, 1, draws, 1)


def test_one_draw_is_the_central_values() -> None:
    assert parameter_draws(PARAMETERS, draws=1, seed=9) == (PARAMETERS.values(),)


@pytest.mark.parametrize("name", SPREAD)
def test_low_and_high_are_the_5th_and_95th_percentiles(name: str) -> None:
    quantity = SPREAD[name]
    spread = quantity.distribution
    assert spread is not None
    low, high = quantiles(quantity, np.array([0.05, 0.95]))
    if spread.kind == "uniform":
        assert quantiles(quantity, np.array([0.0, 1.0])) == pytest.approx([spread.low, spread.high])
    elif spread.kind == "beta":
        # The mean is the published value and the 95th percentile the published high; low follows.
        assert high == pytest.approx(spread.high, abs=1e-6)
        assert quantiles(quantity, np.linspace(0.0005, 0.9995, 1000)).mean() == pytest.approx(quantity.value, rel=0.01)
    else:
        assert (low, high) == pytest.approx((spread.low, spread.high))


def test_draws_are_spread_correlated_and_reproducible() -> None:
    draws = parameter_draws(PARAMETERS, draws=512, seed=1)
    assert draws == parameter_draws(PARAMETERS, draws=512, seed=1)
    assert draws != parameter_draws(PARAMETERS, draws=512, seed=2)
    honest = np.log([draw["contested.concealment"] for draw in draws])
    entry = np.log([draw["contested.chill"] for draw in draws])
    push = np.log([draw["contested.push"] for draw in draws])
    assert np.corrcoef(honest, entry)[0, 1] == pytest.approx(0.6, abs=0.08)
    assert abs(np.corrcoef(honest, push)[0, 1]) < 0.1
    assert np.mean(np.exp(push) > 3.0) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("draws", [2, 3, 13, 64, 257])
def test_more_draws_begin_with_the_same(draws: int) -> None:
    """To the last digit, so that a run can be given more of them."""
    assert parameter_draws(PARAMETERS, draws=draws, seed=1) == parameter_draws(PARAMETERS, draws=300, seed=1)[:draws]


def test_correlations_come_out_as_asked() -> None:
    """Rank correlations of every pair of the correlated, asked for or not; the rest are independent of them."""
    of = ranks(PARAMETERS, draws=2**15, seed=3)
    asked = {
        frozenset((one, other)): correlation.value
        for correlation in PARAMETERS.correlations
        for one in correlation.among
        for other in correlation.among
        if one != other
    }
    among = [*sorted({name for pair in asked for name in pair}), "contested.stops_claiming", "contested.housing_loss"]
    # Of ranks in (0, 1) the rank correlation is the plain one.
    found = np.corrcoef([of[name] for name in among])
    for i, one in enumerate(among):
        for j, other in enumerate(among[:i]):
            assert found[i, j] == pytest.approx(asked.get(frozenset((one, other)), 0.0), abs=0.003), (one, other)


def test_margins_are_those_of_the_distributions() -> None:
    """Every quantity lies in each 64th of its distribution about as often, and without correlations exactly as often.

    Against the quantiles of scipy, which share nothing with the draws but the definition.
    """
    draws = parameter_draws(PARAMETERS, draws=1024, seed=5)
    mixed = {name for correlation in PARAMETERS.correlations for name in correlation.among}
    cuts = np.arange(1, 64) / 64
    for name, quantity in SPREAD.items():
        spread = quantity.distribution
        assert spread is not None
        if spread.kind == "beta":
            continue
        low, high = np.log([spread.low, spread.high]) if spread.kind == "lognormal" else (spread.low, spread.high)
        half = (high - low) / 2 / stats.norm.ppf(0.95)
        law = stats.uniform(low, high - low) if spread.kind == "uniform" else stats.norm((low + high) / 2, half)
        edges = np.exp(law.ppf(cuts)) if spread.kind == "lognormal" else law.ppf(cuts)
        values = np.array([draw[name] for draw in draws]) / quantity.to_model(1.0)
        of = np.bincount(np.searchsorted(edges, values), minlength=64)
        if name in mixed:
            assert stats.chisquare(of).pvalue > 1e-6, name
        else:
            assert (of == 16).all(), name


def test_batches_are_independent_and_the_first_is_the_draws_as_they_were() -> None:
    draws = batched_draws(PARAMETERS, draws=24, seed=1, batch=8)
    assert draws[:8] == parameter_draws(PARAMETERS, draws=8, seed=1)
    assert draws[8:16] == parameter_draws(PARAMETERS, draws=8, seed=batch_seed(1, 1))
    assert batched_draws(PARAMETERS, draws=19, seed=1, batch=8) == draws[:19]
    seeds = {batch_seed(seed, batch) for seed in range(20) for batch in range(1, 50)}
    assert len(seeds) == 20 * 49 and max(seeds) < 2**63 and batch_seed(7, 0) == 7
    # Means of batches: as correlated with those of the batch before as chance has it.
    means = [ranks(PARAMETERS, draws=2, seed=batch_seed(1, k))["contested.commit"].mean() for k in range(200)]
    assert abs(np.corrcoef(means[:-1], means[1:])[0, 1]) < 4 / np.sqrt(200)


def test_a_batch_has_luck_of_its_own() -> None:
    plan = replace(small_plan(draws=4), batch=2)
    assert [plan.luck(draw) for draw in range(4)] == [1, 1, batch_seed(1, 1), batch_seed(1, 1)]
    assert plan.values()[:2] == parameter_draws(PARAMETERS, draws=2, seed=1)
    first, same, other = (people(plan, Task(draw, 0)) for draw in (0, 1, 2))
    assert np.array_equal(first.number, same.number)
    assert not np.array_equal(first.age, other.age)


def test_what_has_no_distribution_never_moves() -> None:
    fixed = set(PARAMETERS.quantities) - set(SPREAD)
    central = PARAMETERS.values()
    for draw in parameter_draws(PARAMETERS, draws=8, seed=1):
        assert all(draw[name] == central[name] for name in fixed)


def test_correlations_that_contradict_each_other_are_refused() -> None:
    one = PARAMETERS.correlations[0]
    clash = Parameters(
        PARAMETERS.quantities,
        (
            one.model_copy(update={"among": ("contested.push", "contested.chill"), "value": 0.95}),
            one.model_copy(update={"among": ("contested.push", "contested.alliance"), "value": 0.95}),
            one.model_copy(update={"among": ("contested.chill", "contested.alliance"), "value": -0.95}),
        ),
        PARAMETERS.file,
    )
    with pytest.raises(ValueError, match="no positive definite matrix"):
        parameter_draws(clash, draws=4, seed=1)


@pytest.mark.parametrize("name", built_in(BELIEFS))
def test_every_built_in_belief_can_be_drawn_from(name: str) -> None:
    belief = load_belief(name)
    believed = apply_belief(PARAMETERS, belief)
    assert len(parameter_draws(believed, draws=4, seed=1)) == 4
    for key, setting in belief.settings.items():
        if setting.distribution.kind == "beta":
            quantity = believed.quantities[key]
            assert quantiles(quantity, np.array([0.95])) == pytest.approx([setting.distribution.high], abs=1e-6)
            mean = quantiles(quantity, np.linspace(0.0005, 0.9995, 1000)).mean()
            assert mean == pytest.approx(setting.value, rel=0.01)


def test_a_beta_that_no_weight_can_make_is_refused_in_words() -> None:
    quantity = SPREAD["contested.stops_claiming"]
    spread = quantity.distribution
    assert spread is not None
    skewed = quantity.model_copy(update={"value": 0.01, "distribution": spread.model_copy(update={"high": 0.15})})
    with pytest.raises(ValueError, match=r"the mean 0\.01 and the 95th percentile 0\.15"):
        quantiles(skewed, np.array([0.5]))


PRINT = """
from scenarios.parameters import load_parameters
from simulate.draws import parameter_draws
print([sorted(one.items()) for one in parameter_draws(load_parameters(), draws=8, seed=1)])
"""


def test_neither_threads_nor_the_width_of_the_processor_move_a_draw() -> None:
    """To the last digit: a worker with one thread, or another kind of machine, must draw what the driver draws."""
    narrow = {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "X86_V4"}
    said = {
        subprocess.run(
            [sys.executable, "-c", PRINT], env=os.environ | change, capture_output=True, text=True, check=True
        ).stdout
        for change in ({"OPENBLAS_NUM_THREADS": "1"}, {"OPENBLAS_NUM_THREADS": "4"}, narrow)
    }
    assert len(said) == 1 and "contested.push" in said.pop()


def test_beliefs_are_paired_by_rank() -> None:
    """Draw k is the same quantile under each belief, whatever the belief takes the distribution to be."""
    views = [apply_belief(PARAMETERS, load_belief(name)) for name in ("even_handed", "minister", "smmgp")]
    drawn = [parameter_draws(view, draws=32, seed=1) for view in views]
    for name, quantity in SPREAD.items():
        orders = [np.argsort([draw[name] for draw in draws]) for draws in drawn]
        assert np.array_equal(orders[0], orders[1]) and np.array_equal(orders[0], orders[2]), name
        if quantity.kind != "contested":
            assert [draw[name] for draw in drawn[0]] == [draw[name] for draw in drawn[1]]
    push = "contested.push"
    assert {draw[push] for draw in drawn[1]}.isdisjoint({draw[push] for draw in drawn[2]})


@pytest.mark.verify
@pytest.mark.parametrize("name", ["voluntary_2009", "green_paper_2008"])
def test_every_draw_makes_a_model_that_can_be_run(name: str) -> None:
    """No draw leads outside what is possible: chances sum to 1, hazards are finite, a population can be made."""
    for values in parameter_draws(PARAMETERS, draws=256, seed=7):
        compiled = compile_scenario(scenario(name), values)
        assert np.isfinite(compiled.table.hazard).all()
        assert len(make_population(claimants=100, values=values, untreated_people=100_000, seed=1, replicate=0)) == 100
