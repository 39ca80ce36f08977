"""The editor schema is kept equal to the model, and uses nothing newer than draft 7."""

from typing import Any

from scenarios.json_schema import SCHEMA_FILE, scenario_schema, scenario_schema_text

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
