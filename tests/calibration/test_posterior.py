"""The machinery against posteriors that are known: chain, weights, effective size, and what it must not learn."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy import stats

from calibration.chain import sample
from calibration.emulator import Emulator, Smooth
from calibration.fit import effective_size, weigh
from calibration.latent import Space, fittable
from calibration.likelihood import Apart, implausibility, normal, what_else
from calibration.measuring import figures, survey
from calibration.targets import load_targets
from scenarios.parameters import load_parameters
from scenarios.posterior import load_posterior
from simulate.posterior import given

PARAMETERS = load_parameters()
DRAWS = 3000


def linear(slopes: np.ndarray, off: float = 0.0) -> Emulator:
    """An emulator that is exactly linear: slopes (targets, dimensions)."""
    targets, dimensions = slopes.shape
    one, none = np.arange(dimensions), np.full(dimensions, -1)
    smooth = tuple(Smooth(one, none, row, 0.0, 0.0, np.zeros((1, 1))) for row in slopes)
    nothing = np.full(targets, off)
    names = tuple(f"t{i}" for i in range(targets))
    return Emulator(names, smooth, (None,) * targets, nothing, nothing, np.ones(targets))


def begin(dimensions: int) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((200, dimensions))


def test_a_linear_gaussian_posterior_is_recovered() -> None:
    slopes = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, -0.3]])
    rest = np.array([[0.2, 0.1], [0.1, 0.3]])
    apart = Apart(np.array([0.8, -0.5]), np.array([0.1, 0.1]), np.array([0.05, 0.0]), rest)
    emulator, likely = linear(slopes), normal(apart)

    def density(scores: np.ndarray) -> np.ndarray:
        return np.asarray(likely(emulator(scores)) - 0.5 * (scores**2).sum(1))

    found = sample(density, begin(3), steps=1500, seed=2, keep=DRAWS)
    precision = np.linalg.inv(rest + 0.1 * np.eye(2))
    covariance = np.linalg.inv(np.eye(3) + slopes.T @ precision @ slopes)
    mean = covariance @ slopes.T @ precision @ (apart.published - apart.shift)
    assert found.mean(0) == pytest.approx(mean, abs=0.08)
    assert np.cov(found.T) == pytest.approx(covariance, abs=0.08)


def test_a_beta_binomial_posterior_is_recovered() -> None:
    """A share with its beta prior from parameters.yaml, 40 of 100 seen."""
    name = "plan.agreed_voluntary"
    space, seen, of = Space((name,), PARAMETERS), 40, 100

    def density(scores: np.ndarray) -> np.ndarray:
        share = space.own(scores)[:, 0]
        return stats.binom.logpmf(seen, of, share) - 0.5 * scores[:, 0] ** 2

    found = space.own(sample(density, begin(1), steps=700, seed=3, keep=DRAWS))[:, 0]
    prior = space.own(stats.norm.ppf((np.arange(4000)[:, None] + 0.5) / 4000))[:, 0]
    weight = prior.mean() * (1 - prior.mean()) / prior.var() - 1
    known = stats.beta(weight * prior.mean() + seen, weight * (1 - prior.mean()) + of - seen)
    assert found.mean() == pytest.approx(known.mean(), abs=0.004)
    assert found.std() == pytest.approx(known.std(), rel=0.12)


def test_a_gamma_poisson_posterior_is_recovered() -> None:
    shape, rate, count, exposure = 3.0, 2.0, 14, 6.0

    def own(scores: np.ndarray) -> np.ndarray:
        return np.asarray(stats.gamma(shape, scale=1 / rate).ppf(stats.norm.cdf(scores[:, 0])))

    def density(scores: np.ndarray) -> np.ndarray:
        return stats.poisson.logpmf(count, exposure * own(scores)) - 0.5 * scores[:, 0] ** 2

    found = own(sample(density, begin(1), steps=700, seed=4, keep=DRAWS))
    known = stats.gamma(shape + count, scale=1 / (rate + exposure))
    assert found.mean() == pytest.approx(known.mean(), rel=0.03)
    assert found.var() == pytest.approx(known.var(), rel=0.2)


def test_weights_by_real_runs_undo_an_emulator_that_is_off() -> None:
    """The emulator is off by a constant; the weighed draws have the mean that the truth gives."""
    apart = Apart(np.array([1.0]), np.array([0.5]), np.zeros(1), np.zeros((1, 1)))
    emulator = linear(np.array([[1.0]]), off=0.3)

    def density(scores: np.ndarray) -> np.ndarray:
        return np.asarray(normal(apart, emulator.off)(emulator(scores)) - 0.5 * (scores**2).sum(1))

    draws = sample(density, begin(1), steps=1500, seed=5, keep=DRAWS)
    weights = weigh(apart, emulator, draws, emulator(draws) + 0.4)
    mean = 0.6 / 1.5  # of the score, where the model shows score + 0.4, error variance 0.5
    assert weights @ draws[:, 0] == pytest.approx(mean, abs=0.05)
    assert abs(draws.mean() - mean) > 0.1
    assert 0.3 * DRAWS < effective_size(weights) < DRAWS
    assert effective_size(np.ones(50)) == pytest.approx(50) and effective_size(np.array([1.0, 0, 0])) == pytest.approx(
        1
    )


def test_what_else_is_unknown_keeps_its_correlation() -> None:
    rng = np.random.default_rng(6)
    common = rng.standard_normal(500)
    runs = np.column_stack([common + 0.3 * rng.standard_normal(500), common + 0.3 * rng.standard_normal(500)]) + 2
    shift, rest = what_else(runs, np.array([1.0, 2.0]))
    assert shift == pytest.approx([1.0, 0.0], abs=0.12)
    assert rest[0, 1] / np.sqrt(rest[0, 0] * rest[1, 1]) == pytest.approx(1 / 1.09, abs=0.05)
    apart = Apart(np.array([3.0, 3.0]), np.zeros(2), shift, rest)
    spread = np.sqrt(rest.diagonal())
    found = implausibility(apart, np.zeros((1, 2)), np.zeros(2))
    assert found[0] == pytest.approx(np.abs(3.0 - shift) / spread)


SEEN_WITHOUT_A_MANDATE = {"contested.motivation", "contested.treatment_crime", "contested.income_crime"}
"""Contested effects that act where nobody must do anything: they are averaged over, and not fitted."""


def test_no_figure_that_is_fitted_to_sees_what_is_argued_about() -> None:
    """To the bit, for every contested effect that needs a lever, all moved at once to either end."""
    asked = survey(load_targets(), "everybody", claimants=600, seed=1, use="fit")
    contested = [name for name in PARAMETERS.quantities if name.startswith("contested.")]
    assert not set(contested) & set(fittable(PARAMETERS)) and len(contested) > 25
    central = PARAMETERS.values()
    base = figures(asked, PARAMETERS, central, replicate=0)
    for end in ("low", "high"):
        moved = dict(central)
        for name in set(contested) - SEEN_WITHOUT_A_MANDATE:
            moved[name] = getattr(PARAMETERS.quantities[name].distribution, end)
        np.testing.assert_array_equal(figures(asked, PARAMETERS, moved, replicate=0), base)
    seen = central | {"contested.motivation": 1.05}
    assert not np.array_equal(figures(asked, PARAMETERS, seen, replicate=0), base, equal_nan=True)


def test_contested_effects_keep_their_priors_whatever_was_learnt(tmp_path: Path) -> None:
    """Draw by draw the same with a posterior and without; so are all sums and differences of pairs."""
    learnt = ("find_work.rate", "complete.rate")
    rng = np.random.default_rng(7)
    own = Space(learnt, PARAMETERS).own(rng.standard_normal((100, 2)) * 0.3 + 1)
    pq.write_table(pa.table({name: own[:, i] for i, name in enumerate(learnt)}), tmp_path / "p.parquet")
    posterior = load_posterior(tmp_path / "p.parquet", PARAMETERS)
    from simulate.draws import parameter_draws

    drawn = given(posterior, PARAMETERS, draws=64, seed=3)
    prior = parameter_draws(PARAMETERS, draws=64, seed=3)
    for name in PARAMETERS.quantities:
        same = [a[name] == b[name] for a, b in zip(drawn, prior, strict=True) if name in a]
        assert all(same) != (name in learnt), name
