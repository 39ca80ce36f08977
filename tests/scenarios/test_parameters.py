"""Parameters and beliefs: units converted once, every inconsistency found and placed."""

import math
from pathlib import Path

import pytest

from scenarios.beliefs import apply_belief, load_belief
from scenarios.errors import InputError, Problem
from scenarios.parameters import Parameters, load_parameters

GOOD = """schema: 1
groups:
  drop_out:
    weekly: {value: 5.2, unit: per_year, evidence: [row], grade: B, verified: true, kind: evidence}
    wait:
      value: 14
      unit: days
      grade: D
      verified: false
      kind: judgement
      note: nobody knows
  contested:
    push: {value: 1.4, unit: odds_ratio, distribution: {kind: lognormal, low: 0.9, high: 3}, evidence: [row],
           grade: D, verified: false, kind: contested, note: size}
    chill: {value: 0.95, unit: ratio, distribution: {kind: lognormal, low: 0.8, high: 1.02}, evidence: [row],
            grade: D, verified: false, kind: contested, note: size}
correlations:
  - {among: [contested.push, contested.chill], value: -0.6, reason: trust}
"""


def loaded(folder: Path, text: str) -> Parameters:
    (folder / "numbers.yaml").write_text(text)
    return load_parameters(folder / "numbers.yaml", {"row", "other_row"})


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        loaded(folder, text)
    return caught.value.problems


def test_values_in_model_units(tmp_path: Path) -> None:
    parameters = loaded(tmp_path, GOOD)
    assert parameters.group("drop_out") == pytest.approx({"weekly": 5.2 * 7 / 365.25, "wait": 2.0})
    assert parameters.values()["contested.push"] == 1.4
    assert parameters.correlations[0].among == ("contested.push", "contested.chill")
    with pytest.raises(KeyError, match="drop_out"):
        parameters.group("dropout")


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("per_day", 7), ("per_week", 1), ("per_month", 12 * 7 / 365.25), ("per_year", 7 / 365.25),
        ("days", 1 / 7),
        ("weeks", 1), ("months", 365.25 / 84), ("years", 365.25 / 7), ("per_1000_person_years", 7 / 365_250),
        ("share", 1), ("GBP_per_week", 1), ("hazard_ratio", 1),
    ],
)  # fmt: skip
def test_each_unit(unit: str, factor: float, tmp_path: Path) -> None:
    text = GOOD.replace("value: 5.2, unit: per_year", f"value: 0.5, unit: {unit}")
    assert math.isclose(loaded(tmp_path, text).values()["drop_out.weekly"], 0.5 * factor, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("unit: per_year", "unit: per_yaer", "groups.drop_out.weekly.unit", "not one of the choices"),
        ("[row], grade: B", "[rwo], grade: B", "groups.drop_out.weekly.evidence.0", "no evidence row"),
        ("[row], grade: B", "[], grade: B", "groups.drop_out.weekly", "rests on no evidence"),
        ("      note: nobody knows\n", "", "groups.drop_out.wait", "needs a note"),
        ("value: 14", "value: -14", "groups.drop_out.wait.value", "negative"),
        ("value: 14", "value: .inf", "groups.drop_out.wait.value", "finite"),
        ("low: 0.9", "low: 9", "groups.contested.push.distribution.low", "below high"),
        ("value: 1.4", "value: 4", "groups.contested.push.value", "outside its own"),
        ("low: 0.9", "low: 0", "groups.contested.push.distribution.low", "above 0"),
        ("lognormal, low: 0.9", "beta, low: 0.9", "groups.contested.push.distribution.high", "within 0 to 1"),
        ("contested.chill]", "contested.chil]", "correlations.0.among.1", "no quantity"),
        ("value: -0.6", "value: -1.6", "correlations.0.value", "out of range"),
        ("grade: B", "grade: E", "groups.drop_out.weekly.grade", "not one of the choices"),
        ("verified: true", "verifed: true", "groups.drop_out.weekly.verifed", "no such setting"),
    ],
)
def test_each_inconsistency(old: str, new: str, field: str, message: str, tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    assert any(problem.field == field and message in problem.message for problem in found)
    changed = GOOD[: GOOD.index(old)].count("\n") + 1
    assert all(problem.line is not None and abs(problem.line - changed) <= 6 for problem in found)


def test_all_at_once(tmp_path: Path) -> None:
    text = (
        GOOD.replace("value: 14", "value: -14")
        .replace("low: 0.9", "low: 9")
        .replace("[row], grade: B", "[x], grade: B")
    )
    found = problems(tmp_path, text)
    assert [problem.line for problem in found] == [4, 6, 13]
    assert len(found) == 3


def test_a_contested_quantity_must_say_how_unsure_it_is(tmp_path: Path) -> None:
    (only,) = problems(tmp_path, GOOD.replace("distribution: {kind: lognormal, low: 0.8, high: 1.02}, ", ""))
    assert "needs a distribution" in only.message


BELIEF = """schema: 1
title: b
who: w
source: s
sentence: says
set:
  contested.push: {value: 2, distribution: {kind: lognormal, low: 1.5, high: 2.5}}
"""


def belief_problems(folder: Path, text: str) -> tuple[Problem, ...]:
    (folder / "belief.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        apply_belief(loaded(folder, GOOD), load_belief(str(folder / "belief.yaml")))
    return caught.value.problems


def test_a_belief_narrows_a_contested_quantity_and_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / "belief.yaml").write_text(BELIEF)
    before = loaded(tmp_path, GOOD)
    after = apply_belief(before, load_belief(str(tmp_path / "belief.yaml")))
    assert after.values() == before.values() | {"contested.push": 2.0}
    spread = after.quantities["contested.push"].distribution
    assert spread is not None and (spread.low, spread.high) == (1.5, 2.5)
    assert before.values()["contested.push"] == 1.4


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("contested.push", "contested.pusch", "no such quantity"),
        ("contested.push", "drop_out.weekly", "cannot set it"),
        ("high: 2.5", "high: 5", "wider than what is open"),
        ("value: 2", "value: 2.6", "outside its own"),
    ],
)
def test_what_a_belief_may_not_do(old: str, new: str, message: str, tmp_path: Path) -> None:
    (only,) = belief_problems(tmp_path, BELIEF.replace(old, new, 1))
    assert message in only.message
    assert (only.line, only.column) == (7, 3)
