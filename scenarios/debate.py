"""The debate of 2008-09 row by row: what was said, and what it became in the model: `debate.yaml`, checked.

What a row may name (mechanisms, outcomes, ledgers, tests) is known elsewhere: `results/debate_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Literal

from pydantic import Field

from scenarios.claim_file import LAST_ROW, Row
from scenarios.errors import InputError, Problem
from scenarios.levers import Group
from scenarios.reader import Document, Path, dotted, read
from scenarios.schema import Words
from scenarios.validation import check

DEBATE_FILE = FilePath(__file__).with_name("debate.yaml")

Kind = Literal["lever", "mechanism", "claim", "population", "counts", "ledger", "outcome", "belief", "regime"]
Names = Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]


class DebateRow(Group):
    """One thing that was proposed, claimed or feared."""

    row: Row = Field(description="its number")
    document: Literal["D", "S", "D and S"] = Field(description="where it is said")
    section: Words = Field(description="letter of its section")
    item: Words = Field(description="what is said, paraphrased")
    kind: Annotated[tuple[Kind, ...], Field(strict=False, min_length=1)] = Field(description="what it became")
    names: Names = Field(description="what it is called in the model; a name stands for everything of that name")
    files: Names = Field(description="where to look first")
    test: Names = Field(description="what would notice if it were gone")
    moves: Names = Field(description="the figures it moves, or is")
    note: Words | None = Field(None, description="what is left out, or otherwise than the words suggest")
    needs: Words | None = Field(None, description="what is still to be built; a row with it is not represented yet")


class Trap(Group):
    """A way to misread the documents."""

    said: Words = Field(description="what misleads")
    kept: Words = Field(description="how the data layer keeps out of it")
    files: Names = Field(description="where")
    test: Names = Field(description="what would notice")


class DebateFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    sections: dict[str, Words] = Field(description="letter -> title, in order")
    rows: Annotated[tuple[DebateRow, ...], Field(strict=False, min_length=1)] = Field(description="the rows, in order")
    traps: Annotated[tuple[Trap, ...], Field(strict=False)] = Field((), description="traps in the documents")


@dataclass(frozen=True)
class Debate:
    """The debate, and where the file says what. lines: row -> line on which it begins."""

    sections: Mapping[str, str]
    rows: tuple[DebateRow, ...]
    traps: tuple[Trap, ...]
    lines: Mapping[int, int]


def load_debate(path: FilePath = DEBATE_FILE) -> Debate:
    """Every row. Raises InputError with every problem found."""
    document = read(path, path.name if path == DEBATE_FILE else str(path))
    checked = check(DebateFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if checked.made is not None and not problems:
        problems.extend(_flaws(checked.made, document))
    if problems or checked.made is None:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (p.line or 0, p.column or 0)))
    made = checked.made
    lines = {one.row: document.position(("rows", index))[0] for index, one in enumerate(made.rows)}
    return Debate(made.sections, made.rows, made.traps, lines)


def _flaws(made: DebateFile, document: Document) -> Iterator[Problem]:
    """Rows that are missing, out of order or in no section, and names that stand twice."""
    for index, one in enumerate(made.rows):
        if one.row != index + 1:
            yield _problem(document, ("rows", index, "row"), "rows are numbered in order", str(one.row), str(index + 1))
        if one.section not in made.sections:
            allowed = ", ".join(made.sections)
            yield _problem(document, ("rows", index, "section"), "there is no such section", one.section, allowed)
        for key in ("kind", "names", "files", "test", "moves"):
            said: tuple[str, ...] = getattr(one, key)
            if len(set(said)) < len(said):
                yield _problem(document, ("rows", index, key), "names the same thing twice")
    if len(made.rows) != LAST_ROW:
        yield _problem(
            document, ("rows",), f"there are {len(made.rows)} rows", None, f"all {LAST_ROW} rows of the debate"
        )


def _problem(
    document: Document, path: Path, message: str, given: str | None = None, allowed: str | None = None
) -> Problem:
    return Problem(document.file, *document.position(path), dotted(path), message, given, allowed)
