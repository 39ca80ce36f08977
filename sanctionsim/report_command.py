"""`sanctionsim report`: a kept run as a page, on paper, as a workbook, as tables, as pictures. Heavy parts inside."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionsim.options import Json, Kept
from sanctionsim.say import give, tell

if TYPE_CHECKING:
    from results.paper.document import Document
    from results.store import Run


def report(
    folder: Kept,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", "--out", help="HTML file to write; report.html in the folder if nothing else is asked for."
        ),
    ] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write it typeset on A4 to this file.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="Write a workbook to this file, with a sheet for your own caseload.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every table and a dictionary to this new folder, or file.zip.")
    ] = None,
    png: Annotated[
        Path | None, typer.Option("--png", help="Write a picture of every chart to this new folder, or file.zip.")
    ] = None,
    explorer: Annotated[
        Path | None,
        typer.Option("--explorer", help="Write the explorer of its two regimes to this file: HTML."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the report of a kept run: an HTML file that needs no network; on paper and as tables where asked for.

    Example: sanctionsim report runs/2026-01-31T120000Z-none --pdf report.pdf --xlsx report.xlsx
    """
    from results.store import open_run

    run = open_run(folder)
    paper = {"pdf": pdf, "xlsx": xlsx, "csv": csv, "png": png, "explorer": explorer}
    written: dict[str, Path] = {}
    if to is not None or not any(paper.values()):
        written["report"] = _page(run, to)
    written |= _paper(run, {kind: path for kind, path in paper.items() if path is not None})
    if as_json:
        give({"folder": str(folder)} | {kind: str(path) for kind, path in written.items()})
        return
    for kind, path in written.items():
        tell(f"{kind.capitalize() if kind in ('report', 'explorer') else kind.upper()}: {path}")


def _page(run: "Run", to: Path | None) -> Path:
    from results.report import write_report

    return write_report(run, to)


def _paper(run: "Run", wanted: dict[str, Path]) -> dict[str, Path]:
    """Write what is wanted: kind -> file or folder. Raises InputError, before anything is written, where an extra is
    lacking.
    """
    from results.files import write
    from results.paper import pdf, tables, workbook
    from results.paper.document import document
    from results.paper.extras import need

    if not wanted:
        return {}
    for kind, module in (("pdf", "typst"), ("xlsx", "xlsxwriter")):
        if kind in wanted:
            need(module, f"--{kind}")
    _check(wanted)
    if (offline := wanted.get("explorer")) is not None:
        write(offline, _explorer(run).encode())
    if set(wanted) == {"explorer"}:
        return wanted
    made = document(run)
    single: dict[str, Callable[[Document], bytes]] = {"pdf": pdf.pdf, "xlsx": workbook.workbook}
    several: dict[str, Callable[[Document], dict[str, bytes]]] = {"csv": tables.csv_files, "png": tables.png_files}
    for kind, path in wanted.items():
        if kind in single:
            write(path, single[kind](made))
        elif kind in several:
            tables.keep(several[kind](made), path, f"--{kind}")
    return wanted


def _explorer(run: "Run") -> str:
    """The explorer of the regimes of a run. Raises InputError where there is no surface of them."""
    from results.surface.page import page
    from sanctionsim.explorer.surfaces import surfaces
    from scenarios.errors import InputError, Problem

    found = surfaces()
    for other in run.names[1:]:
        if (one := found.get(f"{run.names[0]}-{other}")) is not None:
            return page(one)
    names = " --other ".join(run.names[:2])
    said = f"needs a surface of these regimes; prepare one: sanctionsim app --prepare --base {names}"
    raise InputError(Problem("command line", None, None, "--explorer", said, None, ", ".join(found)))


def _check(wanted: dict[str, Path]) -> None:
    """Raises InputError for what cannot be written to, before minutes are spent on it."""
    from scenarios.errors import InputError, Problem

    def problem(kind: str, path: Path, message: str) -> Problem:
        return Problem("command line", None, None, f"--{kind}", message, str(path))

    problems = []
    for kind, path in wanted.items():
        file = kind in ("pdf", "xlsx", "explorer") or path.suffix.lower() == ".zip"
        if file and path.is_dir():
            problems.append(problem(kind, path, "is a folder; name a file in it"))
        elif file and not path.absolute().parent.is_dir():
            problems.append(problem(kind, path, "stands in a folder that is not there"))
        elif not file and path.exists() and (not path.is_dir() or any(path.iterdir())):
            problems.append(problem(kind, path, "is there already and is not empty; nothing is overwritten"))
    if len({path.absolute() for path in wanted.values()}) < len(wanted):
        problems.append(Problem("command line", None, None, "", "two outputs have the same name"))
    if problems:
        raise InputError(problems)
