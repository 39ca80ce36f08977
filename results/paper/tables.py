"""Every table and figure as a CSV file with a data dictionary, in a folder or a zip file; charts as pictures."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from results.blocks import RISKY, Figure
from results.files import write
from results.paper.chart import NotDrawable, png
from results.paper.document import Document, Numbered, numbered
from results.paper.text import slug
from scenarios.errors import InputError, Problem, RunFailed

DICTIONARY, INDEX = "dictionary.csv", "index.csv"
MARK = "\ufeff"
"""By which a spreadsheet knows that the file is UTF-8."""


def csv_files(document: Document) -> dict[str, bytes]:
    """Name of the file -> content: a table each, and the dictionary."""
    tables = numbered(document)
    files = {name_of(one, "csv"): (MARK + one.table.csv()).encode() for one in tables}
    return files | {DICTIONARY: _rows([("file", "section", "title", "column", "kind", "meaning"), *_columns(tables)])}


def png_files(document: Document) -> dict[str, bytes]:
    """Name of the file -> content: a picture of each chart, and an index with what it says in words."""
    files: dict[str, bytes] = {}
    index = [("file", "section", "question", "finding", "text alternative")]
    for one in numbered(document):
        if isinstance(one.block, Figure):
            name = name_of(one, "png")
            try:
                files[name] = png(one.block)
            except NotDrawable:
                continue
            index.append((name, _part(one), one.block.question, one.block.finding, one.block.description))
    return files | {INDEX: _rows(index)}


def keep(files: dict[str, bytes], to: Path, option: str) -> Path:
    """Write files into a new or empty folder, or into one zip file where the name ends with .zip.

    Raises InputError for a folder that is not empty, RunFailed when it cannot be written.
    """
    if to.suffix.lower() == ".zip":
        write(to, _zipped(files))
        return to
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        said = "is there already and is not empty; nothing is overwritten"
        raise InputError(Problem("command line", None, None, option, said, str(to), "a new folder, or a .zip file"))
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise RunFailed(f"{to}: cannot be made: {fault.strerror or fault}") from None
    for name, content in files.items():
        write(to / name, content)
    return to


def name_of(one: Numbered, ending: str) -> str:
    """The name of the file of a table or chart: its number, and its title as far as it goes."""
    return f"{one.number:02}-{slug(one.title)}.{ending}"


def _zipped(files: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            # A date of its own would make every file another.
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def _columns(tables: tuple[Numbered, ...]) -> Iterator[tuple[str, ...]]:
    says: dict[str, Callable[[str], str]] = {
        "text": lambda title: "what the row is of, or words",
        "number": lambda title: "number, unrounded",
        "signed": lambda title: "difference from the base, unrounded; negative: less than the base",
        "interval": lambda title: f"end of the interval or spread of {title!r}; empty: there is none",
        "signed interval": lambda title: "end of the interval of the difference; empty: there is none",
    }
    for one in tables:
        for column in one.table.columns:
            two = "interval" in column.kind
            for title in (f"{column.title}: low", f"{column.title}: high") if two else (column.title,):
                kind = "text" if column.kind == "text" else "number"
                yield name_of(one, "csv"), _part(one), one.title, title, kind, says[column.kind](column.title)


def _part(one: Numbered) -> str:
    return one.part.title or "Headline"


def _rows(rows: Sequence[tuple[str, ...]]) -> bytes:
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerows([[f"'{cell}" if cell.startswith(RISKY) else cell for cell in row] for row in rows])
    return (MARK + into.getvalue()).encode()
