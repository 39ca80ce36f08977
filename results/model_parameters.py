"""Tables of the model page about parameters: of one submodel, of all by kind, and of those that no submodel reads."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from results.model_reads import parameters, parameters_read, values
from scenarios.parameters import Quantity
from simulate.counts import COUNTS
from simulate.ledgers import LEDGERS
from simulate.numbers import sources
from simulate.processes import PROCESSES
from simulate.ticks import TICKS

HEAD = "| parameter | value | 5% to 95% | unit | kind, grade | rests on |\n|---|---|---|---|---|---|"
PEOPLE = ("simulate.population", "simulate.bite", "simulate.entitlement")
"""Where the claimants are made, and what their benefit is."""
OTHERS = ("simulate.records",)
KINDS = ("evidence", "contested", "judgement")


def rows_of(group: str, read: type[Any] | Iterable[str]) -> str:
    """A table of the parameters that something reads; nothing if it reads none.

    group: of parameters.yaml, for a dataclass of numbers. read: that dataclass, or names of parameters.
    """
    names = sources(group, read, values()).values() if isinstance(read, type) else read
    lines = [_row(name, parameters().quantities[name]) for name in names]
    return "\n".join([HEAD, *lines]) if lines else ""


def _row(name: str, one: Quantity) -> str:
    spread = one.distribution
    span = f"{spread.low:g} to {spread.high:g}, {spread.kind}" if spread else "fixed"
    rests = ", ".join(f"`{cited}`" for cited in one.evidence)
    if one.derived:
        rests += f"; derived by `{one.derived}`"
    if one.evidence and not one.verified:
        rests += " (source not seen)"
    return f"| `{name}` | {one.value:.5g} | {span} | {one.unit} | {one.kind}, {one.grade} | {rests or 'judged'} |"


def kinds() -> str:
    """How many parameters there are of each kind, and how sure they are."""
    of = list(parameters().quantities.values())
    lines = [
        "| kind | in all | grade A | B | C | D | drawn from a range | source seen |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in (*KINDS, "all"):
        some = [one for one in of if kind in (one.kind, "all")]
        grades: Counter[str] = Counter(one.grade for one in some)
        drawn, seen = (sum(map(bool, flags)) for flags in ([o.distribution for o in some], [o.verified for o in some]))
        cells = (kind, len(some), *(grades[grade] for grade in "ABCD"), drawn, seen)
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def by_group() -> str:
    """The groups of parameters.yaml, and how many of each kind stand in each."""
    groups: dict[str, list[Quantity]] = {}
    for name, one in parameters().quantities.items():
        groups.setdefault(name.partition(".")[0], []).append(one)
    lines = ["| group | in all | evidence | contested | judgement |", "|---|---|---|---|---|"]
    for group, some in groups.items():
        count: Counter[str] = Counter(one.kind for one in some)
        lines.append(f"| `{group}` | {len(some)} | {' | '.join(str(count[kind]) for kind in KINDS)} |")
    return "\n".join(lines)


def people() -> str:
    """The parameters from which the claimants are made."""
    read = {name for module in PEOPLE for name in parameters_read(module)}
    return rows_of("", [name for name in parameters().quantities if name in read])


def derived_only() -> str:
    """Parameters that no running code reads: only a derivation does."""
    read = {name for one in PROCESSES for name in sources(one.name, one.numbers, values()).values()}
    read |= {name for one in COUNTS for name in sources(one.name, one.numbers, values()).values()}
    modules = [*PEOPLE, *OTHERS, *(one.__module__ for one in TICKS), *(one.imbalances.__module__ for one in LEDGERS)]
    read |= {name for module in modules for name in parameters_read(module)}
    return rows_of("", [name for name in parameters().quantities if name not in read])


def correlations() -> str:
    """Which parameters are drawn high or low together."""
    lines = ["| among | rank correlation | why |", "|---|---|---|"]
    for one in parameters().correlations:
        among = ", ".join(f"`{name.removeprefix('contested.')}`" for name in one.among)
        lines.append(f"| {among} | {one.value:g} | {one.reason} |")
    return "\n".join(lines)


def blocks() -> dict[str, str]:
    """Every table of this module: name -> text."""
    return {
        "parameters by kind": kinds(), "parameters by group": by_group(), "people": people(),
        "derived only": derived_only(), "correlations": correlations(),
        "records": rows_of("", parameters_read("simulate.records")),
    }  # fmt: skip
