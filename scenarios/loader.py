"""From a name or a path to a checked scenario, with the history of every setting.

All mistakes of a file and of those it extends are reported at once, each where it stands; what is possible but
doubtful comes as warnings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from scenarios.adaptive import MOST_RULES, Rule
from scenarios.areas import load_areas
from scenarios.assumptions import of_assumptions
from scenarios.changes import MOST_CHANGES, Change
from scenarios.errors import InputError, Problem
from scenarios.laid import Laid, Overlays
from scenarios.library import find
from scenarios.lint import Caution, cautions
from scenarios.made import Found, Made, fired_words, found, made
from scenarios.overlay import Layers
from scenarios.parameters import Parameters, load_parameters
from scenarios.phases import Place, days_of_change, phases
from scenarios.reader import Document, dotted, read
from scenarios.rules import findings
from scenarios.schedule import of_changes, of_rules
from scenarios.schema import OWN_KEYS, Calendar, Scenario
from scenarios.timeline import grid
from scenarios.validation import Checked, Model, check, shown

LONGEST_CHAIN = 10  # files
MOST_COMBINATIONS = 300  # of changes and rules in force together
MOST_DAYS = 1000  # on which the regime changes somewhere


@dataclass(frozen=True)
class Loaded:
    """A scenario and where it comes from.

    origins: dotted path of every setting some file makes -> `set in base.yaml:14, overridden in mine.yaml:9`;
        a setting that is not in it has its default
    texts: every file read, by the name messages give it, the one asked for last -> its text
    resolved: the whole scenario with all defaults, as plain values; it can be written out and loaded again
    warnings: what is possible but doubtful, in reading order
    """

    name: str
    scenario: Scenario
    origins: Mapping[str, str]
    texts: Mapping[str, str]
    resolved: Mapping[str, Any]
    warnings: tuple[Caution, ...] = ()


def load_scenario(
    name_or_path: str, areas: Sequence[Place] | None = None, parameters: Parameters | None = None
) -> Loaded:
    """Load a built-in scenario by name, or a file by its path.

    areas: the places a change may name, those of `areas.csv` if not given
    parameters: what a scenario may assume values of, `parameters.yaml` if not given
    Raises InputError with every problem found in the file and in those it extends.
    """
    places = load_areas() if areas is None else areas
    documents = _chain(name_or_path)
    order = {document.file: index for index, document in enumerate(documents)}
    layers = Layers()
    regimes: list[Made] = []
    problems: list[Problem] = []
    for document in documents:
        problems.extend(document.problems)
        layers = layers.with_file(document, OWN_KEYS)
        wrong, regimes = _examined(layers, places, parameters)
        problems.extend(wrong)
    if problems:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (order[p.file], p.line or 0, p.column or 0)))
    scenario = Scenario.model_validate(layers.value)
    resolved = scenario.model_dump(mode="json", by_alias=True, exclude={"extends"})
    texts = {document.file: document.text for document in documents}
    doubts = cautions(scenario, regimes, layers, lambda: _known(parameters))
    warnings = tuple(sorted(doubts, key=lambda doubt: (order[doubt.file], doubt.line, doubt.column)))
    return Loaded(FilePath(name_or_path).stem, scenario, layers.origins(), texts, resolved, warnings)


@cache
def _shipped() -> Parameters:
    return load_parameters()


def _known(parameters: Parameters | None) -> Parameters:
    return _shipped() if parameters is None else parameters


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


def _examined(
    layers: Layers, places: Sequence[Place], parameters: Parameters | None
) -> tuple[list[Problem], list[Made]]:
    """Everything wrong with the topmost file as it lies on those below it, and every regime it may lead to."""
    problems = list(check(Scenario, layers.value, layers.locate).problems)
    if assumed := _group(layers.value.get("assume")):
        problems.extend(of_assumptions(assumed, layers, _known(parameters)))
    changes, rules = _list(layers, "changes", MOST_CHANGES), _list(layers, "rules", MOST_RULES)
    overlays = Overlays(
        [_group(_group(item).get("set")) for item in changes],
        [_group(_group(_group(item).get("then")).get("set")) for item in rules],
    )
    wrong, combinations = _combinations(changes, rules, layers, places)
    problems.extend(wrong)
    base = _group(layers.value.get("regime"))
    regimes = [made(base, overlays, laid, layers) for laid in ((), *combinations)]
    names = [str(_group(rule).get("name"))[:80] for rule in rules]
    for one in regimes[1:]:
        problems.extend(p for p in one.checked.problems if p.field.startswith(("changes.", "rules.")))
    problems.extend(_of_finding(one, names) for one in found(regimes, findings))
    return problems, regimes


def _combinations(
    changes: Sequence[Any], rules: Sequence[Any], layers: Layers, places: Sequence[Place]
) -> tuple[list[Problem], list[tuple[Laid, ...]]]:
    """What is wrong with changes and rules by themselves, and all that may lie over the base together, least first."""
    calendar = check(Calendar, _group(layers.value.get("calendar")), layers.locate)
    start = calendar.made.start if calendar.made and ("start",) not in calendar.broken else None
    dated = [check(Change, _group(item), layers.locate) for item in changes]
    judged = [check(Rule, _group(item), layers.locate) for item in rules]
    problems = [*of_changes(dated, start, layers, places), *of_rules(judged, layers, places)]
    readable = _readable(dated)
    begins = start or Calendar().start
    days = len(days_of_change(begins, phases(readable, places)))
    if days > MOST_DAYS:
        message = f"the regime changes on {days:,} days; at most {MOST_DAYS:,} can be told apart"
        return [*problems, layers.problem(("changes",), message, f"{len(changes)} changes")], []
    cells = grid(begins, readable, _readable(judged), places).cells
    alone = {cell.laid for cell in cells}
    together = {laid for cell in cells for laid in cell.combinations()}
    for key, what, sets in (("changes", "changes", alone), ("rules", "changes and rules", together)):
        if len(sets) > MOST_COMBINATIONS:
            message = f"the {what} overlap in {len(sets):,} ways; at most {MOST_COMBINATIONS} can be checked"
            given = f"{len(changes)} changes and {len(rules)} rules"
            return [*problems, layers.problem((key,), message, given)], []
    every = {Laid("change", i) for i in range(len(changes))} | {Laid("rule", i) for i in range(len(rules))}
    seldom = every - {one for laid in together for one in laid}
    found_so = {*together, *((one,) for one in seldom)} - {()}
    return problems, sorted(found_so, key=lambda laid: (len(laid), [(one.kind, one.index) for one in laid]))


def _readable(checked: Sequence[Checked[Model]]) -> dict[int, Model]:
    """What could be read, by its place in the list."""
    return {index: one.made for index, one in enumerate(checked) if one.made is not None}


def _of_finding(one: Found, names: Sequence[str]) -> Problem:
    mark = one.document.position(one.path)
    message = one.finding.message + fired_words(one.laid, names)
    return Problem(one.document.file, *mark, dotted(one.path), message, None, one.finding.allowed)


def _list(layers: Layers, key: str, most: int) -> list[Any]:
    """A list of the scenario, if it is not too long to be looked into."""
    value = layers.value.get(key)
    return value if isinstance(value, list) and len(value) <= most else []


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
