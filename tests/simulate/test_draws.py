"""Draws of the parameters."""

import os
import subprocess
import sys

import numpy as np
import pytest

from scenarios.beliefs import apply_belief, load_belief
from scenarios.library import BELIEFS, built_in
from scenarios.parameters import Parameters, load_parameters
from simulate.draws import parameter_draws, quantiles
from simulate.population import make_population
from simulate.run import compile_scenario
from tests.simulate.worlds import scenario

PARAMETERS = load_parameters()
SPREAD = {name: q for name, q in PARAMETERS.quantities.items() if q.distribution is not None}


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
