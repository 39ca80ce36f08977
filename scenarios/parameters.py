"""Every number of the model, with its unit, spread, source and standing: `parameters.yaml`, checked.

Inside, time is in weeks; `Quantity.to_model` is the one place where units are converted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Literal

from pydantic import Field

from scenarios.errors import InputError, Problem
from scenarios.evidence import load_evidence
from scenarios.levers import Group
from scenarios.nearest import nearest
from scenarios.reader import Document, Path, dotted, read
from scenarios.schema import Words
from scenarios.units import IN_A_WEEK, Number
from scenarios.validation import check

PARAMETERS_FILE = FilePath(__file__).with_name("parameters.yaml")

Unit = Literal[
    "per_day", "per_week", "per_month", "per_year", "days", "weeks", "months", "years", "share", "ratio",
    "hazard_ratio", "odds_ratio", "people", "GBP", "GBP_per_week", "count", "per_1000_person_years",
    "standard_deviations", "number",
]  # fmt: skip

# What one of the unit is in the model's units; units not named here are the model's own.
_FACTORS: Mapping[str, float] = {
    **{f"per_{unit[:-1]}": in_a_week for unit, in_a_week in IN_A_WEEK.items()},
    **{unit: 1 / in_a_week for unit, in_a_week in IN_A_WEEK.items()},
    "per_1000_person_years": IN_A_WEEK["years"] / 1000,
}
_MAY_BE_NEGATIVE = frozenset({"standard_deviations", "number", "GBP", "GBP_per_week"})

_SMALLEST, _LARGEST = 1e-15, 1e15

Figure = Annotated[float, Number(-_LARGEST, _LARGEST, "a finite number")]


class Distribution(Group):
    """How sure the value is: low to high is the 5th to the 95th percentile, for a uniform one the ends."""

    kind: Literal["lognormal", "beta", "normal", "uniform"] = Field(description="the shape")
    low: Figure = Field(description="5th percentile, in the unit of the value")
    high: Figure = Field(description="95th percentile, in the unit of the value")


class Quantity(Group):
    """One number of the model."""

    value: Figure = Field(description="the central value")
    unit: Unit = Field(description="its unit")
    distribution: Distribution | None = Field(None, description="how sure it is; without one it is fixed")
    evidence: Annotated[tuple[Words, ...], Field(strict=False)] = Field(
        (), description="ids of the evidence it rests on"
    )
    grade: Literal["A", "B", "C", "D"] = Field(description="how close the evidence is: A this very population")
    verified: bool = Field(description="whether the source was seen")
    kind: Literal["evidence", "contested", "judgement"] = Field(description="what sort of number it is")
    derived: Words | None = Field(None, description="name of the function that derived it")
    note: Words | None = Field(None, description="what a reader should know")

    def to_model(self, given: float) -> float:
        """A number in this unit -> weeks or per week; unchanged where time has no part in the unit."""
        return given * _FACTORS.get(self.unit, 1.0)


class Correlation(Group):
    """Quantities that have one cause, so that they are high or low together."""

    among: Annotated[tuple[Words, ...], Field(strict=False, min_length=2)] = Field(description="group.name of each")
    value: Annotated[float, Number(-0.99, 0.99, "a correlation")] = Field(description="rank correlation of each pair")
    reason: Words = Field(description="the cause they share")


class ParameterFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    groups: dict[str, dict[str, Quantity]] = Field(description="quantities by group and name")
    correlations: Annotated[tuple[Correlation, ...], Field(strict=False)] = Field(
        (), description="quantities that move together"
    )


@dataclass(frozen=True)
class Parameters:
    """All quantities by `group.name`, and which of them move together."""

    quantities: Mapping[str, Quantity]
    correlations: tuple[Correlation, ...]
    file: str

    def values(self) -> dict[str, float]:
        """`group.name` -> central value in model units."""
        return {name: quantity.to_model(quantity.value) for name, quantity in self.quantities.items()}

    def group(self, name: str) -> dict[str, float]:
        """Name in the group -> central value in model units. Raises KeyError, naming the nearest group."""
        found = {
            full.removeprefix(f"{name}."): quantity.to_model(quantity.value)
            for full, quantity in self.quantities.items()
            if full.startswith(f"{name}.")
        }
        if not found:
            near = nearest(name, {full.partition(".")[0] for full in self.quantities})
            raise KeyError(f"no group of parameters called {name!r}" + (f"; did you mean {near}?" if near else ""))
        return found


def load_parameters(path: FilePath | str = PARAMETERS_FILE, evidence_ids: Collection[str] | None = None) -> Parameters:
    """Load and check a parameter file.

    evidence_ids: ids a quantity may cite, those of the shipped evidence if not given
    Raises InputError with every problem found.
    """
    path = FilePath(path)
    shown_as = path.name if path == PARAMETERS_FILE else str(path)
    document = read(path, shown_as)
    checked = check(ParameterFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if checked.made is not None:
        known = load_evidence().keys() if evidence_ids is None else evidence_ids
        problems.extend(_problems_between(checked.made, document, known, checked.broken))
    if problems or checked.made is None:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (p.line or 0, p.column or 0)))
    quantities = {
        f"{group}.{name}": quantity for group, named in checked.made.groups.items() for name, quantity in named.items()
    }
    return Parameters(dict(quantities), checked.made.correlations, document.file)


def _problems_between(
    made: ParameterFile, document: Document, evidence_ids: Collection[str], broken: Collection[Path]
) -> Iterator[Problem]:
    """What each quantity says well by itself, but not together with the rest."""
    names: set[str] = set()
    for group, named in document.value.get("groups", {}).items():
        names.update(f"{group}.{name}" for name in (named if isinstance(named, dict) else ()))
    for group, quantities in made.groups.items():
        for name, quantity in quantities.items():
            path: Path = ("groups", group, name)
            if any(bad[: len(path)] == path for bad in broken):
                continue
            for key, message, allowed in flaws(quantity):
                yield _problem(document, (*path, *key), message, allowed)
            for index, cited in enumerate(quantity.evidence):
                if cited not in evidence_ids:
                    message = f"there is no evidence row {cited!r}"
                    near = nearest(cited, evidence_ids)
                    yield _problem(document, (*path, "evidence", index), message, near=near)
    for index, correlation in enumerate(made.correlations):
        for position, full in enumerate(correlation.among):
            if full not in names:
                message = f"there is no quantity {full!r}"
                place: Path = ("correlations", index, "among", position)
                yield _problem(document, place, message, near=nearest(full, names))


def flaws(quantity: Quantity) -> Iterator[tuple[Path, str, str | None]]:
    """Key, message and what is allowed, for whatever is inconsistent within one quantity."""
    if quantity.kind != "judgement" and not quantity.evidence:
        yield (
            (),
            f"rests on no evidence, though its kind is {quantity.kind}",
            "kind: judgement, or evidence ids",
        )
    if quantity.note is None and (quantity.kind != "evidence" or quantity.derived):
        yield (), "needs a note, because it is judged, contested or derived", "note: why this value"
    if quantity.kind == "contested" and quantity.distribution is None:
        yield (), "is contested, so it needs a distribution", "distribution: {kind, low, high}"
    if quantity.value < 0 and quantity.unit not in _MAY_BE_NEGATIVE:
        yield ("value",), f"must not be negative: its unit is {quantity.unit}", "0 or more"
    if quantity.unit == "share" and quantity.value > 1:
        yield ("value",), "is a share, so it cannot be above 1", "0 to 1"
    if quantity.distribution is not None:
        yield from spread_flaws(quantity.value, quantity.distribution)


def spread_flaws(value: float, spread: Distribution) -> Iterator[tuple[Path, str, str | None]]:
    """What is inconsistent between a value and its distribution."""
    if spread.low >= spread.high:
        yield ("distribution", "low"), "must be below high", f"below {spread.high:g}"
    elif not spread.low <= value <= spread.high:
        yield ("value",), "lies outside its own distribution", f"{spread.low:g} to {spread.high:g}"
    if spread.kind == "lognormal" and spread.low <= 0:
        yield ("distribution", "low"), "must be above 0 for a lognormal distribution", "above 0"
    if spread.kind == "beta" and not (spread.low >= 0 and spread.high <= 1):
        yield ("distribution", "high"), "a beta distribution lies within 0 to 1", "0 to 1"


def possible(quantity: Quantity) -> tuple[float, float, str]:
    """Least and most that the quantity can be, in its unit, and both in words."""
    spread = quantity.distribution
    if spread is not None and spread.kind == "uniform":
        return spread.low, spread.high, f"{spread.low:g} to {spread.high:g} ({quantity.unit})"
    if quantity.unit == "share" or (spread is not None and spread.kind == "beta"):
        return 0.0, 1.0, f"0 to 1 ({quantity.unit})"
    if spread is not None and spread.kind == "lognormal":
        return _SMALLEST, _LARGEST, f"above 0 ({quantity.unit})"
    if quantity.unit in _MAY_BE_NEGATIVE:
        return -_LARGEST, _LARGEST, f"a finite number ({quantity.unit})"
    return 0.0, _LARGEST, f"0 or more ({quantity.unit})"


def _problem(
    document: Document, path: Path, message: str, allowed: str | None = None, near: str | None = None
) -> Problem:
    mark = document.value_position(path) if len(path) > 3 else document.position(path)
    return Problem(document.file, *mark, dotted(path), message, None, allowed, near)
