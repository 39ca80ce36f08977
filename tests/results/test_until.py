"""How many runs are enough: the interval keeps its promise whatever made it stop."""

from collections.abc import Callable

import numpy as np
import pytest

from results.outcomes import OUTCOMES
from results.until import FEWEST, MOST, PILOT, Reached, batch_means, enough, judge, spread
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.arrays import FloatArray
from simulate.draws import batch_seed, ranks
from simulate.run import compile_scenario, run_replicate, start_replicate
from tests.conftest import Figure
from tests.statistics import least_share_found, level_of, seed_of, two_sided

Sampler = Callable[[int, int], FloatArray]
"""(from, to) -> the runs of these numbers, the same whenever they are asked for."""


def reach(sample: Sampler, target: float, pilot: int = PILOT, step: float = 0.0) -> Reached:
    """As `--until` goes about it."""
    series = sample(0, pilot + FEWEST)
    while not (found := judge(series, target=target, pilot=pilot, step=step)).reached:
        assert found.needed > found.runs
        series = np.concatenate([series, sample(found.runs, found.needed)])
    return found


def normals(rng: np.random.Generator) -> Sampler:
    return lambda low, high: rng.standard_normal(high - low)


def covers(found: Reached, truth: float) -> bool:
    assert found.low is not None and found.high is not None
    return found.low <= truth <= found.high


@pytest.mark.parametrize(("target", "pilot"), [(1.0, 4), (0.5, 4), (0.25, 4), (0.4, 10)])
def test_stopping_early_leaves_the_coverage_at_95(target: float, pilot: int) -> None:
    """Bounds are those of 2,000 repetitions with a false-alarm rate of 1 in 10,000."""
    rng = np.random.default_rng(1)
    found = [reach(normals(rng), target, pilot) for _ in range(2000)]
    assert all(one.half is not None and one.half <= target for one in found)
    assert 0.931 < np.mean([covers(one, 0.0) for one in found]) < 0.969
    # What it costs beside knowing the spread beforehand.
    assert np.mean([one.runs for one in found]) < max(pilot + FEWEST, 1.5 * (1.96 / target) ** 2) + 1


def test_a_rule_that_looks_after_every_run_would_be_caught() -> None:
    """The bounds above leave out what most people do: to stop as soon as the interval is narrow enough."""
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(2000):
        series = rng.standard_normal(4)
        while (half := 1.96 * series.std(ddof=1) / np.sqrt(len(series))) > 0.5:
            series = np.append(series, rng.standard_normal())
        covered += abs(series.mean()) <= half
    assert covered / 2000 < 0.9


def test_means_say_nothing_of_when_it_stops() -> None:
    """What exact coverage rests on: a series that is moved up or turned over stops where it did."""
    series = np.random.default_rng(3).standard_normal(500)
    for target in (0.8, 0.3, 0.1):
        one = judge(series, target=target)
        for other in (judge(series + 1000, target=target), judge(-series, target=target)):
            assert (other.needed, other.expected) == (one.needed, one.expected)
            assert other.half == pytest.approx(one.half)
    # And the pilot is not in the spread: where it happens to be far off, the interval is no wider.
    wild = series.copy()
    wild[:PILOT] = wild[:PILOT].mean() + np.array([-1e-3, 1e-3, -1e-3, 1e-3])
    assert judge(wild[:12], target=1.0).half == pytest.approx(2.3646 * spread(series[4:12]) / np.sqrt(12), rel=1e-4)


def test_it_goes_on_where_it_stopped() -> None:
    """Runs are looked at in their order, so a run stopped anywhere and resumed ends as if it had never been."""
    series = np.random.default_rng(4).standard_normal(3000)
    whole = reach(lambda low, high: series[low:high], 0.1)
    for runs in (12, 20, whole.needed - 1):
        part = judge(series[:runs], target=0.1)
        assert not part.reached and runs < part.needed <= whole.runs
    assert judge(series[: whole.runs], target=0.1) == whole


def test_what_happens_rarely_does_not_pass_for_certain() -> None:
    """An event in one run of twenty: in most cases the first runs show none, and without a step all would be known."""
    rng = np.random.default_rng(5)

    def rare(low: int, high: int) -> FloatArray:
        return (rng.random(high - low) < 0.05).astype(float)

    covered = [covers(reach(rare, 0.05, step=1.0), 0.05) for _ in range(400)]
    blind = [covers(reach(rare, 0.05), 0.05) for _ in range(400)]
    assert np.mean(covered) > 0.9 > 0.7 > np.mean(blind)
    nothing = judge(np.zeros(12), target=0.1)
    assert nothing.reached and nothing.half == 0.0
    assert not judge(np.zeros(12), target=0.1, step=1.0).reached


def test_few_runs_and_impossible_targets() -> None:
    single = judge(np.array([3.0]), target=1.0)
    assert single.half is None and not single.reached and single.needed == PILOT + FEWEST
    two = judge(np.array([0.0, 2.0]), target=100.0)
    assert two.half == pytest.approx(12.7062 * 1.0, rel=1e-4) and not two.reached
    never = judge(np.random.default_rng(6).standard_normal(12), target=1e-300)
    assert never.expected == MOST and not never.reached
    assert enough(1.0, 10**9, 0.1) == 385


def test_batches_are_whole() -> None:
    table = np.arange(14.0).reshape(7, 2)
    assert batch_means(table, 3).tolist() == [2.5, 8.5]
    assert batch_means(table[:1], 0).tolist() == [0.0, 1.0]


REPEATS = 2000
"""Of an experiment: a coverage of 95% is outside 93 to 97% by luck once in 25,000 times."""


@pytest.mark.verify
@pytest.mark.parametrize("target", [1.0, 0.5, 0.2])
def test_coverage_of_a_known_case(target: float, figure: Figure) -> None:
    rng, n = np.random.default_rng(seed_of("until")), 8000
    covered = float(np.mean([covers(reach(normals(rng), target), 0.0) for _ in range(n)]))
    figure(f"--until, normal runs to {target:g} of their spread", f"{covered:.1%} of {n:,} cover", "93 to 97%",
           0.93 <= covered <= 0.97, family="until", finds="2.2 points")  # fmt: skip


@pytest.mark.verify
def test_coverage_over_batches_of_draws(figure: Figure) -> None:
    """The real draws, batch by batch; the figure is known: a sum of normals of the ranks, and luck of each batch."""
    from scipy import special

    parameters = load_parameters()
    names = ("contested.push", "contested.chill", "contested.alliance", "contested.stops_claiming")
    covered, runs = 0, []
    for repetition in range(400):

        def batches(low: int, high: int, seed: int = 1000 + repetition) -> FloatArray:
            made = []
            for batch in range(low, high):
                of = ranks(parameters, draws=4, seed=batch_seed(seed, batch))
                luck = np.random.default_rng([seed, batch]).standard_normal()
                known = special.ndtri(of[names[0]]) + of[names[1]] ** 2 + of[names[2]] * of[names[3]]
                made.append(float(known.mean()) + luck)
            return np.array(made)

        found = reach(batches, 0.6)
        # Mean of a square of a uniform, and of a product of two that are not correlated.
        covered += covers(found, 1 / 3 + 1 / 4)
        runs.append(found.runs)
    level = level_of("until")
    p = float(two_sided(covered / 400, 0.95, np.sqrt(0.95 * 0.05 / 400)))
    figure("--until, batches of draws", f"{covered / 400:.1%} of 400 cover; {np.mean(runs):.0f} batches on average",
           f"95%, p >= {level:.0e}", p >= level, family="until", p=p, level=level,
           finds=f"{100 * least_share_found(level, 400, 0.95):.1f} points")  # fmt: skip


@pytest.mark.verify
def test_coverage_on_the_engine(figure: Figure) -> None:
    """600 claimants, half a year, two regimes. 400 runs of each are made once, by brute force, and are all there is:
    the truth is their mean, and each of 2,000 repetitions takes its runs from among them.
    """
    values = load_parameters().values()
    pair = [compile_scenario(load_scenario(name).scenario, values) for name in ("voluntary_2009", "green_paper_2008")]
    weight, weeks, every = 400.0, 26, 400
    measures = {one.name: one.measure for one in OUTCOMES}
    wanted = ("treatment_starts", "in_treatment", "deaths")

    def difference(replicate: int) -> list[float]:
        start = start_replicate(pair[0], claimants=600, weeks=weeks, seed=5, replicate=replicate)
        one, other = (run_replicate(regime, start, weeks=weeks) for regime in pair)
        return [measures[name](other, values) - measures[name](one, values) for name in wanted]

    made = np.array([difference(replicate) for replicate in range(every)]).T
    rng = np.random.default_rng(seed_of("until"))
    for name, all_there_is in zip(wanted, made, strict=True):
        target = 1.96 * float(all_there_is.std()) / np.sqrt(20)

        def some(low: int, high: int, of: FloatArray = all_there_is) -> FloatArray:
            return rng.choice(of, high - low)

        found = [reach(some, target, step=weight) for _ in range(REPEATS)]
        share = float(np.mean([covers(one, float(all_there_is.mean())) for one in found]))
        # Deaths are few, and runs that agree on them are not believed: their interval may be wider than it need be.
        most = 1.0 if name == "deaths" else 0.97
        runs = np.mean([one.runs for one in found])
        figure(
            f"--until on the engine, {name}", f"{share:.1%} of {REPEATS:,} cover; {runs:.0f} runs",
            f"93 to {most:.0%}", 0.93 <= share <= most, family="until", finds="2.3 points",
        )  # fmt: skip
