"""Word of mouth as a branching process: talk alone, with people who learn.

A fearful claimant frightens others at rate b (a field moved once a week to the share who are fearful) and learns at
rate l. Within a week everybody is an independent chain of two states with f = b F / n fixed for the week, so that
    P(fearful after | fearful) = (f + l e) / (f + l),    P(fearful after | not) = f (1 - e) / (f + l),   e = exp(-f - l)
and the number F' after the week has a known mean and variance given F. Off: f = 0, nobody is ever frightened, and F' is
binomial. On, while few are fearful: E F' = m F with m = exp(-l) + b (1 - exp(-l)) / l, the mean offspring of a week, so
that E F(T) = m^T F(0): above 1 fear grows, below it dies out.
Each week of each world is judged by its own mean and variance: their sum is that of a martingale. Planted: talk 1.25
times as fast.
"""

import numpy as np
import pytest

from simulate.arrays import FloatArray
from simulate.status import Belief, Income
from simulate.ticks.talk import Talk
from simulate.world import World
from tests.conftest import Figure
from tests.simulate.bench import Groups, regime
from tests.simulate.exact.small import compiled, live, only, started
from tests.simulate.worlds import values
from tests.statistics import Compared, compare, seed_of

N, FIRST, WEEKS, WORLDS = 6000, 120, 12, 6
B, L = 0.3, 0.1
EXACTLY = {"talk.rate": B, "learn.rate": L, "trust.step": 0.0}
"""The field follows the share who are fearful without a threshold."""


def told(mouth: bool) -> Groups:
    return {"believe": {"information": "hearsay", "word_of_mouth": mouth}}


def courses(mouth: bool, planted: float = 1.0) -> FloatArray:
    """Fearful claimants week by week in each world: (worlds, weeks + 1)."""
    opening = {"belief": [Belief.FEARFUL, Belief.AS_IT_IS], "income": [Income.JSA] * 2}
    changed = EXACTLY | {"talk.rate": B * planted}
    it = compiled(regime(**told(mouth)), only("talk", "learn"), opening=opening, changed=changed)
    made = []
    for replicate in range(WORLDS):
        start = started(it, claimants=N, weeks=2, seed=seed_of("talk"), replicate=replicate, income=Income.JSA)
        course: list[int] = []

        def begin(world: World) -> None:
            at = world.table.statuses().belief
            fearful = int(np.flatnonzero(at == Belief.FEARFUL)[0])
            world.lives.row[np.arange(FIRST) * (N // FIRST)] = fearful

        def look(world: World, course: list[int] = course) -> None:
            at = np.append(world.table.statuses().belief, 0)
            course.append(int((at[world.lives.row] == Belief.FEARFUL).sum()))

        live(it, start, weeks=WEEKS, ticks=(Talk,), plant=begin, each_week=look)
        made.append(course)
    return np.array(made, float)


def week(fearful: FloatArray, b: float) -> tuple[FloatArray, FloatArray]:
    """Mean and variance of those fearful after a week, given those before: each like `fearful`."""
    f = b * fearful / N
    e = np.exp(-f - L)
    stays, comes = (f + L * e) / (f + L), f * (1 - e) / (f + L)
    others = N - fearful
    return fearful * stays + others * comes, fearful * stays * (1 - stays) + others * comes * (1 - comes)


def judged(course: FloatArray, b: float) -> Compared:
    """Every week over all worlds, and all weeks together."""
    mean, variance = week(course[:, :-1], b)
    off = course[:, 1:] - mean
    got = [*(mean + off).sum(axis=0), (mean + off).sum()]
    want, spread = [*mean.sum(axis=0), mean.sum()], np.sqrt([*variance.sum(axis=0), variance.sum()])
    names = [*(f"fearful after week {w + 1}" for w in range(course.shape[1] - 1)), "all weeks"]
    return compare("talk", names, got, want, spread)


@pytest.mark.short
def test_with_word_of_mouth_off_nobody_is_ever_frightened(figure: Figure) -> None:
    course = courses(mouth=False)
    assert (np.diff(course, axis=1) <= 0).all()
    judged(course, 0.0).note(figure, "Off: fear is only unlearnt")


@pytest.mark.short
def test_with_word_of_mouth_on_fear_grows_as_its_mean_offspring(figure: Figure) -> None:
    course = courses(mouth=True)
    judged(course, B).note(figure, f"On: fear of {WORLDS} worlds over {WEEKS} weeks")
    m = np.exp(-L) + B * (1 - np.exp(-L)) / L
    assert m > 1
    # A field that is read once a week counts a frightened person from the next week on, and few are fearful at first.
    upto = 3
    assert course[:, upto].mean() == pytest.approx(FIRST * m**upto, rel=0.1)


def test_a_planted_error_is_found() -> None:
    assert judged(courses(mouth=True, planted=1.25), B).failures


def test_at_the_published_rates_a_scare_dies_out() -> None:
    b, learns = values()["talk.rate"], values()["learn.rate"]
    assert np.exp(-learns) + b * (1 - np.exp(-learns)) / learns < 1
