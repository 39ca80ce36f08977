"""Emulators: found functions, honest errors, and a target with a jump that is kept out and named."""

import numpy as np
import pytest

from calibration.emulator import Emulator, emulate
from calibration.gate import gate, tolerance

RNG = np.random.default_rng(1)
SCORES = RNG.standard_normal((320, 12))
NOISE = 0.1


def shown(scores: np.ndarray) -> np.ndarray:
    curved = scores[:, 0] + 0.5 * scores[:, 1] ** 2 + 0.3 * scores[:, 0] * scores[:, 1]
    wavy = np.sin(2 * scores[:, 2]) + scores[:, 3]
    jump = 6.0 * (scores[:, 4] > 0.3) + 0.2 * scores[:, 5]
    return np.column_stack([curved, wavy, jump])


@pytest.fixture(scope="module")
def made() -> Emulator:
    return emulate(("curved", "wavy", "jump"), SCORES, shown(SCORES) + NOISE * RNG.standard_normal((320, 3)))


def test_errors_on_points_left_out_are_those_on_new_points(made: Emulator) -> None:
    new = RNG.standard_normal((2000, 12))
    errors = made(new) - shown(new) + NOISE * RNG.standard_normal((2000, 3))
    assert made.off == pytest.approx(errors.std(0), rel=0.5)
    assert made.off[0] < 1.3 * NOISE, "a quadratic is found exactly"
    assert made.process[1] is not None and made.off[1] < 0.5, "a wave needs a process"
    assert (made.off[:2] > 0.9 * NOISE).all(), "and none claims to be better than the noise"


def test_a_target_with_a_jump_is_kept_out_and_named(made: Emulator) -> None:
    error = np.full(3, 0.4)
    kept = gate(made, tolerance(error, error, np.full(3, NOISE)))
    assert kept.some == (0, 1) and set(kept.out) == {"jump"}
    assert "emulator" in kept.out["jump"] and "points left out" in kept.out["jump"]


def test_a_target_that_no_run_tells_of_is_kept_out() -> None:
    figures = np.column_stack([SCORES[:, 0], np.full(320, np.nan)])
    kept = gate(emulate(("told", "silent"), SCORES, figures), np.ones(2))
    assert kept.some == (0,) and set(kept.out) == {"silent"}


def test_some_of_the_targets_are_emulated_as_they_were(made: Emulator) -> None:
    some = made.only([2, 0])
    assert some.names == ("jump", "curved")
    assert np.array_equal(some(SCORES[:5]), made(SCORES[:5])[:, [2, 0]])
    assert np.array_equal(made.rough(SCORES[:5])[:, 0], made.smooth[0](SCORES[:5]))
