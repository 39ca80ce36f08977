"""What a plain word in YAML stands for: the core schema of YAML 1.2, and dates.

So `on`, `no` and `1:30` are words, not truths or sixtieths. Infinity, not-a-number and numbers too long to be
meant are refused.
"""

from __future__ import annotations

import math
import re
from datetime import date

from scenarios.files import UNPRINTABLE

Scalar = str | int | float | bool | date | None

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
LONGEST_NUMBER = 40  # characters
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # how JSON writes a character beyond the first 65,536


def quoted(text: str) -> str:
    """What a quoted word stands for. Raises ValueError, with a sentence for the user, if no text file could hold it."""
    joined = _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    odd = UNPRINTABLE.search(joined)
    if odd:
        raise ValueError(f"text must not hold a control character, or half of one (U+{ord(odd.group()):04X})")
    return joined


def resolve(word: str) -> Scalar:
    """The value of an unquoted word. Raises ValueError, with a sentence for the user, if it can have none."""
    if word in _WORDS:
        return _WORDS[word]
    if _NOT_FINITE.match(word):
        raise ValueError("a number must be finite")
    whole, based = _INTEGER.match(word), _BASED.match(word)
    if whole or based or _FLOAT.match(word):
        if len(word) > LONGEST_NUMBER:
            raise ValueError(f"a number may have at most {LONGEST_NUMBER} characters")
        if whole or based:
            return int(word, 0) if based else int(word)
        number = float(word)
        if not math.isfinite(number):
            raise ValueError("a number must be finite")
        return number
    if _DATE.match(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise ValueError("there is no such day; write year-month-day, such as 2010-10-25") from None
    return word
