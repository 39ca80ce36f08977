"""From a name or a path to a checked scenario, with the history of every setting.

All mistakes of a file and of those it extends are reported at once, each where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from scenarios.areas import load_areas
from scenarios.errors import InputError, Problem
from scenarios.levers import Dose, Regime
from scenarios.library import find
from scenarios.nearest import nearest
from scenarios.overlay import Layers, merged
from scenarios.reader import Document, Path, dotted, read
from scenarios.rules import Finding, findings
from scenarios.schema import EVERYWHERE, MOST_CHANGES, OWN_KEYS, Calendar, Change, Scenario
from scenarios.timeline import Place, days_of_change, in_force
from scenarios.validation import Checked, Locate, check, shown

LONGEST_CHAIN = 10  # files
MOST_COMBINATIONS = 300  # of changes in force together
MOST_HINTS = 5  # nearest names for one change


@dataclass(frozen=True)
class Loaded:
    """A scenario and where it comes from.

    origins: dotted path of every setting some file makes -> `set in base.yaml:14, overridden in mine.yaml:9`;
        a setting that is not in it has its default
    texts: every file read, by the name messages give it, the one asked for last -> its text
    resolved: the whole scenario with all defaults, as plain values; it can be written out and loaded again
    """

    name: str
    scenario: Scenario
    origins: Mapping[str, str]
    texts: Mapping[str, str]
    resolved: Mapping[str, Any]


def load_scenario(name_or_path: str, areas: Sequence[Place] | None = None) -> Loaded:
    """Load a built-in scenario by name, or a file by its path.

    areas: the places a change may name, those of `areas.csv` if not given
    Raises InputError with every problem found in the file and in those it extends.
    """
    places = load_areas() if areas is None else areas
    documents = _chain(name_or_path)
    layers = Layers()
    problems: list[Problem] = []
    for document in documents:
        problems.extend(document.problems)
        layers = layers.with_file(document, OWN_KEYS)
        problems.extend(_problems_of(layers, places))
    if problems:
        order = {document.file: index for index, document in enumerate(documents)}
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (order[p.file], p.line or 0, p.column or 0)))
    scenario = Scenario.model_validate(layers.value)
    resolved = scenario.model_dump(mode="json", by_alias=True, exclude={"extends"})
    texts = {document.file: document.text for document in documents}
    return Loaded(FilePath(name_or_path).stem, scenario, layers.origins(), texts, resolved)


def _chain(name_or_path: str) -> list[Document]:
    """The file and all it extends, the undermost first. Raises InputError on a circle or too long a chain."""
    path, file = find(name_or_path)
    documents = [read(path, file)]
    seen = {path.resolve()}
    while isinstance(parent := documents[0].value.get("extends"), str):
        here = documents[0]

        def refuse(message: str, near: str | None = None, here: Document = here) -> InputError:
            given = shown(here.value["extends"])
            mark = here.value_position(("extends",))
            own = [problem for document in documents for problem in document.problems]
            return InputError([*own, Problem(here.file, *mark, "extends", message, given, None, near)])

        try:
            path, file = find(parent, beside=path.parent)
            if path.resolve() in seen:
                raise refuse("goes round in a circle: a scenario cannot extend itself")
            document = read(path, file)
        except InputError as fault:
            first = fault.problems[0]
            if first.line is not None:
                raise
            raise refuse(first.message, first.nearest) from None
        if len(documents) >= LONGEST_CHAIN:
            raise refuse(f"the chain of files is too long; at most {LONGEST_CHAIN} may build on one another")
        seen.add(path.resolve())
        documents.insert(0, document)
    return documents


def _problems_of(layers: Layers, places: Sequence[Place]) -> list[Problem]:
    """Everything wrong with the topmost file as it lies on those below it."""
    whole = check(Scenario, layers.value, layers.locate)
    base = _group(layers.value.get("regime"))
    problems = list(whole.problems)
    regime = _regime(base, lambda path: layers.locate(("regime", *path)))
    found_at_base: set[str] = set()
    for finding in _founded(regime):
        found_at_base.add(finding.message)
        problems.append(_of_finding(finding, layers.locate(("regime", *finding.path))))
    problems.extend(_of_changes(layers, base, places, found_at_base))
    return problems


def _of_changes(
    layers: Layers, base: Mapping[str, Any], places: Sequence[Place], found_at_base: set[str]
) -> list[Problem]:
    """What is wrong with the changes: their days, their places, and the regimes they lead to."""
    written = layers.value.get("changes")
    if not isinstance(written, list) or not 0 < len(written) <= MOST_CHANGES:
        return []
    overlays = [_group(_group(item).get("set")) for item in written]
    calendar = check(Calendar, _group(layers.value.get("calendar")), layers.locate).made
    first_day = calendar.start if calendar else None
    changes = [check(Change, _group(item), layers.locate).made for item in written]
    good = [index for index, change in enumerate(changes) if change is not None]
    problems: list[Problem] = []
    for index in good:
        problems.extend(_of_days_and_places(changes[index], index, first_day, layers, places))
    active = _active_sets([(index, change) for index, change in enumerate(changes) if change], first_day, places)
    seldom = set(range(len(overlays))) - {index for together in active for index in together}
    if len(active) > MOST_COMBINATIONS:
        message = f"the changes overlap in {len(active):,} ways; at most {MOST_COMBINATIONS} can be checked"
        return [*problems, _at(layers, ("changes",), message, f"{len(overlays)} changes")]
    for together in sorted({*active, *((index,) for index in seldom)}):
        problems.extend(_of_overlays(together, overlays, base, layers, found_at_base))
    return problems


def _of_days_and_places(
    change: Change | None, index: int, start: date | None, layers: Layers, places: Sequence[Place]
) -> Iterable[Problem]:
    if change is None:
        return
    here: Path = ("changes", index)
    if start is not None and change.from_date < start:
        yield _at(
            layers,
            (*here, "from"),
            "begins before the calendar does",
            str(change.from_date),
            f"from {start} on",
        )
    if change.until is not None and change.until <= change.from_date:
        allowed = f"after {change.from_date}"
        yield _at(layers, (*here, "until"), "is over before it begins", str(change.until), allowed)
    if change.areas == EVERYWHERE:
        return
    names = {place.name for place in places} | {place.jobcentre_district for place in places}
    unknown = [(position, name) for position, name in enumerate(change.areas) if name not in names]
    for count, (position, name) in enumerate(unknown):
        message = "there is no area or Jobcentre district of this name"
        near = nearest(name, names) if count < MOST_HINTS else None
        yield _at(layers, (*here, "areas", position), message, shown(name), None, near)


def _active_sets(
    changes: Sequence[tuple[int, Change]], start: date | None, places: Sequence[Place]
) -> set[tuple[int, ...]]:
    """Every set of changes in force together somewhere at some time, in the order they are laid down."""
    only = [change for _, change in changes]
    days = days_of_change(start or date.min, only)
    found = {in_force(only, place, day) for day in days for place in places} - {()}
    return {tuple(changes[index][0] for index in together) for together in found}


def _of_overlays(
    together: tuple[int, ...],
    overlays: Sequence[Mapping[str, Any]],
    base: Mapping[str, Any],
    layers: Layers,
    found_at_base: set[str],
) -> list[Problem]:
    """What is wrong with the regime these changes make; what is wrong without them has been said already."""
    value = dict(base)
    for index in together:
        value = merged(value, overlays[index])

    def locate(path: Path) -> tuple[Document, Path]:
        for length in range(len(path), 0, -1):
            for index in reversed(together):
                within: Path = ("changes", index, "set", *path[:length])
                if within in layers.writers:
                    return layers.writers[within][-1], (*within, *path[length:])
        return layers.locate(("regime", *path))

    checked = _regime(value, locate)
    problems = [problem for problem in checked.problems if problem.field.startswith("changes.")]
    for finding in _founded(checked):
        if finding.message not in found_at_base:
            reads = [locate(path) for path in (finding.path, *finding.reads)]
            own = [place for place in reads if place[1][0] == "changes"]
            problems.append(_of_finding(finding, (own or reads)[0]))
    return problems


def _regime(value: Mapping[str, Any], locate: Locate) -> Checked[Regime]:
    """The regime as far as it can be read. A sanction with a setting that cannot be read is a sanction all the same."""
    checked = check(Regime, value, locate)
    written = _group(value.get("sanction"))
    if checked.made is None:
        return checked
    sanction = checked.made.sanction
    there = {
        field: Dose.model_validate({"share_of_benefit": 1.0, "weeks": ["1 week"]})
        for key, field in (("jsa", "jsa"), ("esa", "esa"), ("is", "income_support"))
        if isinstance(written.get(key), dict) and getattr(sanction, field) is None
    }
    if not there:
        return checked
    made = checked.made.model_copy(update={"sanction": sanction.model_copy(update=there)})
    groups = {("sanction", key) for key in ("jsa", "esa", "is")}
    return Checked(made, checked.problems, frozenset(bad for bad in checked.broken if bad[:2] not in groups))


def _founded(checked: Checked[Regime]) -> list[Finding]:
    """The findings that rest on nothing unreadable."""
    if checked.made is None:
        return []
    return [
        finding
        for finding in findings(checked.made)
        if not any(_overlap(read_path, bad) for read_path in finding.reads for bad in checked.broken)
    ]


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _of_finding(finding: Finding, place: tuple[Document, Path]) -> Problem:
    document, path = place
    return Problem(document.file, *document.position(path), dotted(path), finding.message, None, finding.allowed)


def _at(
    layers: Layers, path: Path, message: str, given: str, allowed: str | None = None, near: str | None = None
) -> Problem:
    document, path = layers.locate(path)
    return Problem(document.file, *document.value_position(path), dotted(path), message, given, allowed, near)


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
