"""Deaths as they were to be expected given the lives lived: unbiased, against three independent measures of the same.

1. What the clocks used up. A threshold without memory is used up at the hazard, so the sum of thresholds drawn less
   what is left of them is the integral of the hazard as the engine lived it: equal to the bit of single precision.
2. The matrix exponential. Without queue, ticks and traits the expectation over all luck is known exactly; the mean over
   replicates must be that, for each regime and for their difference.
3. Brute force. In the full model deaths as they happened less deaths expected have expectation 0 and, being a
   martingale, a variance of the deaths expected.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from scipy.sparse.linalg import expm_multiply

import simulate.run
from simulate.arrays import FloatArray
from simulate.clocks import settle, thresholds
from simulate.expected import EXPECTED
from simulate.hazards import generator
from simulate.observation import Observation
from simulate.processes import PROCESSES
from simulate.run import Compiled, Start, compile_scenario, run_replicate, start_replicate
from simulate.world import World
from tests.conftest import Figure
from tests.simulate.worlds import observe, scenario, values
from tests.statistics import level_of, limit_of, seed_of
from tests.verification.families import POWER

ALARM = level_of("deaths_expected")
"""Of each statistical test: the chance that it fails though nothing is wrong."""
LEVEL, GAP = 0.01, 0.005
"""Errors of the deaths of a regime, and of their difference, that the second test finds `POWER` of the time: both as a
share of the deaths under the base."""
BASE, OTHER = "voluntary_2009", "green_paper_2008"
PAIRS = ((BASE, 52), (OTHER, 52), ("repeal_after_two_years", 117), ("outside_benefit", 52), ("new_claims", 52))
WEEKS, CLAIMANTS, REPLICATES = 104, 6_000, 12
PLAIN = tuple(replace(process, relative_risk=None, odds=None, situation=None) for process in PROCESSES)


def deaths_expected(seen: Observation) -> float:
    return float(seen.expected[:, seen.counts.index("deaths")].sum())


def deaths(seen: Observation) -> int:
    return int(seen.events[:, seen.kind("die")].sum())


def used_up(world: World, start: Start, weeks: float) -> float:
    """What the clocks of death used up of their thresholds."""
    lives, p = world.lives, world.table.process("die")
    settle(lives, np.arange(len(lives)), weeks)
    column = int(lives.rules.column_of[p])
    struck = np.flatnonzero(lives.rung[:, column])
    drawn = start.left[:, p].astype(np.float64).sum()
    one = np.ones(len(struck), np.int64)
    again = thresholds(lives.luck, lives.rules.clocks, lives.number[struck], one * column, one)
    return float(drawn + again.sum() - lives.left[:, column].astype(np.float64).sum())


@pytest.mark.parametrize(("name", "weeks"), PAIRS)
def test_deaths_expected_are_what_the_clocks_of_death_used_up(
    name: str, weeks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds: list[World] = []
    begin = simulate.run.begin_world

    def kept(compiled: Compiled, start: Start) -> World:
        worlds.append(begin(compiled, start))
        return worlds[-1]

    monkeypatch.setattr(simulate.run, "begin_world", kept)
    compiled = compile_scenario(scenario(name), values())
    start = start_replicate(compiled, claimants=1500, weeks=weeks, seed=4, replicate=0)
    seen = run_replicate(compiled, start, weeks=weeks)
    assert deaths(seen) > 0
    assert deaths_expected(seen) == pytest.approx(used_up(worlds[0], start, float(weeks)), rel=1e-4)


def chain(name: str, planted: float = 1.0) -> FloatArray:
    """Deaths expected less those of the matrix exponential, and those, by replicate: (2, replicates).

    Memoryless clocks, no ticks, no traits; given where the claimants of the replicate began. planted: an error of the
    expectation.
    """
    compiled = compile_scenario(scenario(name), values(), processes=PLAIN, memoryless=True)
    flow = generator(compiled.table).T.tocsr()
    found = []
    for replicate in range(REPLICATES):
        start = start_replicate(compiled, claimants=CLAIMANTS, weeks=WEEKS, seed=11, replicate=replicate)
        seen = run_replicate(compiled, start, weeks=WEEKS, ticks=())
        began = seen.census[0].astype(np.float64)
        exact = expm_multiply(flow, began, start=0.0, stop=float(WEEKS), num=2)[-1][compiled.table.dead]
        found.append((planted * deaths_expected(seen) - exact, exact))
    return np.array(found).T


def chance(error: FloatArray) -> float:
    """How probable a mean as far from 0 as this would be, if the expectation were 0."""
    return float(stats.ttest_1samp(error, 0.0).pvalue)


def least_found(error: FloatArray) -> float:
    """The error that the test would find `POWER` of the time."""
    freedom = len(error) - 1
    needed = stats.t.isf(ALARM / 2, freedom) + stats.t.ppf(POWER, freedom)
    return float(needed * error.std(ddof=1) / np.sqrt(len(error)))


@pytest.mark.verify
def test_deaths_expected_and_their_difference_are_those_of_the_matrix_exponential() -> None:
    (base, level), (other, _) = chain(BASE), chain(OTHER)
    assert chance(base) > ALARM
    assert chance(other) > ALARM
    assert chance(other - base) > ALARM
    assert least_found(base) < LEVEL * level.mean(), "the test is sharp enough to mean something"
    assert least_found(other - base) < GAP * level.mean()


def test_a_biased_expectation_is_found() -> None:
    error, _ = chain(BASE, planted=1 + LEVEL)
    assert chance(error) < ALARM


def test_the_same_lives_have_the_same_deaths_expected_to_the_bit() -> None:
    one, other = observe(OTHER, weeks=30), observe(scenario(OTHER).model_copy(update={"title": "renamed"}), weeks=30)
    assert np.array_equal(one.expected, other.expected)


def test_deaths_are_expected_by_group_as_in_all() -> None:
    seen = observe(OTHER, weeks=60)
    at = seen.counts.index("deaths")
    for group in seen.groups:
        assert seen.group_expected[group][:, at].sum() == pytest.approx(seen.expected[:, at].sum()), group


def test_they_are_never_drawn_besides() -> None:
    seen = observe(BASE, weeks=60)
    assert seen.counts[-len(EXPECTED) :] == tuple(EXPECTED)
    assert not seen.drawn[:, -len(EXPECTED) :].any()


@pytest.mark.verify
@pytest.mark.parametrize("name", [BASE, OTHER])
def test_deaths_that_happen_are_those_expected(name: str, figure: Figure) -> None:
    """The full model by brute force: 5 years of 240,000 claimants, four times."""
    runs = [observe(name, claimants=240_000, weeks=260, seed=seed_of("deaths_expected"), replicate=r) for r in range(4)]
    happened, due = sum(deaths(seen) for seen in runs), sum(deaths_expected(seen) for seen in runs)
    limit = limit_of("deaths_expected")
    needed = (limit + stats.norm.ppf(POWER)) / np.sqrt(due)
    figure(
        f"{name}: deaths against deaths expected",
        f"{happened:,} against {due:,.0f}, {abs(happened - due) / np.sqrt(due):.2f} standard errors",
        f"< {limit:.2f}",
        abs(happened - due) < limit * np.sqrt(due),
        family="deaths_expected",
        finds=f"{needed:.1%}",
        p=float(2 * stats.norm.sf(abs(happened - due) / np.sqrt(due))),
        level=ALARM,
    )
