"""What the explorer lets a reader move, and what it is called there: `explorer.yaml`, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scenarios.errors import InputError
from scenarios.levers import Group
from scenarios.parameters import Figure
from scenarios.reader import read
from scenarios.schema import Words
from scenarios.validation import check

EXPLORER_FILE = Path(__file__).with_name("explorer.yaml")


class Movable(Group):
    """A lever of the other regime that a reader may move."""

    lever: Words = Field(description="its dotted place in a regime")
    title: Words = Field(description="as the reader meets it")
    unit: Literal["share"] = Field(description="of the number")
    low: Figure = Field(description="lower end of the slider")
    high: Figure = Field(description="upper end")
    by: Figure = Field(description="step of the slider")


class ExplorerFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    levers: Annotated[tuple[Movable, ...], Field(strict=False)] = Field(description="in the order of the sliders")
    effects: dict[str, Words] = Field(description="group.name of each contested effect -> what it is called")


def load_explorer(path: Path = EXPLORER_FILE) -> ExplorerFile:
    """Levers that a reader may move, and what effects are called. Raises InputError with every problem found."""
    document = read(path, path.name)
    checked = check(ExplorerFile, document.value, lambda at: (document, at))
    if document.problems or checked.problems or checked.made is None:
        raise InputError([*document.problems, *checked.problems])
    return checked.made
