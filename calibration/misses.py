"""Why the model misses what it misses."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from scenarios.errors import InputError
from scenarios.levers import Group
from scenarios.reader import read
from scenarios.schema import Words
from scenarios.validation import check

MISSES_FILE = Path(__file__).with_name("misses.yaml")


class MissFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    misses: dict[str, Words] = Field(description="target -> why it is missed")


def explained() -> dict[str, str]:
    """Target -> why it is missed. Raises InputError."""
    document = read(MISSES_FILE, MISSES_FILE.name)
    checked = check(MissFile, document.value, lambda at: (document, at))
    if document.problems or checked.problems or checked.made is None:
        raise InputError([*document.problems, *checked.problems])
    return dict(checked.made.misses)
