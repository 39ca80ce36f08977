"""The shape of a scenario file as a JSON Schema of draft 7, which editors understand.

`scenario.schema.json` is made by `python -m scenarios.json_schema` and kept equal by a test.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenarios.adaptive import When
from scenarios.recorded import METRICS
from scenarios.schema import Scenario

_ROW = r"^[a-z0-9_]+\.[a-z0-9_]+$"  # group.name
_YEAR = r"^20[0-9]{2}$"

SCHEMA_FILE = Path(__file__).with_name("scenario.schema.json")


def scenario_schema() -> dict[str, Any]:
    """The schema, with no keyword newer than draft 7."""
    made = Scenario.model_json_schema(by_alias=True, mode="validation")
    parts = made.pop("$defs")
    defaults = _defaults()
    _state_defaults(made, defaults, parts)
    for name in ("Change", "Rule"):
        parts[name]["properties"]["areas"]["default"] = "all"
    for name in ("Change", "Then"):
        overlay = parts[name]["properties"]["set"]
        parts[name]["properties"]["set"] = {"$ref": "#/$defs/Regime", "description": overlay["description"]}
    for group, pattern in (
        (made["properties"]["assume"], _ROW),
        (parts["Calendar"]["properties"]["unemployment"], _YEAR),
    ):
        group |= {"patternProperties": {pattern: group["additionalProperties"]}, "additionalProperties": False}
    when = parts["When"]["properties"]
    when["lag"]["default"] = str(When.model_fields["lag"].default)
    choices = [{"const": metric, "description": about.words} for metric, about in METRICS.items()]
    when["recorded"] = {"description": when["recorded"]["description"], "oneOf": choices}
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **made,
        "title": "A scenario",
        "definitions": parts,
    }
    drafted = _draft_7(whole)
    assert isinstance(drafted, dict)
    return drafted


def scenario_schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema(path: Path = SCHEMA_FILE) -> None:
    """Write the schema file."""
    path.write_text(scenario_schema_text(), encoding="utf-8")


def _defaults() -> dict[str, Any]:
    """Every default as a file would write it, times and rates with their unit."""
    heads = {"schema": 1, "title": "-", "proposed_by": "-", "source": ["-"], "tests": "-"}
    made = Scenario.model_validate(heads).model_dump(mode="json", by_alias=True)
    return {key: value for key, value in made.items() if key not in heads}


def _state_defaults(part: dict[str, Any], defaults: dict[str, Any], parts: dict[str, Any]) -> None:
    """Put the written form of each default in place of the inner one, which is in weeks."""
    for key, field in part.get("properties", {}).items():
        if key not in defaults:
            continue
        name = field.get("$ref", "").removeprefix("#/$defs/")
        if name:
            field.pop("default", None)
            _state_defaults(parts[name], defaults[key], parts)
        else:
            field["default"] = defaults[key]


def _draft_7(value: Any) -> Any:
    """No generated titles; `definitions` for `$defs`; a `$ref` wrapped, as draft 7 ignores all beside it."""
    if isinstance(value, list):
        return [_draft_7(item) for item in value]
    if not isinstance(value, dict):
        return value.replace("#/$defs/", "#/definitions/") if isinstance(value, str) else value
    made = {key: _draft_7(item) for key, item in value.items()}
    describes = made.keys() & {"type", "$ref", "anyOf", "enum", "const"}
    if isinstance(made.get("title"), str) and describes and "$schema" not in made:
        del made["title"]
    if "$ref" in made and len(made) > 1:
        made = {"allOf": [{"$ref": made.pop("$ref")}], **made}
    return made


if __name__ == "__main__":
    write_schema()
