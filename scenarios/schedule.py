"""What is wrong with changes and rules, each by itself: their days, their places, their figures, their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from scenarios.adaptive import Rule, When
from scenarios.changes import Change
from scenarios.errors import Problem
from scenarios.fields import EVERYWHERE
from scenarios.nearest import nearest
from scenarios.overlay import Layers
from scenarios.phases import Place, joining
from scenarios.reader import Path
from scenarios.recorded import METRICS
from scenarios.validation import Checked, shown

MOST_HINTS = 5  # nearest names for one change


def of_changes(
    changes: Sequence[Checked[Change]], start: date | None, layers: Layers, places: Sequence[Place]
) -> Iterator[Problem]:
    """What is wrong with each change by itself. start: None if it could not be read"""
    for index, checked in enumerate(changes):
        here: Path = ("changes", index)
        if checked.made is None:
            continue
        yield from _of_days(checked.made, here, start, layers)
        yield from _of_places(checked.made.areas, here, layers, places)
        if checked.made.every is not None and not checked.broken:
            yield from _of_steps(checked.made, here, layers, places)


def _of_days(change: Change, here: Path, start: date | None, layers: Layers) -> Iterator[Problem]:
    if start is not None and change.from_date < start:
        message = "begins before the calendar does"
        yield layers.problem((*here, "from"), message, str(change.from_date), f"from {start} on")
    if change.until is not None and change.until <= change.from_date:
        allowed = f"after {change.from_date}"
        yield layers.problem((*here, "until"), "is over before it begins", str(change.until), allowed)
    if change.until is not None and change.lasts is not None:
        message = "says when the change is over a second time, besides until"
        yield layers.problem((*here, "for"), message, str(change.lasts), "until or for, not both", at_key=True)


def _of_places(areas: tuple[str, ...], here: Path, layers: Layers, places: Sequence[Place]) -> Iterator[Problem]:
    if areas == EVERYWHERE:
        return
    names = {place.name for place in places} | {place.jobcentre_district for place in places}
    unknown = [(position, name) for position, name in enumerate(areas) if name not in names]
    for count, (position, name) in enumerate(unknown):
        message = "there is no area or Jobcentre district of this name"
        near = nearest(name, names) if count < MOST_HINTS else None
        yield layers.problem((*here, "areas", position), message, shown(name), None, near)


def _of_steps(change: Change, here: Path, layers: Layers, places: Sequence[Place]) -> Iterator[Problem]:
    """Of a change that comes in steps: a step in which nobody joins, or a change that is over before the last."""
    steps = set(joining(change, places)) - {None}
    known = {place.name for place in places} | {place.jobcentre_district for place in places}
    everywhere = change.areas == EVERYWHERE
    names = list(dict.fromkeys(p.jobcentre_district for p in places)) if everywhere else list(change.areas)
    if len(names) == 1:
        message = "has no effect, because there is only one place to join"
        yield layers.problem((*here, "every"), message, str(change.every), "with two or more areas, or all")
        return
    for step, name in enumerate(names):
        if name in known and step not in steps:
            message = "has joined already, by a name before this one"
            yield layers.problem((*here, "areas", step), message, shown(name), "each place once")
        elif change.until is not None and change.from_date < change.until <= change.begins(step):
            message = f"is over before {name[:80]} joins, on {change.begins(step)}"
            yield layers.problem((*here, "until"), message, str(change.until), f"after {change.begins(len(names) - 1)}")
            return


def of_rules(rules: Sequence[Checked[Rule]], layers: Layers, places: Sequence[Place]) -> Iterator[Problem]:
    """What is wrong with each rule by itself, and rules of one name."""
    first: dict[str, int] = {}
    for index, checked in enumerate(rules):
        here: Path = ("rules", index)
        rule = checked.made
        if rule is None:
            continue
        name = rule.name.casefold()
        if name in first:
            document, path = layers.locate(("rules", first[name], "name"))
            message = f"another rule has this name; it stands on line {document.position(path)[0]}"
            yield layers.problem((*here, "name"), message, shown(rule.name), "each name once")
        first.setdefault(name, index)
        for flaw in () if checked.broken else FLAWS:
            for path, message, given, allowed in flaw(rule):
                yield layers.problem((*here, *path), message, given, allowed)
        yield from _of_places(rule.areas, here, layers, places)
        if rule.then.areas is not None:
            yield from _of_places(rule.then.areas, (*here, "then"), layers, places)


Flaw = tuple[Path, str, str | None, str]
"""Where in the rule, what is wrong, what is given, what is allowed."""


def one_line(rule: Rule) -> Iterator[Flaw]:
    """A rule fires under a line or over it."""
    when = rule.when
    if when.under is not None and when.over is not None:
        message = "says when the rule fires a second time, besides under"
        yield ("when", "over"), message, f"{when.over:g}", "under or over, not both"
    if when.under is None and when.over is None:
        yield ("when",), "says neither under nor over, so the rule can never fire", None, "under: x, or over: x"


def line_within_the_figure(rule: Rule) -> Iterator[Flaw]:
    """A share lies between 0 and 1."""
    about = METRICS[rule.when.recorded]
    for key, line in _lines(rule.when):
        if line > about.most:
            message = f"is out of range: {rule.when.recorded} is {about.unit}"
            yield ("when", key), message, f"{line:g}", f"0 to {about.most:g}"


def figures_before_judgement(rule: Rule) -> Iterator[Flaw]:
    """There must be figures to judge by."""
    when = rule.when
    if when.after.weeks <= when.lag.weeks:
        message = "is judged before any figures have come in"
        yield ("when", "after"), message, str(when.after), f"longer than the lag of {when.lag}"


def again_after_it_is_over(rule: Rule) -> Iterator[Flaw]:
    """What is never over, or judged only once, cannot fire again."""
    if rule.again and rule.lasts is None:
        yield ("again",), "has no effect, because the rule is never over", "true", "with for: how long it lasts"
    elif rule.again and rule.when.every is None:
        yield ("again",), "has no effect, because the rule is judged only once", "true", "with when.every: how often"


def elsewhere_area_by_area(rule: Rule) -> Iterator[Flaw]:
    """An area judged by itself changes by itself."""
    if rule.judged == "area_by_area" and rule.then.areas is not None:
        message = "has no meaning, because each area is judged, and changes, by itself"
        yield ("then", "areas"), message, None, "with judged: together"


FLAWS: tuple[Callable[[Rule], Iterator[Flaw]], ...] = (
    elsewhere_area_by_area,
    one_line,
    line_within_the_figure,
    figures_before_judgement,
    again_after_it_is_over,
)


def _lines(when: When) -> list[tuple[str, float]]:
    given = {"under": when.under, "over": when.over}
    return [(key, line) for key, line in given.items() if line is not None]
