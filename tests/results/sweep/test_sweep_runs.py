"""Sweeps of the model itself: every method, a parameter that is switched off, levers, beliefs, guardrails."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from results.sweep.design import make_design
from results.sweep.effects import elementary_effects
from results.sweep.page import Swept
from results.sweep.words import decides, short_names
from scenarios.errors import InputError
from scenarios.parameters import load_parameters
from tests.results.sweep.conftest import HEAD, load

Make = Callable[[str], Swept]
OFF = "drug_test.sensitivity"


def scores(swept: Swept, name: str, outcome: str = "identified") -> dict[str, tuple[float, float, bool]]:
    """Factor -> value, floor and whether it stands beyond it."""
    (found,) = [one for one in swept.analysis.found if one.outcome.name == outcome]
    index = found.index(name)
    assert index is not None
    factors = swept.analysis.design.factors
    return {f: (float(index.value[i]), float(index.floor[i]), bool(index.beyond[i])) for i, f in enumerate(factors)}


VARY = f"""vary:
  contested.concealment: {{}}
  contested.push: {{}}
  {OFF}: {{}}
"""


@pytest.mark.verify
def test_a_parameter_that_no_regime_reads_scores_as_the_dummy_does(make: Make) -> None:
    """The two regimes test nobody, so the accuracy of tests is read and decides nothing."""
    swept = make(VARY + "points: 26\nmethod: latin_hypercube\nreplicates: 1\n")
    for name in ("delta", "pawn", "rank_correlation", "partial_correlation"):
        value, floor, telling = scores(swept, name)[OFF]
        assert abs(value) <= floor and not telling, name
    for name in ("delta", "rank_correlation", "partial_correlation"):
        assert scores(swept, name)["contested.concealment"][2], name
    (found,) = [one for one in swept.analysis.found if one.outcome.name == "identified"]
    factors = swept.analysis.design.factors
    assert factors[found.order()[0]] == "contested.concealment"
    assert "concealment (+)" in decides(found, short_names(factors)).replace("contested: ", "")


@pytest.mark.verify
@pytest.mark.parametrize(("method", "points", "index"), [("morris", 3, "effect"), ("sobol", 2, "total")])
def test_a_parameter_that_no_regime_reads_scores_exactly_0(make: Make, method: str, points: int, index: str) -> None:
    swept = make(VARY + f"points: {points}\nmethod: {method}\n")
    assert scores(swept, index)[OFF] == (0, 0, False)
    assert scores(swept, index)["contested.concealment"][0] > 0
    assert swept.analysis.design.drawn == (method == "sobol")


@pytest.mark.verify
def test_a_grid_has_every_combination_and_levers_make_regimes(make: Make) -> None:
    swept = make(
        "method: grid\nreplicates: 1\nvary:\n  contested.concealment: {values: [0.4, 0.6, 1.0]}\n"
        "  contested.push: {low: 0.5, high: 2, by: scale}\nlevels: 2\n"
        "levers:\n  support.childcare: [false, true]\n"
    )
    values = swept.analysis.values
    assert len(values) == 6 and set(values[:, 0]) == {0.4, 0.6, 1.0}
    push = load_parameters().quantities["contested.push"].value
    np.testing.assert_allclose(sorted(set(values[:, 1])), [push / 2, push * 2])
    assert len(swept.manifest.scenarios) == 3 and len(swept.analysis.found) == 4
    resolved = [told.resolved["regime"]["support"]["childcare"] for told in swept.manifest.scenarios[1:]]
    assert resolved == [False, True]


def test_levers_alone_are_a_comparison_of_regimes(make: Make) -> None:
    swept = make("method: grid\nlevers:\n  support.childcare: [false, true]\n")
    assert [one.indices for one in swept.analysis.found] == [()] * 4


def test_a_lever_that_there_is_not_is_refused_where_the_plan_names_it(tmp_path: Path) -> None:
    from results.sweep.levers import load_regimes

    sweep = load(tmp_path, HEAD + "method: grid\nlevers:\n  support.childcar: [false, true]\n")
    with pytest.raises(InputError) as refused:
        load_regimes(sweep)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.field) == (sweep.file, 12, "levers.support.childcar")


def test_given_values_come_from_a_file_and_mistakes_in_it_are_named(tmp_path: Path) -> None:
    sweep = load(tmp_path, HEAD + "method: given\nfile: draws.csv\n")
    (tmp_path / "draws.csv").write_text("contested.push,drug_test.suspected\n1.2,0.1\n1.4,0.2\n")
    design = make_design(sweep)
    assert [one["contested.push"] for one in design.given] == [1.2, 1.4]
    assert [one["drug_test.suspected"] for one in design.given] == pytest.approx([0.1 * 7 / 365.25, 0.2 * 7 / 365.25])
    (tmp_path / "draws.csv").write_text("contested.push,contested.comit\n1.2,1\n1.4,1.1\n")
    with pytest.raises(InputError) as refused:
        make_design(sweep)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.nearest) == (1, 2, "contested.commit")
    (tmp_path / "draws.csv").write_text("contested.push,contested.commit\n-1.2,1\n1.4,x\n1\n")
    with pytest.raises(InputError) as refused:
        make_design(sweep)
    assert [(one.line, one.column) for one in refused.value.problems] == [(2, 1), (3, 2), (4, None)]


def test_the_design_is_the_same_each_time_and_another_with_another_seed(tmp_path: Path) -> None:
    for method in ("latin_hypercube", "morris", "sobol"):
        text = HEAD + f"method: {method}\nvary:\n  contested:\n"
        one, same = (make_design(load(tmp_path, text)).given for _ in range(2))
        other = make_design(load(tmp_path, text.replace("seed: 3", "seed: 4"))).given
        assert one == same and one != other


def test_a_hypercube_has_the_correlations_asked_for_unless_told_otherwise(tmp_path: Path) -> None:
    text = HEAD + "points: 400\nvary:\n  contested:\n"
    found = []
    for sweep in (load(tmp_path, text), load(tmp_path, text + "correlated: false\n")):
        design = make_design(sweep)
        at = [design.factors.index(f"contested.{name}") for name in ("concealment", "alliance")]
        found.append(float(stats.spearmanr(*design.ranks[:, at].T).statistic))
    assert found[0] < -0.45 and abs(found[1]) < 0.15


def test_values_stay_within_what_the_plan_says(tmp_path: Path) -> None:
    for method, points in (("latin_hypercube", 64), ("morris", 4), ("sobol", 16)):
        ranges = "vary:\n  contested.push: {low: 1.1, high: 1.3}\n  contested.chill:\n"
        text = HEAD + f"method: {method}\npoints: {points}\n{ranges}"
        design = make_design(load(tmp_path, text))
        push = [one["contested.push"] for one in design.given]
        assert min(push) >= 1.1 - 1e-9 and max(push) <= 1.3 + 1e-9
        chill = [one["contested.chill"] for one in design.given]
        if method == "morris":
            spread = load_parameters().quantities["contested.chill"].distribution
            assert spread is not None
            assert [min(chill), max(chill)] == pytest.approx([spread.low, spread.high], rel=1e-3)


def test_parameters_moved_together_are_one_factor(tmp_path: Path) -> None:
    text = HEAD + "method: morris\npoints: 3\nvary:\n  contested: {together: true}\n  contested.concealment: {}\n"
    design = make_design(load(tmp_path, text))
    assert design.factors == ("contested", "contested.concealment") and len(design.given) == 9
    effects = elementary_effects(design.ranks.sum(axis=1)[:, None], design.ranks)
    np.testing.assert_allclose(np.abs(effects), 1.0)
