"""The editor schema is kept equal to the model, and uses nothing newer than draft 7."""

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from scenarios.json_schema import SCHEMA_FILE, scenario_schema, scenario_schema_text
from scenarios.library import SCENARIOS, built_in
from scenarios.reader import parse

NEWER = {
    "$defs", "$anchor", "$dynamicRef", "$recursiveRef", "$vocabulary", "prefixItems", "dependentRequired",
    "dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains",
    "deprecated",
}  # fmt: skip


def keywords(value: Any, within_properties: bool = False) -> set[str]:
    """Every keyword used, names of properties left out."""
    if isinstance(value, list):
        return {word for item in value for word in keywords(item)}
    if not isinstance(value, dict):
        return set()
    own = set() if within_properties else set(value)
    named = {"properties", "definitions"}
    return own.union(*(keywords(item, key in named and not within_properties) for key, item in value.items()))


def test_the_file_is_what_the_model_says() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == scenario_schema_text(), "run: python -m scenarios.json_schema"


def test_only_keywords_of_draft_7() -> None:
    schema = scenario_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    used = keywords(schema)
    assert {"properties", "definitions", "required"} <= used
    assert not used & NEWER


def test_every_setting_has_a_description_and_its_default_as_written() -> None:
    schema = scenario_schema()
    for part in (schema, *schema["definitions"].values()):
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), name
    refer = schema["definitions"]["Refer"]["properties"]
    assert refer["appointment_wait"]["default"] == "2 weeks"
    assert schema["definitions"]["Sanction"]["properties"].keys() >= {"jsa", "esa", "is"}


def test_beside_a_reference_stands_nothing() -> None:
    def references(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            return [value] * ("$ref" in value) + [r for item in value.values() for r in references(item)]
        return [r for item in value for r in references(item)] if isinstance(value, list) else []

    found = references(scenario_schema())
    assert found
    assert all(len(reference) == 1 for reference in found)


TIMED = """schema: 1
title: t
proposed_by: p
source: [s]
tests: x
calendar: {labour_market: severe, unemployment: {2009: 0.08}}
population: {outside_benefit: true}
assume: {contested.push: 1.2}
changes:
  - {from: 2010-01-01, for: 24 months, announced: 13 weeks, every: 3 months, set: {support: {childcare: true}}}
rules:
  - name: low take-up
    when: {recorded: take_up, under: 0.3, after: 12 months, over_last: 12 months, every: 3 months, lag: 3 months}
    judged: area_by_area
    areas: [Leeds]
    then: {set: {oblige: {attend_assessment: true}}}
    for: 18 months
    again: true
"""


def says(text: str) -> list[str]:
    """What an editor would underline."""
    value = json.loads(json.dumps(parse(text).value, default=str))
    return [error.message for error in Draft7Validator(scenario_schema()).iter_errors(value)]


def test_the_schema_is_one_of_draft_7_and_every_default_fits_it() -> None:
    schema = scenario_schema()
    Draft7Validator.check_schema(schema)
    for part in (schema, *schema["definitions"].values()):
        for name, field in part.get("properties", {}).items():
            whole = {**field, "definitions": schema["definitions"]}
            if "default" in field:
                assert Draft7Validator(whole).is_valid(field["default"]), name


@pytest.mark.parametrize("name", built_in())
def test_an_editor_accepts_what_is_built_in(name: str) -> None:
    assert says((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")) == []


def test_an_editor_accepts_time_place_rules_and_assumptions() -> None:
    assert says(TIMED) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("for: 24 months", "for: 24 moths"), ("recorded: take_up", "recorded: takeup"), ("lag: 3", "lagg: 3"),
        ("contested.push", "push"), ("2009: 0.08", "2009: 0.8"), ("2009: 0.08", "y2009: 0.08"),
        ("severe", "sever"), ("area_by_area", "by area"), ("attend_assessment", "attend_asessment"),
        ("again: true", "again: yes"),
    ],
)  # fmt: skip
def test_an_editor_underlines_mistakes(old: str, new: str) -> None:
    assert old in TIMED and says(TIMED.replace(old, new))
