"""Paired differences, what is said of them, and the tables of the terminal."""

import json

import numpy as np
import pytest
from rich.console import Console

from results.comparison import as_json, compare
from results.gather import Gathered, gather, outcome_readings, paired
from results.outcomes import OUTCOMES
from results.store import Run, readings
from results.terminal import answer_text, comparison_table, levels_table
from results.words import EXTRAPOLATION, answer, finding, number
from scenarios.errors import RunFailed
from scenarios.parameters import load_parameters
from simulate.ensemble import Ran

VALUES = (load_parameters().values(),)


def made_up(base: list[list[float]], other: list[list[float]]) -> Gathered:
    """The same figures for every outcome: (draws, replicates) of each regime."""
    return Gathered(("a", "b"), {one.name: np.array([base, other]) for one in OUTCOMES})


def of(rans: tuple[Ran, ...], *names: str) -> Gathered:
    return gather([ran for ran in rans if ran.scenario in names], outcome_readings(), scenarios=names, values=VALUES)


def test_a_regime_differs_from_itself_by_exactly_nothing(rans: tuple[Ran, ...]) -> None:
    one = of(rans, "voluntary_2009")
    twice = Gathered(("a", "b"), {name: np.concatenate([array, array]) for name, array in one.arrays.items()})
    said = as_json(twice)
    for row in said["difference"].values():
        assert (row["mean"], row["low"], row["high"], row["probability_above_zero"]) == (0.0, 0.0, 0.0, 0.0)
    assert answer(compare(twice)[0], other="b", base="a").startswith("On no headline outcome")


def test_difference_is_that_of_the_pairs(rans: tuple[Ran, ...]) -> None:
    (made,) = compare(of(rans, "voluntary_2009", "green_paper_2008"))
    figures = {(r.scenario, r.task.replicate): r.observation for r in rans}
    for name in ("sanctions", "deaths", "homeless"):
        row = made.of(name)
        measure = row.outcome.expected or row.outcome.measure
        gaps = [measure(figures["green_paper_2008", r], {}) - measure(figures["voluntary_2009", r], {}) for r in (0, 1)]
        assert row.difference.mean == pytest.approx(np.mean(gaps))
        if np.ptp(gaps):
            half = 12.706205 * np.std(gaps, ddof=1) / np.sqrt(2)
            assert row.difference.high == pytest.approx(np.mean(gaps) + half, rel=1e-5)
    assert made.of("sanctions").base.mean == 0 and made.of("sanctions").difference.mean > 0


def test_difference_is_of_what_was_expected_and_what_happened_stands_beside_it(rans: tuple[Ran, ...]) -> None:
    gathered = of(rans, "voluntary_2009", "green_paper_2008")
    (made,) = compare(gathered)
    base, other = (gathered.arrays["deaths"][at].mean() for at in (0, 1))
    row = made.of("deaths")
    assert (row.base.mean, row.other.mean) == (base, other), "levels are people"
    assert row.happened is not None and row.happened.mean == pytest.approx(other - base)
    assert row.difference.mean != row.happened.mean
    said = as_json(gathered)["difference"]
    assert said["deaths"]["mean_as_happened"] == row.happened.mean
    assert made.of("homeless").happened is None and "mean_as_happened" not in said["homeless"]


def test_rounding_is_no_difference() -> None:
    gap = paired(np.array([[1e7, 1e7]]), np.array([[1e7 + 4e-9, 1e7 + 1e-2]]))
    assert gap[0, 0] == 0.0 and gap[0, 1] > 0.0


def test_pairing_takes_away_what_the_regimes_share() -> None:
    made = compare(made_up([[100.0, 500.0, 900.0]], [[101.0, 502.0, 900.5]]))[0].of("deaths")
    assert made.difference.low is not None and made.base.high is not None
    assert made.difference.high is not None and made.difference.high - made.difference.low < 5
    assert made.base.high > 1000


def test_json_names_the_first_other_regime_and_all(rans: tuple[Ran, ...]) -> None:
    names = ("voluntary_2009", "green_paper_2008")
    said = as_json(of(rans, *names))
    assert said["difference"] == said["differences"]["green_paper_2008"]
    assert set(said["difference"]) == {one.name for one in OUTCOMES}
    assert "Chance only" in said["interval"]
    json.dumps(said, allow_nan=False)


def test_one_scenario_has_no_difference(rans: tuple[Ran, ...]) -> None:
    said = as_json(of(rans, "voluntary_2009"))
    assert "difference" not in said and set(said["levels"]) == {"voluntary_2009"}


def test_a_draw_with_a_run_missing_is_left_out(rans: tuple[Ran, ...]) -> None:
    with pytest.raises(RunFailed, match="no draw"):
        gather(rans[:1], outcome_readings(), scenarios=("voluntary_2009", "green_paper_2008"), values=VALUES)


def test_single_run_says_so_and_makes_no_interval_up() -> None:
    (made,) = compare(made_up([[10.0]], [[14.0]]))
    assert made.of("deaths").difference.low is None
    assert "cannot be said" in finding(made.of("deaths"))
    assert answer(made, other="b", base="a").startswith("One run of each regime")


def test_words_do_not_settle_what_is_not_settled() -> None:
    (open_,) = compare(made_up([[10.0, 10.0, 10.0]], [[11.0, 8.0, 12.0]]))
    assert finding(open_.of("deaths")).startswith("The evidence does not settle whether there are more or fewer deaths")
    (sure,) = compare(made_up([[10.0, 10.0, 10.0]], [[5.0, 5.1, 4.9]]))
    assert finding(sure.of("deaths")).startswith("5 fewer deaths (95% interval 4.75 to 5.25)")
    assert finding(sure.of("homeless_years")).startswith("5 less person-years homeless")
    assert "every parameter at its central value" in answer(sure, other="b", base="a")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (49_023_162.0, "49 million"),
        (-17_123_856.0, "\N{MINUS SIGN}17.1 million"),
        (1234567.0, "1,230,000"),
        (-585.4, "\N{MINUS SIGN}585"),
        (42.5, "42"),
        (8.139, "8.14"),
        (0.03641, "0.0364"),
        (99.96, "100"),
        (float("nan"), "n/a"),
        (None, "n/a"),
        (2.0, "2"),
    ],
)
def test_numbers_have_three_figures(value: float | None, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("width", [80, 100])
def test_terminal_tables_fit(pair: Run, width: int) -> None:
    gathered = readings(pair)
    console = Console(width=width, record=True, no_color=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as capture:
        for made in compare(gathered):
            console.print(comparison_table(made, pair.manifest), answer_text(made, pair.manifest))
        console.print(levels_table(gathered, pair.manifest, every=True))
    text = capture.get()
    assert "2,000 claimants, 1 year, 2 replicates, 2 draws" in text
    assert EXTRAPOLATION in text
    assert max(len(line) for line in text.splitlines()) <= width
    assert "\N{HORIZONTAL ELLIPSIS}" not in text
