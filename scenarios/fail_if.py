"""Conditions on the command line and in plans: `deaths[children: children at home] > 2% @ 0.1`.

    condition   = outcome [ "/" outcome ] [ "[" group ":" level "]" ] size [ "@" probability ]
    size        = ">" number [ "%" ]  or  "<" "-" number [ "%" ]

It is met, and the sweep fails, where the probability that the paired difference goes beyond the size is above the
probability given, 0.1 if none is. With % the size is a share of the base. `>` is a rise, `<` with a minus a fall.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scenarios.claim_file import Claim, InGroup, Threshold
from scenarios.errors import InputError, Problem
from scenarios.sweep_file import DEFAULT_LIMIT

EXAMPLE = "deaths > 2% @ 0.1"
LONGEST, MOST = 300, 1e12
"""Letters of a condition, and the largest size."""
ROW = 102
"""The row of the debate that asks to look at the pitfalls first."""
_CONDITION = re.compile(
    r"\s*(?P<metric>[a-z][a-z0-9_]{0,50})\s*(?:/\s*(?P<per>[a-z][a-z0-9_]{0,50})\s*)?"
    r"(?:\[\s*(?P<group>[^\]:]+?)\s*:\s*(?P<level>[^\]]+?)\s*\]\s*)?"
    r"(?P<way>[<>])\s*(?P<sign>[-+−]?)\s*(?P<size>[0-9]+(?:\.[0-9]+)?)\s*(?P<share>%?)\s*"
    r"(?:@\s*(?P<above>[0-9]+(?:\.[0-9]+)?)\s*(?P<percent>%?)\s*)?\Z"
)


@dataclass(frozen=True)
class Guard:
    """A harm, as a claim that it happens, and how probable it may be. text: as it was written."""

    claim: Claim
    above: float
    text: str


def parse_condition(
    text: str, *, file: str = "command line", mark: tuple[int, int] | None = None, field: str = "--fail-if"
) -> Guard:
    """The guard of a condition. mark: where it stands. Raises InputError."""
    at: tuple[int | None, int | None] = mark or (None, None)

    def refuse(message: str, allowed: str | None = None) -> InputError:
        return InputError(Problem(file, *at, field, message, text[:80], allowed))

    found = _CONDITION.match(text) if len(text) <= LONGEST else None
    if found is None:
        raise refuse("is not a condition", f"outcome > size @ probability, such as '{EXAMPLE}'")
    size, way = float(found["size"]), found["way"]
    negative = found["sign"] in ("-", "−")
    if negative != (way == "<") and size > 0:
        meant = f"{found['metric']} {way} {'-' if way == '<' else ''}{found['size']}{found['share']}"
        raise refuse("`>` is for a rise and `<` for a fall, whose size has a minus", f"'{meant}'")
    above = DEFAULT_LIMIT if found["above"] is None else float(found["above"]) / (100 if found["percent"] else 1)
    if not 0 <= above <= 1:
        raise refuse("has a probability that is none", "0 to 1 behind the @")
    of: Literal["base", "number"] = "base" if found["share"] else "number"
    by = size / 100 if found["share"] else size
    if by > MOST or (of == "base" and way == "<" and by >= 1):
        allowed = "a fall by less than 100%" if way == "<" else f"{MOST:g} at most"
        raise refuse("is a change beyond what there is", allowed)
    group = InGroup(name=found["group"], level=found["level"]) if found["group"] else None
    claim = Claim(
        id=f"fail_if_{found['metric']}"[:60], row=(ROW,), speaker="a condition", document="other", words=text.strip(),
        metric=found["metric"], per=found["per"], group=group,
        threshold=Threshold(direction="more" if way == ">" else "less", by=by, of=of),
    )  # fmt: skip
    return Guard(claim, above, text.strip())
