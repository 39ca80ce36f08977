"""The variance of a difference split into chance, parameters and belief, against tables of known make.

Bounds of counts are two-sided binomial ones with a false-alarm rate of 1 in 1,000 for each case.
"""

import json
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from scipy import stats

from results.blocks import Fold, Prose
from results.comparison import as_json as figures
from results.comparison import compare
from results.estimate import estimate
from results.gather import Gathered
from results.outcomes import OUTCOMES
from results.report import report_readings
from results.section import Context
from results.sections.headline import build
from results.split import More, Split, as_json, split
from results.split_words import BRIEF, MIXED, more_runs, percent, span, told
from results.store import Run, readings
from results.terminal import comparison_table
from simulate.arrays import FloatArray
from tests.statistics import level_of

FALSE_ALARM = level_of("split")


def crossed(
    rng: np.random.Generator, draws: int, replicates: int, *, parameters: float, shared: float, own: float,
    apart: tuple[float, ...] = (0.0,),
) -> FloatArray:  # fmt: skip
    """Draws and luck cross: each luck is lived through under every draw, and by every belief."""
    table = np.sqrt(parameters) * rng.standard_normal((draws, 1)) + np.sqrt(shared) * rng.standard_normal(
        (1, replicates)
    )
    alone = np.sqrt(own) * rng.standard_normal((len(apart), draws, replicates))
    return np.asarray(table + alone + np.array(apart)[:, None, None])


CASES = [
    (8, 4, 1.0, 0.5, 1.0), (16, 2, 4.0, 0.0, 1.0), (16, 8, 0.3, 1.0, 1.0), (64, 4, 9.0, 0.1, 0.3),
    (12, 4, 0.0, 0.5, 1.0),
]  # fmt: skip


@pytest.mark.parametrize(("draws", "replicates", "parameters", "shared", "own"), CASES)
def test_the_interval_of_the_split_covers_the_truth(
    draws: int, replicates: int, parameters: float, shared: float, own: float
) -> None:
    rng = np.random.default_rng(1)
    truth = parameters / (parameters + (shared + own) / replicates)
    made = [split(crossed(rng, draws, replicates, parameters=parameters, shared=shared, own=own)) for _ in range(300)]
    covered = sum(one.low is not None and one.high is not None and one.low <= truth <= one.high for one in made)
    # At least 95 of 100 cover, and where it is nothing more do, as shares end there.
    assert stats.binom.cdf(covered, 300, 0.95) > FALSE_ALARM
    assert all(one.parameters is not None and 0 <= one.parameters <= 1 for one in made)


def test_shares_are_right_on_average() -> None:
    """Many draws and replicates, so that the share is the truth within little; two beliefs 2 apart: variance 1."""
    rng = np.random.default_rng(2)
    shares = []
    for _ in range(40):
        one = split(crossed(rng, 60, 40, parameters=4.0, shared=20.0, own=20.0, apart=(-1.0, 1.0)))
        assert one.belief is not None and one.chance is not None and one.parameters is not None
        assert one.parameters + one.chance + one.belief == pytest.approx(1.0)
        assert one.unknown == pytest.approx(one.parameters + one.belief)
        shares.append((one.parameters, one.chance, one.belief))
    assert np.mean(shares, axis=0) == pytest.approx([4 / 6, 1 / 6, 1 / 6], abs=0.02)


def test_batches_with_luck_of_their_own_are_split_as_well() -> None:
    """Luck is shared within a batch of 4 draws and not between batches; to know that makes the split surer."""
    rng = np.random.default_rng(3)
    shares, widths, covered = [], [], 0
    for _ in range(200):
        batches = np.concatenate([crossed(rng, 4, 2, parameters=9.0, shared=1.0, own=1.0)[0] for _ in range(12)])[None]
        one, blind = split(batches, batch=4), split(batches)
        assert one.parameters is not None and one.low is not None and one.high is not None
        assert blind.low is not None and blind.high is not None
        shares.append(one.parameters)
        widths.append((one.high - one.low, blind.high - blind.low))
        covered += one.low <= 0.9 <= one.high
    assert np.mean(shares) == pytest.approx(0.9, abs=0.02)
    assert stats.binom.cdf(covered, 200, 0.95) > FALSE_ALARM
    known, unknown = np.mean(widths, axis=0)
    assert known < 0.6 * unknown


def test_it_never_says_that_more_runs_are_of_no_use_where_they_are() -> None:
    """Half is chance: of 300 runs none may be called settled more often than the interval errs."""
    rng = np.random.default_rng(4)
    for draws in (4, 16, 48):
        made = [split(crossed(rng, draws, 4, parameters=1.0, shared=2.0, own=2.0)).more for _ in range(300)]
        wrong = sum(more in (More.NOTHING, More.DRAWS) for more in made)
        assert stats.binom.sf(wrong - 1, 300, 0.025) > FALSE_ALARM, draws


def test_what_is_not_known_stays_however_many_runs_are_made() -> None:
    rng = np.random.default_rng(5)
    many = split(crossed(rng, 200, 4, parameters=100.0, shared=0.5, own=0.5))
    assert many.more is More.NOTHING and many.unknown is not None and many.unknown > 0.99
    assert many.stays == pytest.approx(19.6, rel=0.15)
    assert more_runs(many) == "More runs would not narrow this: >99% of the variance is what we do not know."
    few = split(crossed(rng, 5, 4, parameters=100.0, shared=0.1, own=0.1))
    assert few.more is More.DRAWS and "more replicates would not" in more_runs(few)
    # What stays is what an interval over many draws comes to.
    table = crossed(rng, 2000, 4, parameters=100.0, shared=0.5, own=0.5)
    wide = estimate(table[0])
    assert wide.high is not None and wide.low is not None
    assert split(table).stays == pytest.approx((wide.high - wide.low) / 2, rel=0.05)


def test_chance_is_called_chance() -> None:
    rng = np.random.default_rng(6)
    one = split(crossed(rng, 64, 8, parameters=0.001, shared=0.0, own=20.0))
    assert one.more is More.REPLICATES and "of the variance is chance" in more_runs(one)
    unsure = split(crossed(rng, 3, 2, parameters=1.0, shared=1.0, own=1.0))
    assert unsure.more in (More.UNSURE, More.BOTH) and unsure.low is not None and unsure.low < 0.2


def test_one_replicate_leaves_it_mixed_and_says_so() -> None:
    one = split(np.random.default_rng(7).standard_normal((1, 20, 1)))
    assert (one.parameters, one.chance, one.unknown, one.low, one.more) == (None, None, None, None, More.MIXED)
    assert told([("Deaths", one)]) == [MIXED] and "--replicates 2" in MIXED
    assert as_json(one)["more_runs_would_narrow"] is None


def test_central_values_are_chance_alone_but_for_the_belief() -> None:
    rng = np.random.default_rng(8)
    one = split(rng.standard_normal((1, 1, 12)))
    assert (one.chance, one.belief, one.more) == (1.0, None, More.CHANCE_ONLY)
    assert "not in it" in more_runs(one) and told([("Deaths", one)]) == []
    two = split(rng.standard_normal((1, 1, 400)) + np.array([-1.0, 1.0])[:, None, None])
    assert two.belief is not None and two.belief > 0.99 and "whose belief" in more_runs(two)


def test_nothing_and_single_runs() -> None:
    assert split(np.zeros((1, 4, 3))).more is More.NO_SPREAD
    assert split(np.full((1, 4, 3), 7.0)).more is More.NO_SPREAD
    assert split(np.ones((1, 1, 1))).more is More.UNSURE
    assert split(np.array([[[1.0]], [[2.0]]])).more is More.UNSURE
    assert set(BRIEF) == set(More)


def test_shares_in_words() -> None:
    assert [percent(share) for share in (None, 0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "–",
        "0%",
        "<1%",
        "50%",
        ">99%",
        "100%",
    ]
    assert span(Split(0.5, 0.5, None, 0.912, 0.98, None, More.BOTH)) == "91 to 98%"


def many_draws(replicates: int) -> Gathered:
    """24 draws, of which the differences hang on the draw and hardly on luck."""
    rng = np.random.default_rng(9)
    base = np.full((24, replicates), 5000.0)
    gap = 300 * rng.standard_normal((24, 1)) + rng.standard_normal((24, replicates))
    return Gathered(
        ("voluntary_2009", "green_paper_2008"), {one.name: np.stack([base, base + gap]) for one in OUTCOMES}
    )


@pytest.mark.parametrize("width", [80, 100])
def test_it_stands_below_the_table_and_in_json(pair: Run, width: int) -> None:
    gathered = many_draws(4)
    (made,) = compare(gathered)
    console = Console(width=width, no_color=True)
    with console.capture() as capture:
        console.print(comparison_table(made, pair.manifest))
    text = capture.get()
    assert "Where the variance of the differences comes from" in text and "would not narrow this" in text
    flat = " ".join(text.split())
    assert "Deaths: more runs would not narrow this: >99% of the variance is what we do not know." in flat
    assert all(len(line) <= width for line in text.splitlines())
    said = figures(gathered)["difference"]["deaths"]["split"]
    assert said["more_runs_would_narrow"] is False and said["unknown"] > 0.99 and said["unknown_low"] > 0.9
    assert said["chance"] + said["parameters"] == pytest.approx(1.0) and said["belief"] is None
    json.dumps(said, allow_nan=False)


def test_one_replicate_is_said_below_the_table(pair: Run) -> None:
    (made,) = compare(many_draws(1))
    console = Console(width=100, no_color=True)
    with console.capture() as capture:
        console.print(comparison_table(made, pair.manifest))
    text = " ".join(capture.get().split())
    assert MIXED in text and "Where the variance" not in text


def test_it_stands_in_the_report(pair: Run) -> None:
    found = readings(pair, report_readings())
    (made,) = compare(found)
    context = Context(pair.manifest, pair.plan().parameters, found, (made,))
    (fold,) = [block for block in build(context) if isinstance(block, Fold)]
    assert fold.table.columns[1].title == "Chance" and len(fold.table.rows) == len(made.headline)
    many = replace(context, comparisons=compare(many_draws(4)))
    told_there = [block.text for block in build(many) if isinstance(block, Prose)]
    assert any(text.startswith("For all 6 outcomes, more runs would not narrow the interval") for text in told_there)
