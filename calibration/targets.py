"""The targets: what was published, how sure it is, how far the model may be off, and whether it may be learnt from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from calibration.measures import MEASURES
from calibration.scale import Scale, onto, slope
from scenarios.errors import InputError, Problem
from scenarios.evidence import EvidenceRow, load_evidence
from scenarios.levers import Group
from scenarios.nearest import nearest
from scenarios.reader import Document, read
from scenarios.schema import Words
from scenarios.units import Number
from scenarios.validation import check
from simulate.arrays import FloatArray

TARGETS_FILE = Path(__file__).with_name("targets.yaml")
GRADES = "ABCD"
_Figure = Annotated[float, Number(-1e12, 1e12, "a finite number")]
_Spread = Annotated[float, Number(0, 1e12, "0 or more")]


class RunOf(Group):
    """A run that targets are measured on."""

    scenario: Words = Field(description="built-in name, or path from the folder of the package")
    against: Words | None = Field(None, description="targets of this run are differences from this scenario")
    years: Annotated[float, Number(0.25, 20, "0.25 to 20")] = Field(description="length in years of 52 weeks")


class TargetRow(Group):
    """A target as it is written."""

    evidence: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)] = Field(description="ids of its rows")
    measure: Words = Field(description="the function of a run that is the same figure")
    run: Words = Field(description="the run it is measured on")
    weeks: Annotated[tuple[_Figure, _Figure], Field(strict=False)] = Field(description="from which week to which")
    value: _Figure = Field(description="as published")
    unit: Words = Field(description="unit of value, error and discrepancy")
    scale: Literal["log", "logit", "plain"] = Field(description="on which errors are normal")
    error: _Spread = Field(description="standard deviation of sampling")
    discrepancy: _Spread = Field(description="standard deviation of what the model cannot be expected to hit")
    reason: Words = Field(description="why so much discrepancy")
    use: Literal["fit", "hold_out"] = Field(description="whether parameters may learn from it")


class TargetFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    runs: dict[str, RunOf] = Field(description="the runs by name")
    targets: dict[str, TargetRow] = Field(description="the targets by name")
    left_out: dict[str, Annotated[tuple[Words, ...], Field(strict=False)]] = Field(
        default_factory=dict, description="reason -> rows of the evidence that are no target"
    )


@dataclass(frozen=True, slots=True)
class Target:
    """One target. given: as it is written. grade: of the weakest row it rests on. verified: whether all were seen."""

    name: str
    given: TargetRow
    grade: str
    verified: bool

    @property
    def scale(self) -> Scale:
        """On which its errors are normal."""
        return self.given.scale

    @property
    def at(self) -> float:
        """The published value on its scale."""
        return float(onto(self.scale, np.array([self.given.value]))[0])

    @property
    def error(self) -> float:
        """Standard deviation of sampling on its scale."""
        return self.given.error * slope(self.scale, self.given.value)

    @property
    def discrepancy(self) -> float:
        """Standard deviation of the discrepancy on its scale."""
        return self.given.discrepancy * slope(self.scale, self.given.value)


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets. sha256: of the file's content."""

    file: str
    sha256: str
    runs: dict[str, RunOf]
    every: tuple[Target, ...]
    left_out: dict[str, tuple[str, ...]]

    def of(self, use: str) -> tuple[Target, ...]:
        """Those of one use: fit or hold_out."""
        return tuple(one for one in self.every if one.given.use == use)

    def on(self, run: str) -> tuple[Target, ...]:
        """Those measured on one run."""
        return tuple(one for one in self.every if one.given.run == run)


def measured(targets: tuple[Target, ...], figures: FloatArray) -> FloatArray:
    """Figures of runs on the scales of their targets: (..., targets)."""
    columns = [onto(one.scale, figures[..., i]) for i, one in enumerate(targets)]
    return np.stack(columns, axis=-1)


def load_targets(path: Path | str = TARGETS_FILE) -> Targets:
    """Read and check a file of targets. Raises InputError with every problem found."""
    path = Path(path)
    document = read(path, path.name if path == TARGETS_FILE else str(path))
    checked = check(TargetFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    made = checked.made
    if made is not None:
        problems.extend(_flaws(made, document))
    if problems or made is None:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda one: (one.line or 0, one.column or 0)))
    evidence = load_evidence()
    every = tuple(_target(name, row, [evidence[one] for one in row.evidence]) for name, row in made.targets.items())
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    return Targets(document.file, digest, made.runs, every, made.left_out)


def _target(name: str, row: TargetRow, rows: list[EvidenceRow]) -> Target:
    return Target(name, row, max(one.grade for one in rows), all(one.verified for one in rows))


def _flaws(made: TargetFile, document: Document) -> Iterator[Problem]:
    """What each target says well by itself, but not together with the rest."""
    evidence = load_evidence()
    for name, row in made.targets.items():

        def problem(key: str, message: str, given: object, known: object = None, name: str = name) -> Problem:
            near = nearest(str(given), list(known)) if isinstance(known, (dict, list)) else None
            line, column = document.value_position(("targets", name, key))
            return Problem(document.file, line, column, f"targets.{name}.{key}", message, str(given), None, near)

        for one in row.evidence:
            if one not in evidence:
                yield problem("evidence", "is no row of the evidence", one, dict.fromkeys(evidence))
        if row.measure not in MEASURES:
            yield problem("measure", "is no measure", row.measure, MEASURES)
        if row.run not in made.runs:
            yield problem("run", "is no run of this file", row.run, made.runs)
        elif not 0 <= row.weeks[0] < row.weeks[1] <= made.runs[row.run].years * 52:
            yield problem("weeks", "is not a stretch of its run", list(row.weeks))
        if row.error + row.discrepancy <= 0:
            yield problem("error", "leaves no room at all: error and discrepancy are both 0", row.error)
        if (row.scale == "log" and row.value <= 0) or (row.scale == "logit" and not 0 < row.value < 1):
            yield problem("value", f"cannot be on a {row.scale} scale", row.value)
        run = made.runs.get(row.run)
        if row.use == "fit" and run is not None and run.against is not None:
            yield problem("use", "a difference that a lever makes may not be fitted to", row.use)
