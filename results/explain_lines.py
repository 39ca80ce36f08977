"""Lines of an explanation: at most `WIDTH` columns, each with a style."""

import sys
from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from results.explain_types import Span
from simulate.counts import COUNTS
from simulate.processes import PROCESSES

WIDTH = 100
HEADING, PLAIN, QUIET = "bold", "", "dim"
Line = tuple[str, str]
"""Text and its style."""
MOST_NAMED = 6
"""Districts named before the rest are counted."""
RULES: dict[str, Callable[..., object]] = {
    **{process.name: process.hazard for process in PROCESSES},
    **{count.name: count.rate for count in COUNTS},
}
"""The hazard or rate of each process and count, in the order in which a claimant meets them."""


def wrapped(text: str, indent: int, style: str = PLAIN, hang: int = 4) -> Iterator[Line]:
    """Lines of a text, indented, further lines by `hang` more."""
    rows = wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )
    yield from ((row, style) for row in rows)


def beside(text: str, origin: str) -> Iterator[Line]:
    """A line with its origin at the right, if both fit."""
    room = WIDTH - 2 - len(text) - len(origin)
    yield from [(f"  {text}{' ' * room}{origin}", PLAIN)] if room > 1 else wrapped(f"{text}  [{origin}]", 2)


def titled(text: str, why: str) -> Iterator[Line]:
    """A title, with what is behind it on the same line if both fit."""
    if len(text) + len(why) + 5 <= WIDTH:
        yield (f"  {text} · {why}", "bold cyan")
        return
    yield from wrapped(text, 2, "bold cyan")
    yield from wrapped(why, 4, QUIET)


def span_words(span: Span) -> str:
    """When and where, in words."""
    return f"From {span.start}{f' until {span.until}' if span.until else ''}, {places_words(span.districts)}"


def places_words(named: Sequence[str]) -> str:
    """Districts, the first few of many; everywhere if none is named."""
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"{', '.join(named[:MOST_NAMED])}{more}" or "everywhere"


BOOKS = frozenset(count.name for count in COUNTS if not count.drawn)
"""Counts that are kept for the ledgers alone, and so told only in full."""
_OF_SEVERAL = {
    "withheld_jsa_is": "Withheld from JSA or Income Support: weeks of benefit that sanctions take",
    "withheld_esa": "Withheld from ESA: weeks of benefit that sanctions take",
    "recovered_jsa_is": "Recovered from JSA or Income Support: weeks of benefit that overpayments take",
    "recovered_esa": "Recovered from ESA: weeks of benefit that overpayments take",
}
"""What counts are that share a file with others; a test asks that every process and count has a heading of its own."""


def heading(name: str) -> str:
    """What a process or count is, from the first line of its file."""
    if name in _OF_SEVERAL:
        return _OF_SEVERAL[name]
    module = sys.modules.get(getattr(RULES.get(name), "__module__", ""))
    text = ((module.__doc__ if module else None) or name).strip()
    return text.splitlines()[0].removesuffix(".")
