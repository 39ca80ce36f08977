"""Continuous time is the limit of ever shorter steps, and the engine is at the limit.

Housing alone: a chain of three states with generator Q. A model of steps h gives p (I + h Q)^(T/h), which is off by a
term in h and tends to p exp(Q T). The engine is held to the limit at a size at which a step of a week, or of half a
week, would be seen: the planted error of this test is that very model.
"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.linalg import expm

from simulate.arrays import FloatArray
from simulate.hazards import generator
from simulate.status import Housing
from tests.conftest import Figure
from tests.simulate.bench import regime
from tests.simulate.exact.small import Lived, compiled, live, only, started
from tests.statistics import Compared, compare, seed_of

CLAIMANTS, WEEKS = 40_000, 12
QUICK = {
    "lose_home.settled": 0.25, "lose_home.insecure": 0.2,
    "rehoused.insecure_weeks": 3.0, "rehoused.homeless_weeks": 5.0,
}  # fmt: skip
OPENING = {"housing": Housing.SETTLED}


@cache
def world() -> tuple[Lived, FloatArray]:
    """Lives, and the generator of the three states."""
    it = compiled(regime(), only("lose_home", "rehoused"), opening=OPENING, changed=QUICK)
    lived = live(it, started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("steps"), **OPENING), weeks=WEEKS)
    assert len(it.table.codes) == len(Housing) + 1, "three states, and the dead"
    return lived, generator(it.table).toarray()[:-1, :-1]


def at(step: float | None, weeks: float) -> FloatArray:
    """The chance of each state after so many weeks, in steps or at the limit: (3,)."""
    q = world()[1]
    grown = expm(q * weeks) if step is None else np.linalg.matrix_power(np.eye(3) + step * q, round(weeks / step))
    found: FloatArray = np.asarray(grown, np.float64)[0]
    return found


def against(step: float | None) -> Compared:
    lived = world()[0]
    moves = np.append(lived.opening[:0], lived.after)
    names, got, want = [], [], []
    for weeks in (2, 4, 8, WEEKS):
        row = lived.opening.copy()
        upto = lived.time < weeks
        row[lived.who[upto]] = moves[upto]
        names += [f"{level.name.lower()} after {weeks} weeks" for level in Housing]
        got += np.bincount(row, minlength=4)[:3].tolist()
        want += (at(step, weeks) * CLAIMANTS).tolist()
    share = np.array(want) / CLAIMANTS
    return compare("steps", names, got, want, np.sqrt(CLAIMANTS * share * (1 - share)))


def test_the_generator_is_the_one_written_down() -> None:
    a, b, c, d = 0.25, 0.2, 1 / 3, 1 / 5
    assert world()[1] == pytest.approx(np.array([[-a, a, 0], [c, -b - c, b], [0, d, -d]]))


@pytest.mark.short
def test_the_engine_is_at_the_limit(figure: Figure) -> None:
    against(None).note(figure, "Three states of housing, against exp(Q T)")


@pytest.mark.parametrize("step", [1.0, 0.5])
def test_steps_would_be_seen(step: float) -> None:
    assert against(step).failures


def test_steps_tend_to_the_limit_at_first_order() -> None:
    off = [np.abs(at(step, WEEKS) - at(None, WEEKS)).max() for step in (1 / 8, 1 / 16, 1 / 32, 1 / 64)]
    assert [one / other for one, other in pairwise(off)] == pytest.approx([2] * 3, rel=0.05)
