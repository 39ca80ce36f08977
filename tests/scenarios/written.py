"""Scenario files written for a test, and three small towns for them to be about."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from scenarios.errors import InputError, Problem
from scenarios.loader import Loaded, load_scenario

HEADS = "schema: 1\ntitle: t\nproposed_by: p\nsource: [s]\ntests: x\n"
LINES = 5
"""Lines of the heads."""


@dataclass(frozen=True)
class Town:
    name: str
    jobcentre_district: str


TOWNS = (Town("Leeds", "West Yorkshire"), Town("Bradford", "West Yorkshire"), Town("Hull", "Humber"))


def loaded(folder: Path, text: str, name: str = "mine.yaml") -> Loaded:
    (folder / name).write_text(HEADS + text, encoding="utf-8")
    return load_scenario(str(folder / name), TOWNS)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        loaded(folder, text)
    return caught.value.problems


def places(folder: Path, text: str) -> list[tuple[int | None, str]]:
    """Line below the heads and field of every problem."""
    return [(problem.line and problem.line - LINES, problem.field) for problem in problems(folder, text)]
