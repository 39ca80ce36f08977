"""The nearest valid name to one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(given: object, names: Iterable[str]) -> str | None:
    """The name most like `given`, whatever its capitals; None if nothing is like it."""
    by_folded = {name.casefold(): name for name in names}
    wanted = str(given)[:100].casefold()
    found = get_close_matches(wanted, list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def one_of(names: Iterable[str]) -> str:
    """`a, b or c`."""
    *first, last = list(names)
    return f"{', '.join(first)} or {last}" if first else last
