"""Scenario files: every mistake at once and in its place, inheritance with history, changes over time."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from scenarios.errors import InputError, Problem
from scenarios.loader import Loaded, load_scenario
from scenarios.timeline import timeline

HEADS = "schema: 1\ntitle: t\nproposed_by: p\nsource: [s]\ntests: x\n"  # five lines


@dataclass(frozen=True)
class Town:
    name: str
    jobcentre_district: str


TOWNS = (Town("Leeds", "West Yorkshire"), Town("Bradford", "West Yorkshire"), Town("Hull", "Humber"))


def loaded(folder: Path, text: str, name: str = "mine.yaml") -> Loaded:
    (folder / name).write_text(text, encoding="utf-8")
    return load_scenario(str(folder / name), TOWNS)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        loaded(folder, text)
    return caught.value.problems


FIVE = (
    HEADS
    + """regime:
  identify:
    trained_adviser: 0.3
    coordinators_per_district: 9
  refer:
    appointment_wait: 10 per year
    named_person: false
    named_person: true
  sanction:
    jsa:
      share_of_benefit: 1
      weeks: [2 weeks]
"""
)


def test_five_mistakes_are_five_problems_each_in_its_place(tmp_path: Path) -> None:
    found = problems(tmp_path, FIVE)
    assert [(p.line, p.column, p.field) for p in found] == [
        (8, 5, "regime.identify.trained_adviser"),
        (9, 32, "regime.identify.coordinators_per_district"),
        (11, 23, "regime.refer.appointment_wait"),
        (13, 5, "regime.refer.named_person"),
        (15, 5, "regime.sanction.jsa"),
    ]
    misspelt, out_of_range, unit, twice, unobliged = found
    assert misspelt.nearest == "trained_advisers"
    assert (out_of_range.given, out_of_range.allowed) == ("9", "0 to 5 (posts in a Jobcentre district)")
    assert "not a rate" in unit.message and unit.given == '"10 per year"'
    assert "line 12" in twice.message
    assert "sanction with no obligation" in unobliged.message
    assert all(problem.file == str(tmp_path / "mine.yaml") for problem in found)


def test_the_same_file_without_the_mistakes_loads(tmp_path: Path) -> None:
    text = FIVE.replace("trained_adviser:", "trained_advisers:").replace("district: 9", "district: 2")
    text = text.replace("10 per year", "10 days").replace("    named_person: false\n", "")
    text += "  oblige: {attend_assessment: true}\n"
    regime = loaded(tmp_path, text).scenario.regime
    assert regime.identify.coordinators_per_district == 2.0
    assert regime.refer.appointment_wait == 10 / 7


def test_a_misspelt_obligation_is_one_mistake_not_two(tmp_path: Path) -> None:
    text = HEADS + (
        "regime:\n  oblige: {attend_asessment: true}\n  sanction: {jsa: {share_of_benefit: 1, weeks: [2 weeks]}}\n"
    )
    (only,) = problems(tmp_path, text)
    assert only.nearest == "attend_assessment"


def test_a_setting_in_the_wrong_group_is_pointed_to_the_right_one(tmp_path: Path) -> None:
    (only,) = problems(tmp_path, HEADS + "attend_assessment: true\n")
    assert only.nearest == "regime.oblige.attend_assessment"


@pytest.mark.parametrize(
    ("line", "message", "near"),
    [
        ("regime: {identify: {gp_route: yes}}", "true or false", "true"),
        ("regime: {identify: {declaration: require}}", "not one of the choices", "required"),
        ("regime: {identify: 3}", "must be a group", None),
        ("regime: {oblige: {benefits: JSA}}", "must be a list", None),
        ("population: {untreated_people: 50000}", "not one of the choices", None),
        ("regime: {identify: {trained_advisers: 30%}}", "plain number", "0.3"),
        ("calendar: {start: 1066-10-14}", "out of range", None),
        ("regime: {identify: {trained_advisers: .nan}}", "finite", None),
    ],
)
def test_one_mistake_is_one_problem_that_says_what_to_do(
    line: str, message: str, near: str | None, tmp_path: Path
) -> None:
    (only,) = problems(tmp_path, HEADS + line + "\n")
    assert message in only.message
    assert only.line == 6
    assert only.nearest == near


def test_missing_heads_and_a_later_schema(tmp_path: Path) -> None:
    found = problems(tmp_path, "schema: 2\ntitle: t\nsource: [s]\ntests: x\n")
    assert {p.field for p in found} == {"schema", "proposed_by"}
    assert all(p.line == 1 for p in found)


def test_inheritance_merges_groups_replaces_lists_and_keeps_the_history(tmp_path: Path) -> None:
    base = HEADS + (
        "notes: of the base only\nregime:\n  oblige:\n    benefits: [JSA, ESA]\n    attend_assessment: true\n"
    )
    (tmp_path / "base.yaml").write_text(base)
    mine = loaded(tmp_path, HEADS + "extends: base.yaml\nregime:\n  oblige:\n    benefits: [IS]\n")
    assert mine.scenario.regime.oblige.benefits == ("IS",)
    assert mine.scenario.regime.oblige.attend_assessment
    assert mine.scenario.notes is None
    at = f"{tmp_path}/"
    assert mine.origins["regime.oblige.benefits"] == f"set in {at}base.yaml:9, overridden in {at}mine.yaml:9"
    assert mine.origins["regime.oblige.attend_assessment"] == f"set in {at}base.yaml:10"
    assert "regime.oblige.stay_in_treatment" not in mine.origins
    assert list(mine.texts) == [f"{at}base.yaml", f"{at}mine.yaml"]
    assert mine.resolved["regime"]["oblige"]["benefits"] == ["IS"]
    assert mine.name == "mine"


def test_a_mistake_in_the_parent_is_reported_there_once(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(HEADS + "regime: {refer: {named_persn: true}}\n")
    (only,) = problems(tmp_path, HEADS + "extends: base.yaml\n")
    assert (only.file, only.line, only.column) == (str(tmp_path / "base.yaml"), 6, 18)


def test_circles_and_long_chains_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEADS + "extends: mine.yaml\n")
    (circle,) = problems(tmp_path, HEADS + "extends: a.yaml\n")
    assert "circle" in circle.message and circle.line == 6
    for index in range(12):
        (tmp_path / f"f{index}.yaml").write_text(HEADS + f"extends: f{index + 1}.yaml\n")
    (chain,) = problems(tmp_path, HEADS + "extends: f0.yaml\n")
    assert "too long" in chain.message


def test_an_unknown_parent_or_name_gets_the_nearest(tmp_path: Path) -> None:
    (only,) = problems(tmp_path, HEADS + "extends: voluntry_2009\n")
    assert (only.line, only.column, only.nearest) == (6, 10, "voluntary_2009")
    with pytest.raises(InputError) as caught:
        load_scenario("voluntary_2008", TOWNS)
    assert caught.value.problems[0].nearest == "voluntary_2009"


CHANGES = (
    HEADS
    + """calendar: {start: 2009-04-27}
regime:
  oblige: {attend_assessment: true}
changes:
  - from: 2010-01-01
    until: 2012-01-01
    areas: [West Yorkshire]
    set: {sanction: {jsa: {share_of_benefit: 1, weeks: [2 weeks]}}}
  - from: 2011-01-01
    areas: [Leeds]
    set: {sanction: {jsa: {share_of_benefit: 0.5}}}
"""
)


def test_later_changes_win_and_until_restores(tmp_path: Path) -> None:
    text = CHANGES.replace("    areas: [Leeds]\n", "    until: 2011-06-01\n    areas: [Leeds]\n")
    lived = timeline(loaded(tmp_path, text).scenario, TOWNS)
    starts = [segment.start for segment in lived.segments]
    assert starts == [
        date(2009, 4, 27),
        date(2010, 1, 1),
        date(2011, 1, 1),
        date(2011, 6, 1),
        date(2012, 1, 1),
    ]
    shares = [
        [dose.share_of_benefit if (dose := lived.regimes[index].sanction.jsa) else None for index in s.regime_of_area]
        for s in lived.segments
    ]
    nobody = [None, None, None]
    assert shares == [nobody, [1.0, 1.0, None], [0.5, 1.0, None], [1.0, 1.0, None], nobody]
    assert len(lived.regimes) == 3


def test_a_change_that_outlives_what_it_rests_on_is_found(tmp_path: Path) -> None:
    (only,) = problems(tmp_path, CHANGES)
    assert only.field == "changes.1.set.sanction.jsa.weeks"
    assert "missing" in only.message and only.line == 16


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("from: 2010-01-01", "from: 2009-01-01", "changes.0.from", 10),
        ("until: 2012-01-01", "until: 2010-01-01", "changes.0.until", 11),
        ("[West Yorkshire]", "[West Yorkshir]", "changes.0.areas.0", 12),
        ("[2 weeks]", "[2 wekes]", "changes.0.set.sanction.jsa.weeks.0", 13),
        ("jsa: {", "jas: {", "changes.0.set.sanction.jas", 13),
        (
            "  oblige: {attend_assessment: true}",
            "  oblige: {attend_assessment: false}",
            "changes.0.set.sanction.jsa",
            13,
        ),
    ],
)
def test_mistakes_in_changes(old: str, new: str, field: str, line: int, tmp_path: Path) -> None:
    text = CHANGES[: CHANGES.index("  - from: 2011")].replace(old, new)
    (only,) = problems(tmp_path, text)
    assert (only.field, only.line) == (field, line)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"attend_assesment_{n}: 1\n" for n in range(9_000)),
        "changes: [" + "{from: 2010-01-01, areas: [a, b], set: {x: 1}}, " * 900 + "]\n",
        "changes:\n" + f"  - {{from: 2010-01-01, areas: [{', '.join(['Leds'] * 200)}], set: {{x: 1}}}}\n" * 40,
        "changes:\n" + "".join(f"  - {{from: 2010-01-{n:02}, set: {{pay: {{}}}}}}\n" for n in range(1, 31)),
        "notes: " + "x" * 200_000 + "\n",
        "y" * 1000 + ": 1\n",
    ],
    ids=["unknown keys", "many changes", "unknown places", "overlapping changes", "long text", "long key"],
)
def test_a_file_of_nothing_but_mistakes_is_answered_soon(text: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEADS + text)
    begun = time.process_time()
    with suppress(InputError):
        load_scenario(str(tmp_path / "mine.yaml"))
    assert time.process_time() - begun < 2.0
