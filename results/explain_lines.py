"""Lines of an explanation: at most `WIDTH` columns, each with a style."""

import sys
from collections.abc import Callable, Iterator
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


def span_words(span: Span) -> str:
    """When and where, in words."""
    time = f"From {span.start}{f' until {span.until}' if span.until else ''}"
    named = span.districts
    where = ", ".join(named[:MOST_NAMED]) + (f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else "")
    return f"{time}, {where or 'everywhere'}"


def heading(name: str) -> str:
    """What a process or count is, from the first line of its file."""
    module = sys.modules.get(getattr(RULES.get(name), "__module__", ""))
    text = ((module.__doc__ if module else None) or name).strip()
    return text.splitlines()[0].removesuffix(".")
