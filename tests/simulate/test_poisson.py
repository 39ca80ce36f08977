"""The Poisson quantile."""

import numpy as np
from scipy import stats

from simulate.poisson import SMALL, quantile


def test_it_is_scipys_quantile_at_every_size() -> None:
    rng = np.random.default_rng(3)
    mean = np.concatenate([rng.uniform(0, 40, 4000), rng.gamma(0.3, 400, 4000), np.full(500, SMALL), np.zeros(50)])
    u = rng.random(len(mean))
    assert np.array_equal(quantile(u, mean), np.asarray(stats.poisson.ppf(u, mean)).astype(int))


def test_the_start_is_trusted_only_where_it_is_right() -> None:
    rng = np.random.default_rng(5)
    for mean in (SMALL, 13.0, 20.0, 60.0, 500.0):
        u, means = rng.random(200_000), np.full(200_000, mean)
        assert np.array_equal(quantile(u, means), np.asarray(stats.poisson.ppf(u, means)).astype(int))


def test_far_tails_end() -> None:
    for mean in (1e-12, 1e-3, 11.99, 12.0, 1e5):
        for u in (1e-300, 2.0**-53, 1 - 1e-12):
            assert quantile(np.array([u]), np.array([mean]))[0] == stats.poisson.ppf(u, mean)


def test_more_intensity_never_gives_fewer_events() -> None:
    u = np.random.default_rng(4).random(2000)
    means = np.linspace(0, 60, 121)
    counts = np.array([quantile(u, np.full(len(u), mean)) for mean in means])
    assert (np.diff(counts, axis=0) >= 0).all()
