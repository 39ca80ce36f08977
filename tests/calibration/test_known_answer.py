"""Simulation-based calibration: ranks of known truths are even, and with errors shrunk they are not."""

import numpy as np
import pytest

from calibration.emulator import Emulator, Smooth
from calibration.known_answer import LEVELS, Recovered, recover
from calibration.likelihood import Apart
from tests.conftest import Figure

pytestmark = pytest.mark.verify
DIMENSIONS, TARGETS, TRUTHS = 4, 7, 120
FALSE_ALARM = 1e-3


def world() -> tuple[Emulator, Apart]:
    """Curved targets that overlap, one parameter that nothing touches, and unknowns that move targets together."""
    rng = np.random.default_rng(3)
    smooth = []
    for _ in range(TARGETS):
        some = rng.choice(DIMENSIONS - 1, 3, replace=False)
        first, second = np.r_[some, some[:2]], np.r_[[-1, -1, -1], some[1:3]]
        smooth.append(Smooth(first, second, rng.normal(0, 0.6, 5), 0.0, 0.1, np.zeros((6, 6))))
    names = tuple(f"t{i}" for i in range(TARGETS))
    emulator = Emulator(names, tuple(smooth), (None,) * TARGETS, *np.array([[0.1], [0.2], [1.0]]).repeat(TARGETS, 1))
    return emulator, Apart(np.zeros(TARGETS), np.full(TARGETS, 0.1), np.zeros(TARGETS), 0.02 * np.eye(TARGETS) + 0.02)


def fails(found: Recovered) -> tuple[str, bool]:
    """Whether coverage is off by more than chance; a truth counts once, as its dimensions hang together."""
    said, wrong = [], False
    for level in LEVELS:
        covered = found.covered(level)
        off = abs(covered - level) / np.sqrt(level * (1 - level) / TRUTHS)
        wrong |= bool(off > 3.3)
        said.append(f"{level:.0%}: {covered:.1%}")
    return ", ".join(said), wrong or bool((found.uniform() < FALSE_ALARM / DIMENSIONS).any())


def test_truths_are_covered_as_often_as_is_said(figure: Figure) -> None:
    emulator, apart = world()
    found = recover(emulator, apart, DIMENSIONS, truths=TRUTHS, steps=500, seed=5)
    said, wrong = fails(found)
    figure("known truths inside their intervals, 120 fits", said, "as said, and ranks even, within chance", not wrong)


def test_errors_taken_for_smaller_than_they_are_fail_the_same_test(figure: Figure) -> None:
    emulator, apart = world()
    found = recover(emulator, apart, DIMENSIONS, truths=TRUTHS, steps=500, seed=5, shrunk=0.7)
    said, wrong = fails(found)
    figure("the same with errors shrunk by 0.7", said, "must be noticed", wrong)
