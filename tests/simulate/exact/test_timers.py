"""Timers: exponential, gamma and fixed times of real submodels against their distribution functions.

A clock of n stages has a gamma time with shape n and mean 1 / hazard; a fixed one takes exactly 1 / hazard, of which
whoever starts in the middle has an evenly spread part left.
    F(t) = 1 - exp(-t/m)          F(t) = 1 - exp(-2t/m) (1 + 2t/m)          F(t) = 1[t >= m]
Kolmogorov and Smirnov's test, each with a planted error of the law (the same mean, another shape) that it must find.
"""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from simulate.arrays import FloatArray
from simulate.processes.attend import Attend, wait
from simulate.status import Income, Knowledge, Ladder, Mandate, Pathway, Sanction, Support
from tests.conftest import Figure
from tests.simulate.bench import Groups, numbers, regime
from tests.simulate.exact.small import compiled, live, only, started
from tests.simulate.worlds import values
from tests.statistics import given, least_distance_found, level_of, seed_of

CLAIMANTS = 4000
MANDATE: Groups = {
    "oblige": {"attend_assessment": True, "deadline": "30 weeks", "benefits": ["JSA"]},
    "sanction": {
        "jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks", "4 weeks", "13 weeks"]}, "decision_time": "3 weeks",
    },
}  # fmt: skip


def times(name: str, **opening: Any) -> FloatArray:
    """When a submodel struck first, by claimant, where nothing else ever happens."""
    it = compiled(regime(**MANDATE), only(name), opening=opening)
    start = started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("timers"), **opening)
    return live(it, start, weeks=400).first(name)


def note(figure: Figure, check: str, p: float) -> None:
    finds = least_distance_found(level_of("timers"), CLAIMANTS)
    given("timers", [check], [p], [finds]).note(figure, check)


def p_of(found: FloatArray, law: str, **shape: float) -> float:
    return float(stats.kstest(found, getattr(stats, law)(**shape).cdf).pvalue)


@pytest.mark.short
def test_an_exponential_time_is_exponential(figure: Figure) -> None:
    found = times("drop_out", pathway=Pathway.QUEUED)
    mean = 1 / values()["drop_out.queued"]
    note(figure, "Giving up the queue: exponential", p_of(found, "expon", scale=mean))
    assert p_of(found, "gamma", a=2, scale=mean / 2) < level_of("timers"), "another shape is found"
    assert p_of(found, "expon", scale=mean * 1.2) < level_of("timers"), "a rate off by a fifth is found"


@pytest.mark.short
def test_a_time_of_two_stages_is_gamma(figure: Figure) -> None:
    from simulate.processes.attend import ATTEND

    found = times("attend", pathway=Pathway.APPOINTED)
    mean = wait(regime(**MANDATE), numbers(ATTEND))
    assert isinstance(numbers(ATTEND), Attend)
    note(figure, "Waiting for the appointment: gamma of two stages", p_of(found, "gamma", a=2, scale=mean / 2))
    assert p_of(found, "expon", scale=mean) < level_of("timers"), "another shape is found"


@pytest.mark.short
def test_who_begins_in_the_middle_of_a_fixed_time_has_an_evenly_spread_part_of_it_left(figure: Figure) -> None:
    found = times("plan_ends", support=Support.PLAN)
    whole = values()["plan_ends.weeks"]
    note(figure, "A plan that has begun: an even part of it is left", p_of(found, "uniform", scale=whole))
    assert p_of(found, "expon", scale=values()["plan_ends.weeks"] / 2) < level_of("timers")


@pytest.mark.parametrize(("step", "weeks"), [(Ladder.FIRST, 2), (Ladder.SECOND, 4), (Ladder.THIRD, 13)])
def test_a_sanction_lasts_as_long_as_the_rules_say_to_the_minute(step: Ladder, weeks: int) -> None:
    """Decided after three weeks, then served: from the decision to its end not one claimant deviates."""
    opening = {
        "pathway": Pathway.APPOINTED, "mandate": Mandate.REQUIRED, "knowledge": Knowledge.IDENTIFIED,
        "income": Income.JSA, "sanction": Sanction.PENDING, "ladder": step,
    }  # fmt: skip
    it = compiled(regime(**MANDATE), only("decide", "sanction_ends"), opening=opening)
    lived = live(it, started(it, claimants=600, weeks=2, seed=1, **opening), weeks=20)
    decided, served = lived.first("decide"), lived.first("sanction_ends")
    there = np.isfinite(served)
    assert there.any() and not there.all(), "some are let off"
    assert np.abs(served[there] - decided[there] - weeks).max() < 1e-4
    assert decided.max() <= 3, "who begins with a decision pending waits no longer than a decision takes"
