"""Luck has an address. False-alarm rate of each statistical check here: 1e-6, at fixed seeds."""

import numpy as np
import pytest
from scipy import stats

from simulate.luck import luck_for
from tests.statistics import level_of

ALARM = level_of("small")
WHO = np.arange(200_000)


def test_numbers_are_uniform() -> None:
    u = luck_for(seed=1, replicate=0, names=("one",)).uniform(who=WHO, name=0, k=0)
    assert u.min() > 0 and u.max() < 1
    assert stats.kstest(u, "uniform").pvalue > ALARM
    cells = np.bincount((u * 1000).astype(int), minlength=1000)
    assert stats.chisquare(cells).pvalue > ALARM


@pytest.mark.parametrize("shift", ["who", "k", "channel", "name", "replicate", "seed", "far"])
def test_neighbouring_addresses_are_unrelated(shift: str) -> None:
    luck = luck_for(seed=1, replicate=0, names=("one", "two"))
    u = luck.uniform(who=WHO, name=0, k=3)
    other = {
        "who": lambda: luck.uniform(who=WHO + 1, name=0, k=3),
        "k": lambda: luck.uniform(who=WHO, name=0, k=4),
        "channel": lambda: luck.uniform(who=WHO, name=0, k=3, channel=1),
        "name": lambda: luck.uniform(who=WHO, name=1, k=3),
        "replicate": lambda: luck_for(seed=1, replicate=1, names=("one",)).uniform(who=WHO, name=0, k=3),
        "seed": lambda: luck_for(seed=2, replicate=0, names=("one",)).uniform(who=WHO, name=0, k=3),
        "far": lambda: luck.uniform(who=WHO + 2**24, name=0, k=3),
    }[shift]()
    # Correlation of values and of every one of the leading bits, then the joint distribution on a grid.
    assert stats.pearsonr(u, other).pvalue > ALARM
    for bit in range(1, 17):
        agree = ((u * 2**bit).astype(int) % 2 == (other * 2**bit).astype(int) % 2).sum()
        assert stats.binomtest(int(agree), len(WHO)).pvalue > ALARM
    grid = np.bincount((u * 16).astype(int) * 16 + (other * 16).astype(int), minlength=256)
    assert stats.chisquare(grid).pvalue > ALARM


def test_a_weak_hash_would_be_caught() -> None:
    """The checks can fail: a multiplicative hash without mixing is seen at once."""
    u = (WHO.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(11)).astype(float) * 2.0**-53
    cells = np.bincount((u * 1000).astype(int), minlength=1000)
    assert stats.chisquare(cells).pvalue > 1 - ALARM, "far too even"


def test_no_two_addresses_share_a_number() -> None:
    luck = luck_for(seed=1, replicate=0, names=("one",))
    numbers = np.concatenate([luck.uniform(who=WHO, name=0, k=k, channel=c) for k in range(4) for c in range(2)])
    assert len(np.unique(numbers)) == len(numbers)


def test_alone_in_a_crowd_and_backwards_it_is_the_same() -> None:
    luck = luck_for(seed=5, replicate=2, names=("one", "two"))
    crowd = luck.uniform(who=WHO, name=1, k=7)
    assert luck.uniform(who=np.array([77]), name=1, k=7)[0] == crowd[77]
    assert np.array_equal(luck.uniform(who=WHO[::-1], name=1, k=7)[::-1], crowd)


def test_a_name_added_changes_nobody_elses_luck() -> None:
    few = luck_for(seed=1, replicate=0, names=("one", "two"))
    more = luck_for(seed=1, replicate=0, names=("zero", "one", "and", "two"))
    assert np.array_equal(few.uniform(who=WHO, name=1, k=0), more.uniform(who=WHO, name=3, k=0))


def test_two_owners_of_one_luck_are_refused() -> None:
    with pytest.raises(ValueError, match="named twice: one"):
        luck_for(seed=1, replicate=0, names=("one", "two", "one"))
