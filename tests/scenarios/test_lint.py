"""What is possible but doubtful: each warning once where it belongs, and none where it does not."""

from pathlib import Path
from typing import Any

import pytest

from scenarios import lint
from scenarios.library import built_in
from scenarios.lint import Caution
from scenarios.loader import load_scenario
from tests.scenarios.written import loaded

OBLIGED = "oblige: {attend_assessment: true}"
JSA = "jsa: {share_of_benefit: 1, weeks: [2 weeks, 4 weeks, 26 weeks]}"
ESA = "esa: {share_of_benefit: 0.142, weeks: [4 weeks]}"


def rule(when: str) -> str:
    settings = f"{{recorded: take_up, {when}}}"
    return f"rules: [{{name: a, when: {settings}, then: {{set: {{support: {{childcare: true}}}}}}}}]"


CASES: dict[str, tuple[str, str, list[str]]] = {
    "obligation without capacity": (
        f"regime: {{{OBLIGED}, capacity: {{spare_places: 0.01}}}}", "regime.oblige.attend_assessment",
        [f"regime: {{{OBLIGED}, capacity: {{spare_places: 0.1}}}}",
         f"regime: {{{OBLIGED}, capacity: {{spare_places: 0.01, growth: 0.1 per year}}}}",
         f"regime: {{{OBLIGED}, capacity: {{places: unlimited, spare_places: 0}}}}",
         "regime: {capacity: {spare_places: 0}}"],
    ),
    "sanction without appeal": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA}, appeal: false}}}}", "regime.sanction.appeal",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}}}}}", "regime: {sanction: {appeal: false}}"],
    ),
    "sanction without good cause": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA}, good_cause: false}}}}", "regime.sanction.good_cause",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}}}}}", "regime: {sanction: {good_cause: false}}"],
    ),
    "sanction beyond the cap": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA.replace('26', '27')}}}}}", "regime.sanction.jsa.weeks",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}}}}}"],
    ),
    "one dose for JSA and ESA": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA}, {ESA.replace('0.142', '1')}}}}}",
        "regime.sanction.esa.share_of_benefit",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}, {ESA}}}}}", f"regime: {{{OBLIGED}, sanction: {{{JSA}}}}}"],
    ),
    "report without obligation": (
        "regime: {oblige: {providers_report: true}}", "regime.oblige.providers_report",
        ["regime: {oblige: {providers_report: true, attend_assessment: true}}"],
    ),
    "housing benefit that stops": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA}, housing_benefit_stops: true}}}}",
        "regime.sanction.housing_benefit_stops",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}}}}}"],
    ),
    "a wait beyond any seen": (
        "regime: {refer: {appointment_wait: 15 weeks}}", "regime.refer.appointment_wait",
        ["regime: {refer: {appointment_wait: 14 weeks}}"],
    ),
    "hardship beyond any paid": (
        f"regime: {{{OBLIGED}, sanction: {{{JSA}, hardship_payment: {{share_of_benefit: 0.9}}}}}}",
        "regime.sanction.hardship_payment.share_of_benefit",
        [f"regime: {{{OBLIGED}, sanction: {{{JSA}, hardship_payment: {{share_of_benefit: 0.8}}}}}}"],
    ),
    "effect beyond the evidence": (
        "assume: {contested.push: 3.1}", "assume.contested.push",
        ["assume: {contested.push: 3}", "assume: {contested.push: 0.9}"],
    ),
    "a number without a range": (
        "assume: {population.share_male: 0.5}", "assume.population.share_male",
        ["assume: {population.share_male: 0.76}"],
    ),
    "announced before the calendar begins": (
        "changes: [{from: 2009-04-27, announced: 1 week, set: {support: {childcare: true}}}]", "changes.0.announced",
        ["changes: [{from: 2009-05-27, announced: 26 weeks, set: {support: {childcare: true}}}]"],
    ),
    "a rule that comes too late": (
        rule("under: 0.3, after: 11 years"), "rules.0.when.after", [rule("under: 0.3, after: 10 years")],
    ),
    "nothing is under 0": (
        rule("under: 0, after: 1 year"), "rules.0.when.under", [rule("under: 0.01, after: 1 year")],
    ),
    "no share is over 1": (
        rule("over: 1, after: 1 year"), "rules.0.when.over", [rule("over: 0.99, after: 1 year")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_warning_where_it_belongs(case: str, tmp_path: Path) -> None:
    text, field, _ = CASES[case]
    (only,) = loaded(tmp_path, text + "\n").warnings
    assert (only.field, only.line, only.severity) == (field, 6, "warning")
    assert only.file == str(tmp_path / "mine.yaml") and only.column > 1
    assert only.message and only.advice
    assert only.text == f"{only.file}:6:{only.column}: warning: {field}: {only.message}; {only.advice}"
    assert only.as_dict()["text"] == only.text and only.as_dict()["severity"] == "warning"


@pytest.mark.parametrize("text", [text for _, _, quiet in CASES.values() for text in quiet])
def test_none_where_it_does_not(text: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, text + "\n").warnings == ()


def test_every_doubt_about_a_regime_has_a_case() -> None:
    assert len(lint.DOUBTS) == 9
    assert {doubt.__name__ for doubt in lint.DOUBTS} >= {"data_share_without_legal_basis", "report_without_obligation"}


def sharing(settings: str) -> str:
    return f"regime: {{identify: {{data_share: {{police: {{{settings}}}}}}}}}\n"


@pytest.mark.parametrize("settings", ["open: true, legal_basis: none", "open: true"])
def test_records_shared_without_a_legal_basis(settings: str, tmp_path: Path) -> None:
    (only,) = loaded(tmp_path, sharing(settings)).warnings
    assert only.field == "regime.identify.data_share.police.legal_basis"
    assert "the records of police" in only.message


@pytest.mark.parametrize(
    "settings", ["open: true, legal_basis: statute", "open: true, legal_basis: consent", "open: false"]
)
def test_records_shared_with_one_or_not_at_all(settings: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, sharing(settings)).warnings == ()


def test_a_warning_about_a_change_or_a_rule_stands_there_and_is_said_once(tmp_path: Path) -> None:
    text = f"""regime:
  {OBLIGED}
  sanction: {{appeal: false}}
changes:
  - {{from: 2010-01-01, set: {{sanction: {{{JSA}}}}}}}
  - {{from: 2011-01-01, set: {{support: {{childcare: true}}}}}}
rules:
  - name: harder
    when: {{recorded: take_up, under: 0.3, after: 2 years}}
    then: {{set: {{sanction: {{jsa: {{weeks: [52 weeks]}}}}}}}}
"""
    first, second = loaded(tmp_path, text).warnings
    assert (first.line, first.field) == (10, "changes.0.set.sanction.jsa")
    assert "cannot be appealed" in first.message
    assert (second.line, second.field) == (15, "rules.0.then.set.sanction.jsa.weeks")
    assert "52 weeks" in second.message and "26 weeks" in second.message


def test_warnings_about_what_is_inherited_stand_in_the_file_that_says_it(tmp_path: Path) -> None:
    loaded(tmp_path, "regime: {refer: {appointment_wait: 20 weeks}}\nassume: {contested.push: 4}\n", "base.yaml")
    mine = loaded(tmp_path, "extends: base.yaml\nassume: {contested.commit: 4}\n")
    assert [(Path(one.file).name, one.line) for one in mine.warnings] == [
        ("base.yaml", 6), ("base.yaml", 7), ("mine.yaml", 7),
    ]  # fmt: skip


DOUBTFUL_ON_PURPOSE = {
    "housing_benefit_stops": "housing_benefit_stops",
    "mandated_first": "attend_assessment",
    "volunteers_first": "attend_assessment",
    "no_appeal": "appeal",
    "no_good_cause": "good_cause",
}
"""Built-in regimes that are about the very thing the warning is about, and the setting it names."""


@pytest.mark.parametrize("name", built_in())
def test_what_is_built_in_is_not_doubtful_but_on_purpose(name: str) -> None:
    named = [caution.field.rpartition(".")[2] for caution in load_scenario(name).warnings]
    assert named == ([DOUBTFUL_ON_PURPOSE[name]] if name in DOUBTFUL_ON_PURPOSE else [])


def test_a_caution_is_a_problem_for_machines() -> None:
    made: Any = Caution("a.yaml", 3, 5, "x.y", "is odd", "mend it").as_dict()
    assert (made["file"], made["line"], made["column"], made["field"]) == ("a.yaml", 3, 5, "x.y")
    assert (made["message"], made["advice"], made["severity"]) == ("is odd", "mend it", "warning")
