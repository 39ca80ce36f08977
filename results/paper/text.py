"""Text of titles, names and notes as it may stand on paper: as on the page, on one line and of some length."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from results.inert import brief
from results.inert import inert as unmasked

LONGEST = 1000
"""Characters of a text on paper; what is longer ends with an ellipsis."""
LONGEST_NAME = 120
"""Of a name that stands inside sentences, captions and names of files."""

T = TypeVar("T")


def inert(text: str, longest: int = LONGEST) -> str:
    """One line of harmless text, no longer than it may be."""
    return brief(re.sub(r"[\t\r\n]+", " ", unmasked(text)).strip(), longest)


def cleaned(value: T, longest: int = LONGEST) -> T:
    """The same with every text in it cleaned: dataclasses, mappings and sequences are gone through."""
    made: Any = value
    if isinstance(value, str):
        made = inert(value, longest)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: cleaned(getattr(value, one.name), longest) for one in fields(value) if one.init}
        made = replace(value, **changed)
    elif isinstance(value, Mapping):
        made = {key: cleaned(one, longest) for key, one in value.items()}
    elif isinstance(value, Sequence):
        made = type(value)(cleaned(one, longest) for one in value)  # type: ignore[call-arg]
    given: T = made
    return given


def slug(text: str, longest: int = 60) -> str:
    """A name of a file that every system takes: `in-treatment-by-sex`."""
    return re.sub("[^a-z0-9]+", "-", inert(text).lower()).strip("-")[:longest].strip("-") or "table"
