"""Tables of the model page about state and time: axes, sizes, traits, groups, ticks, ledgers, laws, the books."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from inspect import getdoc
from typing import Any

from results.model_parameters import rows_of
from results.model_probe import asked, clock_words
from results.model_reads import parameters_read, traits_read, values
from scenarios.loader import load_scenario
from scenarios.recorded import METRICS
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.counts import COUNTS
from simulate.groups import HOUSING, LEVELS
from simulate.laws import LAWS
from simulate.ledgers import LEDGERS
from simulate.process import Process
from simulate.processes import PROCESSES
from simulate.run import compile_scenario
from simulate.status import AXES, STATUSES, level_name
from simulate.ticks import TICKS

SIZED = ("none", "voluntary_2009", "act_2009", "green_paper_2008")
"""Scenarios of which the page tells how large their table is."""
UNTOLD = frozenset({"number", "weight", "enters", "status"})
"""Fields of claimants that are no traits."""
OTHERWISE: Mapping[str, str] = {
    "drug": "nothing; it is told of a life",
    "area": "nothing by itself; its fields, places and regime are those of everybody there",
    "region": "nothing; results are told by it",
}
"""Traits that no submodel weighs, and what they are for."""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def first_sentence(module: str, *, whole: bool = False) -> str:
    """What a module says of itself first. whole: with its name."""
    said = " ".join(str(sys.modules[module].__doc__).split("\n\n")[0].split())
    return said if whole else said.partition(": ")[2] or said


def file_of(module: str) -> str:
    """A link to the file of a module."""
    path = f"{module.replace('.', '/')}.py"
    return f"[`{module.rpartition('.')[2]}`](../{path})"


def axes() -> str:
    """The axes of a status and their levels."""
    rows = [
        (f"`{axis}`", ", ".join(level_name(axis, level) for level in levels), " ".join((getdoc(levels) or "").split()))
        for axis, levels in AXES.items()
    ]
    return table(("axis", "levels, the first where nothing is said", "what it is"), rows)


def sizes() -> str:
    """How many statuses there are, and how many can be reached."""
    rows = [("all combinations", f"{STATUSES:,}")]
    for name in SIZED:
        rows.append((f"`{name}`", f"{len(compile_scenario(load_scenario(name).scenario, values()).table.codes):,}"))
    return table(("under", "statuses that can be reached, death among them"), rows)


def traits() -> str:
    """The fixed traits, and which submodels weigh each."""
    weighed: dict[str, list[str]] = {field.name: [] for field in fields(Claimants) if field.name not in UNTOLD}
    modules = [(one.name, one.fire.__module__) for one in PROCESSES]
    modules += [(one.name, one.rate.__module__) for one in COUNTS]
    for submodel, module in modules:
        for trait in traits_read(module):
            weighed.setdefault(trait, []).append(f"`{submodel}`")
    rows = [(f"`{name}`", ", ".join(by) or OTHERWISE[name]) for name, by in weighed.items()]
    return table(("trait", "weighed by"), rows)


def groups() -> str:
    """The equity groups."""
    rows = [
        (name, ", ".join(levels), "of the moment" if name == HOUSING else "of the first day")
        for name, levels in LEVELS.items()
    ]
    return table(("group", "levels", "which are those"), rows)


def processes() -> str:
    """Every process in a line."""
    rows = []
    for process in PROCESSES:
        said = asked(process)
        risk = "; ".join(f"{axis} {_or(levels)}" for axis, levels in said.at_risk.items())
        rows.append(
            (file_of(process.fire.__module__), risk or ("nobody" if process.name == "new_rules" else "everybody"),
             clock_words(process.clock), ", ".join(said.changes))
        )  # fmt: skip
    return table(("process", "who is at risk", "clock", "outcomes"), rows)


def _or(levels: tuple[str, ...]) -> str:
    return f"{', '.join(levels[:-1])} or {levels[-1]}" if len(levels) > 1 else levels[0]


def process(of: Process[Any]) -> str:
    """What the outcomes of a process change, and its parameters."""
    changes = asked(of).changes
    rows = [(name, "; ".join(f"{axis} → {_or(levels)}" for axis, levels in told.items()) or _nothing(of))
            for name, told in changes.items()]  # fmt: skip
    odds = "the first outcome" if of.tilts == 1 else f"the first {of.tilts} outcomes together"
    said = [f"Clock: {'none' if of.name == 'new_rules' else clock_words(of.clock)}."]
    traits_ = ", ".join(f"`{name}`" for name in traits_read(of.fire.__module__))
    if of.relative_risk is not None or of.odds is not None:
        what = [one for one, there in (("hazard", of.relative_risk), (f"odds of {odds}", of.odds)) if there is not None]
        said.append(f"Traits that weigh on the {' and on the '.join(what)}: {traits_}.")
    return "\n\n".join([" ".join(said), table(("outcome", "what it changes, where it is not so already"), rows),
                        rows_of(of.name, of.numbers)]).rstrip()  # fmt: skip


def _nothing(of: Process[Any]) -> str:
    return {"die": "death", "new_rules": "what arrival changes"}.get(of.name, "nothing")


def count(of: Count[Any]) -> str:
    """The parameters of a counted outcome."""
    traits_ = ", ".join(f"`{name}`" for name in traits_read(of.rate.__module__)) or "none"
    drawn = "drawn as whole events, and expected" if of.drawn else "expected only"
    return f"Kept: {drawn}. Traits that weigh on it: {traits_}.\n\n{rows_of(of.name, of.numbers)}".rstrip()


def counts() -> str:
    """Every counted outcome in a line."""
    rows = [(f"`{one.name}`", first_sentence(one.rate.__module__, whole=True), "yes" if one.drawn else "no")
            for one in COUNTS]  # fmt: skip
    return table(("count", "what it is", "drawn as whole events"), rows)


def ticks() -> str:
    """The ticks in the order in which they act."""
    rows = [(n, file_of(one.__module__), first_sentence(one.__module__)) for n, one in enumerate(TICKS, 1)]
    return table(("", "tick", "what it does"), rows)


def module_parameters(module: str) -> str:
    """The parameters that a tick, a ledger or another module reads by name."""
    return rows_of(module, parameters_read(module)) or "No parameter is read."


def ledgers() -> str:
    """The ledgers."""
    rows = [
        (f"{one.name}", file_of(one.imbalances.__module__), first_sentence(one.imbalances.__module__),
         "week by week" if one.notes else "from the observation")
        for one in LEDGERS
    ]  # fmt: skip
    return table(("ledger", "file", "what it is", "entered"), rows)


def laws() -> str:
    """The policy laws."""
    return table(("law", "what must hold", "file"), [(o.name, o.says, file_of(o.breaches.__module__)) for o in LAWS])


def books() -> str:
    """Figures of the Jobcentre's books."""
    return table(("figure", "what it is", "unit"), [(f"`{n}`", one.words, one.unit) for n, one in METRICS.items()])


def blocks() -> Iterator[tuple[str, str]]:
    """Every table of this module: name -> text."""
    for made in (axes, sizes, traits, groups, processes, counts, ticks, ledgers, laws, books):
        yield made.__name__, made()
    yield from ((f"process {one.name}", process(one)) for one in PROCESSES)
    yield from ((f"count {one.name}", count(one)) for one in COUNTS)
    for tick in TICKS:
        yield f"tick {tick.__module__.rpartition('.')[2]}", module_parameters(tick.__module__)
    for ledger in LEDGERS:
        yield f"ledger {ledger.name}", module_parameters(ledger.imbalances.__module__)
