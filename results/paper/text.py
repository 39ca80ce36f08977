"""Text of titles, names and notes as it may stand on paper, whatever somebody wrote into a scenario file.

Control characters (terminal escapes among them) become a space, as a tab and a new line do; marks that turn the
direction of what follows are left out, since a name must not rewrite the sentence it stands in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+")
KEEPING_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+")
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST = 1000
"""Characters of a text on paper; what is longer ends with an ellipsis."""
LONGEST_NAME = 120
"""Of a name that stands inside sentences, captions and names of files."""

T = TypeVar("T")


def inert(text: str, longest: int = LONGEST) -> str:
    """One line of harmless text, no longer than it may be."""
    flat = CONTROL.sub(" ", TURNS.sub("", text)).strip()
    return flat if len(flat) <= longest else flat[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"


def clean_lines(text: str) -> str:
    """Harmless text of any length that keeps its lines."""
    return KEEPING_LINES.sub(" ", TURNS.sub("", text))


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
