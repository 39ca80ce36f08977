"""What the rows of the debate may name, where each thing stands, and what is wrong with a row."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from results.outcomes import OUTCOMES
from scenarios.claims import load_claims
from scenarios.debate import DebateRow
from scenarios.library import BELIEFS, SCENARIOS, built_in
from scenarios.parameters import load_parameters
from scenarios.recorded import METRICS
from scenarios.schema import OWN_KEYS, Scenario
from simulate.claimants import Claimants
from simulate.counts import COUNTS
from simulate.groups import LEVELS
from simulate.laws import LAWS
from simulate.ledgers import LEDGERS
from simulate.ledgers.books import Book
from simulate.ledgers.displacement import Displacement
from simulate.ledgers.handoffs import Tickets
from simulate.ledgers.money import Money
from simulate.ledgers.outside import Outside
from simulate.ledgers.payers import Line
from simulate.ledgers.rights import Route
from simulate.margins import margins
from simulate.population import FEWEST, make_population
from simulate.processes import PROCESSES
from simulate.ticks import TICKS

ROOT = Path(__file__).parents[1]
KIND_OF: Mapping[str, str] = {
    "lever": "lever", "process": "mechanism", "tick": "mechanism", "count": "mechanism", "law": "mechanism",
    "population": "population", "parameter": "", "ledger": "ledger", "outcome": "outcome", "regime": "regime",
    "belief": "belief", "claim": "claim", "guardrail": "claim", "answers": "counts",
}  # fmt: skip
"""Sorts of thing, in the order a page tells of them -> the kind in `debate.yaml`; a parameter goes with any."""
CARRIES = frozenset({"lever", "mechanism", "claim", "counts"})
"""Kinds of which a row that is represented has one at least."""
SCHEMA_FILE, CLAIMS_FILE, GUARDRAILS = "scenarios/schema.py", "scenarios/claims.yaml", "scenarios/guardrails.yaml"
OF_THE_POPULATION = ("population.", "correlation.", "income.")
"""Parameters that say who the claimants are."""
FIGURES: Mapping[str, type[Any]] = {
    "who lost him": Tickets, "displacement": Displacement, "errors and rights": Route, "two books": Book,
    "outside the benefit system": Outside, "money": Money, "who pays": Line,
}  # fmt: skip
"""What each ledger keeps its figures in."""


def _file(module: str) -> str:
    """The file of a module, from the root of the project."""
    return Path(str(sys.modules[module].__file__)).relative_to(ROOT).as_posix()


def module_name(it: object) -> str:
    """The last part of the name of the module in which something is defined."""
    return str(getattr(it, "__module__", "")).rpartition(".")[2]


def settings(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Dotted names of everything that a scenario file can set, groups too."""
    for name, field in model.model_fields.items():
        here = f"{above}{field.alias or name}"
        yield here
        inside = [field.annotation, *get_args(field.annotation)]
        inside += [a for one in inside for a in get_args(one)]
        found = [a for a in inside if isinstance(a, type) and issubclass(a, BaseModel)]
        if found and here != "regime.sanction.hardship_payment":
            yield from settings(found[0], f"{here}.")


@cache
def known() -> Mapping[str, Mapping[str, str]]:
    """Everything that has a name: name -> sort of thing -> file."""
    made: dict[str, dict[str, str]] = {}
    for sort, name, file in _every():
        made.setdefault(name, {})[sort] = file
    return made


def _every() -> Iterator[tuple[str, str, str]]:
    for name in settings(Scenario):
        lever = name.removeprefix("regime.")
        if name.partition(".")[0] not in {*OWN_KEYS, "regime"} or lever != name:
            yield "lever", lever, f"scenarios/levers/{lever.partition('.')[0]}.py" if lever != name else SCHEMA_FILE
    yield from (("process", one.name, _file(one.fire.__module__)) for one in PROCESSES)
    yield from (("tick", module_name(one), _file(one.__module__)) for one in TICKS)
    yield from (("count", one.name, _file(one.rate.__module__)) for one in COUNTS)
    yield from (("law", one.name, _file(one.breaches.__module__)) for one in LAWS)
    yield from (("ledger", one.name, _file(one.imbalances.__module__)) for one in LEDGERS)
    claims = load_claims()
    yield from (("claim", one.id, CLAIMS_FILE) for one in claims.claims)
    yield from (("answers", one.id, CLAIMS_FILE) for one in claims.answers)
    yield from (("guardrail", one.id, GUARDRAILS) for one in load_claims(ROOT / GUARDRAILS).claims)
    yield from (("population", field.name, "simulate/claimants.py") for field in fields(Claimants))
    yield from (("population", group, "simulate/groups.py") for group in LEVELS)
    yield from (("outcome", one.name, "results/outcomes.py") for one in OUTCOMES)
    yield from (("belief", name, f"scenarios/beliefs/{name}.yaml") for name in built_in(BELIEFS))
    yield from (("regime", name, f"scenarios/library/{name}.yaml") for name in built_in(SCENARIOS))
    for name in load_parameters().quantities:
        yield "population" if name.startswith(OF_THE_POPULATION) else "parameter", name, "scenarios/parameters.yaml"


@cache
def figures() -> Mapping[str, str]:
    """Everything that a row may move, or be: name -> what sort of figure it is."""
    made = dict.fromkeys(load_parameters().quantities, "parameter")
    made |= {one.id: "answer" for one in load_claims().answers}
    values = load_parameters().values()
    who = make_population(claimants=FEWEST, values=values, untreated_people=100_000, seed=1, replicate=0)
    made |= {margin.name: "margin" for margin in margins(who, values, untreated_people=100_000)}
    for ledger, of in FIGURES.items():
        made |= {f"{ledger}: {name}": "ledger" for name in _readable(of)}
    made |= dict.fromkeys(METRICS, "recorded")
    made |= {one.name: "outcome" for one in OUTCOMES}
    return made


def _readable(of: type[Any]) -> Iterator[str]:
    """Fields and properties of a dataclass."""
    yield from (field.name for field in fields(of))
    yield from (name for name, value in vars(of).items() if isinstance(value, property))


def faults(row: DebateRow) -> Iterator[str]:
    """What is wrong with a row, or still waits to be built; nothing for one that is represented as it says."""
    if row.needs is not None:
        yield f"waits: {row.needs}"
    kinds: set[str] = set()
    for name in row.names:
        sorts = known().get(name, {})
        here = {KIND_OF[sort] for sort in sorts}
        kinds |= here
        if not sorts:
            yield f"there is nothing called {name!r}"
        elif "" not in here and not here & set(row.kind):
            yield f"{name!r} is of a kind that the row does not name: {', '.join(sorted(here))}"
    yield from (f"the row names a {kind}, and no name is of one" for kind in row.kind if kind not in kinds)
    if not kinds & CARRIES:
        yield "names neither a lever nor a mechanism nor a claim"
    yield from (f"there is no figure {name!r}" for name in row.moves if name not in figures())
    yield from (f"there is no file {name!r}" for name in row.files if not (ROOT / name).is_file())
