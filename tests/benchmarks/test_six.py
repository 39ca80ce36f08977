"""The six-hazard model is the same in Mesa and on this engine, but for Mesa's weekly steps.

The chain has few quick successions, so weekly steps are off by well under 2%; besides, 4 standard errors
of the difference. Claimants are independent, so those in a state are counts with at most Poisson errors
too.
"""

from math import sqrt

import numpy as np
import pytest
from scipy.linalg import expm

from benchmarks.mesa_six import run_mesa
from benchmarks.six import SIX, Six, opening, run_six, six_numbers, six_table
from simulate.hazards import generator

WEEKS = 104
STANDARD_ERRORS, STEPS = 4.0, 0.02


def counts(six: Six) -> dict[str, int]:
    states = {"dead": six.dead, "treated": six.treated, "recovered": six.recovered, "record": six.record}
    return states | {process.name: six.events[process.name] for process in SIX}


def test_mesa_and_the_engine_live_the_same_model() -> None:
    numbers, mesa, engine = six_numbers(), 3_000, 60_000
    one = counts(run_mesa(numbers, mesa, weeks=WEEKS, seed=3))
    other = counts(run_six(six_table(numbers), engine, weeks=WEEKS, seed=3))
    for name, found in one.items():
        expected = other[name] * mesa / engine
        error = sqrt(expected * (1 + mesa / engine))
        assert abs(found - expected) < STANDARD_ERRORS * error + STEPS * expected, name


def test_the_engine_lives_the_six_as_their_generator_says() -> None:
    table, claimants = six_table(six_numbers()), 60_000
    start = np.bincount(table.rows(opening(claimants)), minlength=len(table.codes))
    expected = start @ expm(generator(table).toarray() * WEEKS)
    dead = run_six(table, claimants, weeks=WEEKS, seed=4).dead
    assert abs(dead - expected[table.dead]) < STANDARD_ERRORS * sqrt(expected[table.dead])


def test_only_the_six_hazards_are_there() -> None:
    assert len(SIX) == 6
    assert six_table(six_numbers()).hazard.any(axis=(0, 1)).all()


@pytest.mark.parametrize("name", ["die", "arrest"])
def test_a_rate_of_nothing_makes_nothing_happen(name: str) -> None:
    numbers = six_numbers() | {name: 0.0}
    assert run_mesa(numbers, 200, weeks=26, seed=1).events.get(name, 0) == 0
    assert run_six(six_table(numbers), 200, weeks=26, seed=1).events[name] == 0
