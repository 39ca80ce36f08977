"""Packing the axes into one integer and back."""

import numpy as np
import pytest

from simulate.status import AXES, DEAD, STATUSES, describe, pack, unpack


def test_every_code_comes_back() -> None:
    codes = np.arange(STATUSES, dtype=np.int32)
    assert np.array_equal(pack(unpack(codes)), codes)


def test_every_level_of_every_axis_is_used() -> None:
    at = unpack(np.arange(STATUSES, dtype=np.int32))
    for name, levels in AXES.items():
        assert set(at.axis(name).tolist()) == {int(level) for level in levels}


@pytest.mark.parametrize("code", [-1, DEAD, DEAD + 5])
def test_a_code_that_is_no_status_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match="status codes must lie in"):
        unpack(np.array([code], np.int32))


def test_an_unknown_axis_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no axis 'mood'"):
        unpack(np.zeros(1, np.int32)).axis("mood")


def test_statuses_are_described_in_words() -> None:
    assert describe(DEAD) == "dead"
    assert describe(0) == "pathway not engaged, knowledge unknown, income JSA"
