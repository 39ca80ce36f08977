"""Situations that only one scenario brings about, in lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from results.explain_behind import by_group
from results.explain_lines import BOOKS, HEADING, PLAIN, Line, heading, wrapped
from results.explain_people_words import ODDS
from results.explain_phrases import STAGES
from results.explain_status import Situation
from results.explain_words import hazards, level_words, mean_times, number

FEW = 2
"""Parameters named behind each effect of which none is contested."""
ALIKE = 1e-6
"""Ratios closer than this are said as one."""


def situations(found: Sequence[Situation], *, full: bool) -> Iterator[Line]:
    """One line for each situation; those in which the same happens together."""
    if not found:
        return
    yield from (("", PLAIN), ("Situations that only arise here, and what being in one changes", HEADING))
    said: dict[str, list[str]] = {}
    for (axis, level), group in groupby(found, key=lambda s: (s.axis, s.level)):
        some = [s for s in group if full or s.process not in BOOKS]
        known = {s.process for s in some if not s.fresh}
        words = [_words(s, full) + (" where there was none" if s.fresh and s.process in known else "") for s in some]
        if words:
            said.setdefault("; ".join(words), []).append(level_words(axis, level))
    for told, levels in said.items():
        yield from wrapped(f"{' or '.join(levels)}: {told}", 2)


def _words(s: Situation, full: bool) -> str:
    contested = [r.parameter for r in s.reasons if r.contested]
    named = [r.parameter for r in s.reasons] if full else contested or [r.parameter for r in s.reasons][:FEW]
    more = f" and {len(s.reasons) - len(named)} more" if len(named) < len(s.reasons) else ""
    by = f" [{', '.join(by_group(named))}{more}]" if s.reasons else ""
    name = heading(s.process).partition(":")[0]
    name = name if name[:2].isupper() else name[0].lower() + name[1:]
    if s.fresh:
        timed = STAGES.get(s.process, 1) != 1
        return f"{name} {f'after {mean_times([s.low, s.high])}' if timed else hazards([s.low, s.high])}{by}"
    what = f", chance {ODDS.get(s.process, f'of {s.outcome}')}," if s.outcome else ""
    high = f" to ×{number(s.high)}" if s.high - s.low > ALIKE else ""
    return f"{name}{what} ×{number(s.low)}{high}{by}"
