"""What is asked with --until, and how far it is reached."""

import numpy as np
import pytest

from results.gather import Gathered
from results.outcomes import OUTCOMES
from results.targets import parse_targets, seek
from results.targets_text import as_json
from scenarios.errors import InputError


def gathered(tables: np.ndarray, beliefs: tuple[str, ...] = ("",)) -> Gathered:
    """The same figures for every outcome: (scenarios, beliefs x draws, replicates)."""
    return Gathered(("a", "b", "c")[: len(tables)], {one.name: tables for one in OUTCOMES}, beliefs)


@pytest.mark.parametrize(
    ("text", "width", "percent"),
    [
        ("deaths<2%", 2.0, True),
        ("deaths < 50", 50.0, False),
        (" deaths<1,500 ", 1500.0, False),
        ("deaths<5e-1%", 0.5, True),
    ],
)
def test_targets_are_read(text: str, width: float, percent: bool) -> None:
    (one,) = parse_targets([text])
    assert (one.outcome.name, one.width, one.percent) == ("deaths", width, percent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("death<2%", "--until: there is no outcome of that name; given 'death<2%'; did you mean deaths?"),
        ("deaths", "is not a target; given 'deaths'; allowed an outcome, < and a width, such as 'deaths<2%'"),
        ("deaths>2%", "is not a target"),
        ("deaths<2%%", "is not a target"),
        ("<2%", "is not a target"),
        ("", "is not a target"),
        ("deaths<", "has no width above 0; given 'deaths<'; allowed such as 'deaths<2%' or 'deaths<50'"),
        ("deaths<0%", "has no width above 0"),
        ("deaths<-5", "has no width above 0"),
        ("deaths<1e999", "has no width above 0"),
    ],
)
def test_each_mistake_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_targets([text])
    assert said in str(caught.value) and str(caught.value).startswith("command line: --until: ")


def test_an_outcome_twice_and_every_mistake_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_targets(["deaths<2%", "deaths<50", "nonsense<1", "in_work<x"])
    assert [problem.message for problem in caught.value.problems] == [
        "is asked for twice", "there is no outcome of that name", "is not a target",
    ]  # fmt: skip


def test_percent_is_of_the_level_of_the_base_in_the_first_runs() -> None:
    base = np.r_[np.full(12, 200.0), np.full(18, 900.0)]
    other = base + np.random.default_rng(1).standard_normal(30)
    (one,) = seek(gathered(np.stack([base, other])[:, None]), parse_targets(["in_treatment<2%"]), batch=0,
                  claimants=240_000, compared=True)  # fmt: skip
    assert one.known.target == pytest.approx(4.0) and (one.scenario, one.difference) == ("b", True)
    assert one.known.mean == pytest.approx((other - base).mean()) and one.known.runs == 30


def test_every_other_regime_every_belief_or_every_level() -> None:
    tables = 100 + np.random.default_rng(2).standard_normal((3, 2, 12))
    both = gathered(tables, ("x", "y"))
    found = seek(both, parse_targets(["deaths<2%", "in_work<1"]), batch=0, claimants=240_000, compared=True)
    assert [(one.scenario, one.belief) for one in found] == [(s, b) for b in "xy" for s in "bc"] * 2
    alone = seek(both, parse_targets(["deaths<2%"]), batch=0, claimants=240_000, compared=False)
    assert len(alone) == 6 and not alone[0].difference and alone[0].known.mean == pytest.approx(tables[0, 0].mean())


def test_draws_count_by_batches() -> None:
    tables = np.random.default_rng(3).standard_normal((2, 26, 3)) + 50
    (one,) = seek(gathered(tables), parse_targets(["deaths<1"]), batch=2, claimants=240_000, compared=True)
    assert one.known.runs == 13
    plain = as_json([one], each=6, batch=2)
    assert plain["of"] == "mean over the parameters" and plain["figures"][0]["outcome"] == "deaths"
    assert plain["reached"] is one.known.reached


def test_one_claimant_is_the_step_of_what_is_counted_in_people() -> None:
    nothing = gathered(np.full((2, 1, 12), 700.0))
    halves = {
        target: seek(nothing, parse_targets([f"{target}<1"]), batch=0, claimants=600, compared=True)[0].known.half
        for target in ("deaths", "death_rate", "cost_health", "offences")
    }
    assert halves["deaths"] == halves["offences"] and halves["deaths"] is not None and halves["deaths"] > 100
    assert halves["death_rate"] == halves["cost_health"] == 0.0


def test_a_percentage_of_nothing_is_refused() -> None:
    tables = np.stack([np.zeros((1, 12)), np.ones((1, 12))])
    with pytest.raises(InputError, match=r"percentage of nothing: the base has none.*such as 'sanctions<50'"):
        seek(gathered(tables), parse_targets(["sanctions<2%"]), batch=0, claimants=600, compared=True)
    assert seek(gathered(tables), parse_targets(["sanctions<2"]), batch=0, claimants=600, compared=True)


def test_a_difference_is_judged_as_it_is_shown_with_least_chance_and_a_level_as_it_was_lived() -> None:
    rng = np.random.default_rng(4)
    lived = 1000 + 100 * rng.standard_normal((2, 1, 12))
    expected = 1000 + rng.standard_normal((2, 1, 12))
    both = Gathered(("a", "b"), {"deaths": lived, "deaths.expected": expected})
    targets = parse_targets(["deaths<1%"])
    (one,) = seek(both, targets, batch=0, claimants=600, compared=True)
    assert one.known.mean == pytest.approx((expected[1] - expected[0]).mean())
    assert one.known.half is not None and one.known.half < 3
    assert one.known.target == pytest.approx(lived[0].mean() / 100)
    level = seek(both, targets, batch=0, claimants=600, compared=False)[0]
    assert level.known.mean == pytest.approx(lived[0].mean())
