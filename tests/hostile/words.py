"""Words and values that hostile documents are made of: those of the grammar, and those nobody wants."""

import json
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"

NUMBERS: tuple[Any, ...] = (
    0, 1, -1, 2, 0.5, 1.5, -0.1, 1e-300, 1e15, 1e16, 1e300, -1e300, 2**31, 2**63, 2**64, 10**39, 0.1 + 0.2, 1e-16,
    100, 101, 240_000, 240_001, -0.0,
)  # fmt: skip
TEXTS: tuple[Any, ...] = (
    "", " ", "0", "1", "1.0", "yes", "no", "on", "null", "~", "all", "none", "true", "nan", "inf", "-inf", "1e3",
    "½", "１２",
    "12 weeks", "12weeks", "-3 weeks", "1e9 weeks", "0 days", "3 fortnights", "1.5 months", "9999 years",
    "1 week 2 days",
    "per week", "10 per month", "0.1 per year", "50%", "£60", "1,000", "2010-01-01", "2010-02-30", "0001-01-01",
    "9999-12-31", "2010-1-1", "10/01/2010", "voluntary_2009", "green_paper_2008", "none.yaml", "../../etc/passwd",
    "/dev/zero", "/dev/null", "/proc/self/mem", "{{7*7}}", "${HOME}", "%s%s%n", "a" * 5000, "\u202eabc", "\u00a0",
    "\ufeff",
    "é" * 300, "<script>", "'; DROP TABLE parts; --", "=1+1", "\\", "[key]", "__class__", "contested.push",
)  # fmt: skip
OTHERS: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    {},
    [[]],
    [None],
    [{}],
    {"": None},
    {"a": {"b": {"c": 1}}},
    [1, "a", None],
)
UNITS = (
    "days",
    "weeks",
    "months",
    "years",
    "fortnights",
    "day",
    "week",
    "per week",
    "per year",
    "per_week",
    "%",
    "GBP",
    "",
)


@cache
def schema() -> dict[str, Any]:
    """The schema of a scenario file."""
    made: dict[str, Any] = json.loads((SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8"))
    return made


@cache
def keys_and_choices() -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Every key of the schema, and every value that it names."""
    keys: set[str] = set()
    choices: list[Any] = []

    def walk(part: Any) -> None:
        if isinstance(part, list):
            for one in part:
                walk(one)
        if not isinstance(part, dict):
            return
        keys.update(part.get("properties", {}))
        choices.extend(part.get("enum", []))
        choices.extend(part[key] for key in ("const", "default") if key in part)
        for one in part.values():
            walk(one)

    walk(schema())
    return tuple(sorted(keys)), tuple(choices)


@cache
def parameters() -> tuple[str, ...]:
    """Names of the parameters."""
    from scenarios.parameters import load_parameters

    return tuple(load_parameters().quantities)
