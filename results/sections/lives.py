"""Lives side by side: for each stratum the claimant nearest its median, and where and why the lives part."""

from datetime import date

from results.blocks import Block, Prose
from results.parting import responsible
from results.pieces import LifeLines, Step
from results.section import Context, Section
from results.story import Happening, Moment, SideBySide, person, side_by_side, state
from results.twins import BOTH, FACTS, NEITHER, ONLY_BASE, ONLY_OTHER, Life, weeks_in
from results.words import joined, number
from simulate.status import DEAD

BEFORE, AFTER = 3, 14
"""Moments shown before the lives part, and after."""
CLOSE = 14
"""Days within which the same thing in both lives stands in one row."""
SPENT = ("in treatment", "off benefit and unseen", "under a sanction", "homeless", "in work", "in prison")
"""The stays that are added up, in the order of `FACTS`."""
WHOM = {
    ONLY_OTHER: "Pushed in: treated only under {other}",
    ONLY_BASE: "Pushed out: treated only under {base}",
    BOTH: "Unmoved: treated under both",
    NEITHER: "Unmoved: treated under neither",
}


def build(context: Context) -> tuple[Block, ...]:
    """A table for each life; nothing for a single scenario."""
    if not context.comparisons or context.twins is None or not context.twins.lives:
        return ()
    other, base = context.labels[1], context.labels[0]
    blocks: list[Block] = [
        Prose(
            "These claimants are invented. Each was chosen by a rule and not by hand: of all in the sample who were "
            "moved the same way, the one whose life is nearest the median, in weeks in treatment, off benefit and "
            "unseen, sanctioned, homeless, in work and in prison under both regimes, and in how much happens. Luck is "
            "the same under both, so the lives are one until something of the rules parts them. A single life proves "
            f"nothing; it shows how {other} and {base} can work on one person."
        )
    ]
    return (*blocks, *(_lines(context, life, at) for at, life in enumerate(context.twins.lives)))


def _lines(context: Context, life: Life, at: int) -> LifeLines:
    start = date.fromisoformat(context.scenarios[0].resolved["calendar"]["start"])
    labels = context.labels[:2]
    # Two scenarios may have the same short name.
    keys = [f"{index}" for index in range(2)]
    lives = side_by_side(dict(zip(keys, life.traces[:2], strict=True)), start)
    trace = life.traces[0]
    stood = number(life.people)
    return LifeLines(
        name=f"life-{at}",
        title=WHOM[life.stratum].format(other=labels[1], base=labels[0]),
        who=f"A {person(trace.number, life.traits).rpartition(', ')[0]}.",
        why=f"Nearest the median of the sample's part that stands for {stood} people.",
        begins=f"On {_day(start)}: {state(trace.opening)}.",
        regimes=labels,
        steps=(*_steps(lives), _in_all(life, context.manifest.weeks)),
        parting=_parting(lives, labels),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _steps(lives: SideBySide) -> tuple[Step, ...]:
    """What is shown: a little before the lives part, and what follows."""
    parted = lives.parted
    moments = list(lives.moments)
    first = 0 if parted is None else max(0, parted - BEFORE)
    last = min(len(moments), (len(moments) if parted is None else parted) + AFTER)
    steps = []
    if first:
        steps.append(Step("Before", (f"{first} events, the same under both",), shared=True))
    steps.extend(_together(moments[first:last]))
    if last < len(moments):
        rest = [sum(moment.happenings[k] is not None for moment in moments[last:]) for k in range(2)]
        steps.append(Step("Later", tuple(f"{n} more events" if n else "nothing more" for n in rest)))
    if not steps:
        steps.append(Step("Throughout", ("Nothing happens that the model follows",), shared=True))
    return tuple(steps)


def _in_all(life: Life, weeks: float) -> Step:
    """How long the claimant spent where, under each regime."""
    cells = []
    for trace in life.traces[:2]:
        spent = [(words, float(weeks_in((trace,), fact, weeks)[0])) for fact, words in zip(FACTS, SPENT, strict=True)]
        told = [f"{words} {number(round(time))} weeks" for words, time in spent if time >= 1]
        died = "; died" if DEAD in trace.after else ""
        cells.append((joined(told) or "nothing of what is followed here") + died)
    return Step("In all", tuple(cells))


def _together(moments: list[Moment]) -> list[Step]:
    """A row for each moment; one for two in which the same thing happens in both lives within days."""
    steps: list[Step] = []
    at = 0
    while at < len(moments):
        one = moments[at]
        after = moments[at + 1] if at + 1 < len(moments) else None
        if after is not None and not one.parts and _same(one, after):
            steps.append(_joined(one, after))
            at += 2
        else:
            steps.append(Step(_day(one.day), tuple(map(_cell, one.happenings)), one.shared, one.parts))
            at += 1
    return steps


def _same(one: Moment, after: Moment) -> bool:
    """Whether the same thing happens first in one life and soon in the other."""
    here, there = one.happenings, after.happenings
    only = [k for k in range(2) if here[k] is not None]
    if one.shared or after.shared or after.parts or len(only) != 1 or there[only[0]] is not None:
        return False
    first, second = here[only[0]], there[1 - only[0]]
    return (
        first is not None and second is not None and _cell(first) == _cell(second)
        and (after.day - one.day).days <= CLOSE
    )  # fmt: skip


def _joined(one: Moment, after: Moment) -> Step:
    """Two moments as one row: the later says its own day where that is another."""
    late = "" if after.day == one.day else f", on {after.day.day} {after.day:%B}"
    cells = tuple(
        _cell(first) if first is not None else _cell(second) + late
        for first, second in zip(one.happenings, after.happenings, strict=True)
    )
    return Step(_day(one.day), cells[:1] if not late else cells, shared=not late)


def _cell(event: Happening | None) -> str:
    if event is None:
        return ""
    return event.happened + (f" ({event.change})" if event.change else "")


def _parting(lives: SideBySide, labels: tuple[str, ...]) -> str:
    """Where the lives part, and who was responsible."""
    at = lives.parted
    if at is None:
        return "The life is the same under both from the first day to the last."
    moment = lives.moments[at]
    told = [
        f"under {label} the claimant {event.happened}" if event else f"under {label} nothing happens that day"
        for label, event in zip(labels, moment.happenings, strict=True)
    ]
    processes = dict.fromkeys(event.process for event in moment.happenings if event)
    who = "; ".join(responsible(process) for process in processes)
    return f"The lives part on {_day(moment.day)}: {', and '.join(told)}. Answerable: {who}."


LIVES = Section("lives", "The same person, twice: four lives", build)
