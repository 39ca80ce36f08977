"""Plans of sweeps: what they mean, and every mistake at once with its line and column."""

import re
from pathlib import Path

import pytest

from results.claims import known
from scenarios.errors import InputError, Problem
from scenarios.parameters import load_parameters
from scenarios.sweep import SWEEPS, Sweep, load_sweep
from scenarios.sweep_file import SweepFile, Varied

PARAMETERS = load_parameters()
GOOD = """schema: 1
title: A question
base: voluntary_2009
other: green_paper_2008
outcome: deaths
vary:
  contested:
"""


def load(folder: Path, text: str) -> Sweep:
    (folder / "plan.yaml").write_text(text)
    return load_sweep(str(folder / "plan.yaml"), PARAMETERS, known())


def refused(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(InputError) as fault:
        load(folder, text)
    return list(fault.value.problems)


@pytest.mark.parametrize("path", sorted(SWEEPS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_plan_is_good(path: Path) -> None:
    made = load_sweep(path.stem, PARAMETERS, known())
    assert made.factors and made.guards


def test_a_group_is_every_parameter_of_it_and_one_named_alone_is_left_out_of_it(tmp_path: Path) -> None:
    contested = [name for name, one in PARAMETERS.quantities.items() if name.startswith("contested.")]
    made = load(tmp_path, GOOD + "  contested.push: {low: 0.8, high: 2}\n")
    assert sorted(made.names) == sorted(contested) and len(made.factors) == len(contested)
    (push,) = [one for one in made.factors if one.name == "contested.push"]
    assert push.varied["contested.push"].low == 0.8
    together = load(tmp_path, GOOD.replace("contested:", "contested: {together: true}") + "method: morris\n")
    assert [one.name for one in together.factors] == ["contested"] and sorted(together.names) == sorted(contested)


def test_a_belief_narrows_what_is_varied(tmp_path: Path) -> None:
    made = load(tmp_path, GOOD + "belief: minister\n")
    assert made.parameters.quantities["contested.push"] != PARAMETERS.quantities["contested.push"]


def test_guardrails_come_from_conditions_claims_and_the_plan(tmp_path: Path) -> None:
    made = load(
        tmp_path,
        GOOD + "fail_if: deaths > 2% @ 0.2\nguardrails:\n  - {claims: guardrails, above: 0.3}\n"
        "  - words: Deaths of parents must not rise by 2%.\n    metric: deaths\n"
        "    group: {name: children, level: children at home}\n    threshold: {direction: more, by: 0.02}\n",
    )
    assert [one.above for one in made.guards] == [0.2, *[0.3] * 6, 0.1]
    assert made.guards[-1].claim.group is not None


def test_all_mistakes_are_reported_at_once_where_they_stand(tmp_path: Path) -> None:
    text = """schema: 1
title: t
base: voluntary_209
other: green_paper_2008
outcome: [in_treatmnt, deaths]
method: moris
pints: 3
vary:
  contestd:
  contested.push: {low: -1, high: 4}
  contested.chill: {low: 2}
  ask.attendance: {}
fail_if: ["deaths >> 2%", "deths > 1%"]
guardrails:
  - claims: guardrail
  - {words: x, metric: deaths, group: {name: childen, level: x}, threshold: {direction: more, by: 0.02}}
  - {words: x, metric: deaths}
"""
    found = {(p.line, p.column, p.field): p.nearest for p in refused(tmp_path, text)}
    assert found == {
        (3, 7, "base"): "voluntary_2009",
        (5, 11, "outcome.0"): "in_treatment",
        (6, 9, "method"): "morris",
        (7, 1, "pints"): "points",
        (9, 3, "vary.contestd"): "contested",
        (10, 25, "vary.contested.push.low"): None,
        (11, 26, "vary.contested.chill.low"): None,
        (12, 3, "vary.ask.attendance"): found[12, 3, "vary.ask.attendance"],
        (13, 11, "fail_if.0"): None,
        (13, 27, "fail_if.1"): "deaths",
        (15, 13, "guardrails.0.claims"): "guardrails",
        (16, 46, "guardrails.1.group.name"): "children",
        (17, 5, "guardrails.2"): None,
    }


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (("  contested:", "  contested.push: {low: 3, high: 1}"), "vary.contested.push.low", "must be below high"),
        (("  contested:", "  contested.push: {low: 0, high: 2}"), "vary.contested.push.low", "above 0"),
        (("  contested:", "  contested.stops_claiming: {low: 0, high: 2}"), "vary.contested.stops_claiming.high", "1"),
        (("  contested:", "  contested.push: {by: scale}"), "vary.contested.push.by", "multiplies nothing"),
        (("  contested:", "  contested: {low: 1, high: 2}"), "vary.contested", "several units"),
        (("  contested:", "  contested: {together: true}"), "vary.contested.together", "cannot be moved together"),
        (("  contested:", "  contested.push: {values: [1, 2], low: 1}"), "vary.contested.push.values", "no place"),
        (("vary:\n  contested:\n", ""), "vary", "nothing is varied"),
        (("vary:\n  contested:", "vary: {}"), "vary", "nothing is varied"),
        (("vary:", "method: sobol\npoints: 100\nvary:"), "points", "64 or 128"),
        (("vary:", "method: morris\nlevels: 5\nvary:"), "levels", "even"),
        (("vary:", "method: given\nvary:"), "method", "needs the values"),
        (("vary:", "file: a.csv\nvary:"), "file", "method given"),
        (("vary:", "points: 1\nvary:"), "points", "2"),
        (("vary:", "claimants: many\nvary:"), "claimants", "whole number"),
        (("vary:", "belief: ministr\nvary:"), "belief", "minister"),
        (("green_paper_2008", "voluntary_2009"), "other", "named twice"),
        (("green_paper_2008", "./nowhere.yaml"), "other", "no such file"),
        (("schema: 1", "schema: 2"), "schema", "1"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, change: tuple[str, str], field: str, said: str) -> None:
    problems = refused(tmp_path, GOOD.replace(*change))
    assert any(p.field == field and said in p.text and p.line for p in problems), [p.text for p in problems]


@pytest.mark.parametrize("text", ["", "a: &b 1\nc: *b", "[1, 2]", "schema: !!python/object:x 1", "\x00", "- " * 50_000])
def test_hostile_text_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text)


def test_the_plan_of_the_documentation_is_good(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "sweeps.md").read_text(encoding="utf-8")
    plan = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    made = load(tmp_path, plan)
    assert len(made.factors) > 20 and made.guards[0].above == 0.1
    for key in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page.split("## A plan", 1)[1].split("## Which", 1)[0], re.M):
        for name in re.findall(r"`(\w+)`", key):
            assert name in {**SweepFile.model_fields, **Varied.model_fields}, name


@pytest.mark.parametrize(("line", "at"), [("years: 1e999", (8, 8)), ("points: .nan", (8, 9)), ("seed: .inf", (8, 7))])
def test_a_number_that_is_none_is_refused_with_a_word(tmp_path: Path, line: str, at: tuple[int, int]) -> None:
    """By itself: the reader has said what is wrong, and nobody may leave it out."""
    (problem,) = refused(tmp_path, f"{GOOD}{line}\n")
    assert (problem.line, problem.column, problem.message) == (*at, "a number must be finite")
