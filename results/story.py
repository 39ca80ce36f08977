"""One claimant's life in plain words, and the same claimant under several regimes side by side.

Luck has an address, so the same claimant has the same life under two regimes until the first thing that one of them
changes; that moment is marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from rich.console import Group
from rich.table import Table
from rich.text import Text

from results.explain_words import edit_words, level_words
from results.story_words import happened
from scenarios.areas import load_areas
from simulate.claimants import Claimants, Drug
from simulate.observation import Trace
from simulate.status import AXES, DEAD, unpack

SAME_TIME = 1e-3
"""Weeks within which the same thing under two regimes is one event: the engine's clocks are in single precision."""
SAID = frozenset({"pathway", "income"})
"""Axes that are always worth a word; the others only beyond their first level, at which nothing is special."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something in a life. time: weeks since the start. before, after: status codes. happened, change: in
    words.
    """

    time: float
    day: date
    process: str
    outcome: str
    before: int
    after: int
    happened: str
    change: str

    def same(self, other: "Happening") -> bool:
        """Whether it is the same thing at the same time, from and to the same status."""
        return (
            (self.process, self.outcome, self.before, self.after)
            == (other.process, other.outcome, other.before, other.after)
            and abs(self.time - other.time) < SAME_TIME
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of lives side by side: what happened under each regime, None where nothing did.

    shared: the same thing under all. parts: whether the lives part here.
    """

    day: date
    happenings: tuple[Happening | None, ...]
    shared: bool
    parts: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Lives of one claimant under several regimes. parted: index of the moment at which they part, None if never."""

    names: tuple[str, ...]
    opening: str
    moments: tuple[Moment, ...]

    @property
    def parted(self) -> int | None:
        """Index of the moment at which the lives part; None if they never do."""
        found = [i for i, moment in enumerate(self.moments) if moment.parts]
        return found[0] if found else None


def happenings(trace: Trace, start_date: date) -> tuple[Happening, ...]:
    """What happened in a life, in order of time."""
    return tuple(
        Happening(
            time=float(time), day=day_of(float(time), start_date), process=process, outcome=outcome,
            before=int(before), after=int(after), happened=happened(process, outcome, int(before)),
            change=change(int(before), int(after)),
        )
        for time, process, outcome, before, after in zip(
            trace.time, trace.process, trace.outcome, trace.before, trace.after, strict=True
        )
    )  # fmt: skip


def story(trace: Trace, traits: Claimants, start_date: date) -> tuple[str, ...]:
    """A life as lines: who it is, how it begins, then date, what happened, and what is different afterwards.

    traits: the claimants of the replicate, or the one claimant alone.
    Raises ValueError when the claimant of the trace is not among them.
    """
    lines = [f"Claimant {trace.number}: {person(trace.number, traits)}"]
    who = _index(trace.number, traits)
    begins = day_of(float(traits.enters[who]), start_date)
    lines.append(f"{begins}  {'begins' if traits.enters[who] <= 0 else 'claims'}: {state(trace.opening)}")
    for event in happenings(trace, start_date):
        lines.append(f"{event.day}  {event.happened}" + (f" → {event.change}" if event.change else ""))
    if len(lines) == 2:
        lines.append("Nothing happens to this claimant.")
    return tuple(lines)


def side_by_side(traces: Mapping[str, Trace], start_date: date) -> SideBySide:
    """The lives of one claimant under several regimes, in order of time, with the first divergence marked.

    traces: name of the regime -> its trace. Raises ValueError for no trace, or traces of different claimants.
    """
    if len({trace.number for trace in traces.values()}) != 1:
        raise ValueError("side by side stand the lives of one and the same claimant")
    lives = [list(happenings(trace, start_date)) for trace in traces.values()]
    opening = {trace.opening for trace in traces.values()}
    moments: list[Moment] = []
    parted = len(opening) > 1
    while any(lives):
        moment = _next(lives, parted)
        parted = parted or moment.parts
        moments.append(moment)
    return SideBySide(tuple(traces), " or ".join(state(code) for code in sorted(opening)), tuple(moments))


def _next(lives: list[list[Happening]], parted: bool) -> Moment:
    """Take the earliest thing from the lives, and with it the same thing in the others."""
    first = min((life[0] for life in lives if life), key=lambda event: event.time)
    taken = tuple(life.pop(0) if life and life[0].same(first) else None for life in lives)
    shared = None not in taken
    return Moment(first.day, taken, shared, not shared and not parted)


def day_of(weeks: float, start_date: date) -> date:
    """The day on which this many weeks are over."""
    return start_date + timedelta(days=int(weeks * 7))


def change(before: int, after: int) -> str:
    """What is different afterwards, in words; empty if nothing is."""
    if after == DEAD:
        return "dead"
    was, now = unpack(np.array([before], np.int32)), unpack(np.array([after], np.int32))
    return edit_words([(axis, int(now.axis(axis)[0])) for axis in AXES if was.axis(axis)[0] != now.axis(axis)[0]])


def state(code: int) -> str:
    """A status in words, leaving out what is nothing special."""
    if code == DEAD:
        return "dead"
    at = unpack(np.array([code], np.int32))
    levels = {axis: int(at.axis(axis)[0]) for axis in AXES}
    return ", ".join(level_words(axis, level) for axis, level in levels.items() if level or axis in SAID)


def _index(number: int, traits: Claimants) -> int:
    found = np.flatnonzero(traits.number == number)
    if not len(found):
        raise ValueError(f"claimant {number} is not among the {len(traits):,} given")
    return int(found[0])


def person(number: int, traits: Claimants) -> str:
    """Who a claimant is, in words. Raises ValueError when the claimant is not among them."""
    i = _index(number, traits)
    drugs = {Drug.OPIATES: "heroin", Drug.BOTH: "heroin and crack", Drug.CRACK: "crack"}
    words = [
        f"{'man' if traits.male[i] else 'woman'} of {int(traits.age[i])}",
        drugs[Drug(int(traits.drug[i]))],
    ]
    flags = {
        "injects": traits.injecting, "wants to change": traits.wants_change,
        "dual diagnosis": traits.dual_diagnosis, "chronic condition": traits.chronic_condition,
        "children at home": traits.children, "treated before": traits.treated_before,
    }  # fmt: skip
    words += [word for word, has in flags.items() if has[i]]
    return ", ".join([*words, load_areas()[int(traits.area[i])].name])


def render_story(lines: Sequence[str]) -> Group:
    """A story for a terminal: the first line stands out."""
    return Group(*(Text(line, style="bold" if i == 0 else "") for i, line in enumerate(lines)))


def render_side_by_side(lives: SideBySide) -> Table:
    """Lives side by side for a terminal: one column a regime, a rule where they part."""
    table = Table(title=f"Begins: {lives.opening}", title_justify="left", expand=True)
    table.add_column("Day", no_wrap=True)
    for name in lives.names:
        table.add_column(name, ratio=1, overflow="fold")
    for moment in lives.moments:
        if moment.parts:
            table.add_section()
        cells = [Text(_cell(event, moment.shared)) for event in moment.happenings]
        mark = " ◀ parts" if moment.parts else ""
        table.add_row(f"{moment.day}{mark}", *cells, style="bold" if moment.parts else "dim" if moment.shared else "")
    if not lives.moments:
        table.add_row("", *("nothing happens" for _ in lives.names))
    return table


def _cell(event: Happening | None, shared: bool) -> str:
    if event is None:
        return ""
    after = f" → {event.change}" if event.change and not shared else ""
    return f"{event.happened}{after}"


def plain_side_by_side(lives: SideBySide) -> tuple[str, ...]:
    """Lives side by side as plain lines: what is shared once, what is not with the regime before it."""
    lines = [f"Begins: {lives.opening}"]
    for moment in lives.moments:
        if moment.parts:
            lines.append(f"--- {moment.day}: here the lives part ---")
        if moment.shared and moment.happenings[0]:
            lines.append(f"{moment.day}  all: {_cell(moment.happenings[0], False)}")
            continue
        for name, event in zip(lives.names, moment.happenings, strict=True):
            if event:
                lines.append(f"{moment.day}  {name}: {_cell(event, False)}")
    if lives.parted is None:
        lines.append("The life is the same under all of them.")
    return tuple(lines)
