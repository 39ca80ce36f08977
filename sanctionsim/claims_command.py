"""`sanctionsim claims RUN`: what a kept run says of the claims of the debate. Heavy parts are imported inside."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

CHECK_FAILED = 3
"""Exit code of a guardrail that was crossed."""


def claims(
    folder: Annotated[Path, typer.Argument(help="Folder of a kept run.")],
    file: Annotated[
        str, typer.Option("--claims", help="A file of claims, or one that is built in: debate, guardrails.")
    ] = "debate",
    fail_above: Annotated[
        float | None,
        typer.Option("--fail-above", help="Exit 3 if a claim holds with more than this probability: a guardrail."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Verdicts on the claims of the debate that a kept run can try: supported, contradicted or contingent.

    Example: sanctionsim claims runs/2026-01-31T120000Z-voluntary_2009-green_paper_2008
    """
    from results.claims import beyond, judge, known, readings_for, within
    from results.claims_text import as_json as plain
    from results.claims_text import crossed, render
    from results.store import open_run, readings
    from scenarios.claims import BUILT_IN, load_claims

    if fail_above is not None and not 0 <= fail_above <= 1:
        from scenarios.errors import InputError, Problem

        raise InputError(
            Problem("command line", None, None, "--fail-above", "is out of range", str(fail_above), "0 to 1")
        )
    made = load_claims(BUILT_IN.get(file, Path(file)), known())
    kept = open_run(folder)
    tried = within(made.claims, kept.names)
    # Without a claim to try there is nothing to read, and a run is read only once.
    gathered = readings(kept, readings_for(tried)) if tried else None
    quantities = kept.plan().parameters.quantities
    contested = [name for name, quantity in quantities.items() if quantity.kind == "contested"]
    found = [judge(claim, gathered, values=kept.values, contested=contested) for claim in tried] if gathered else []
    if as_json:
        said = {"folder": str(folder)} | plain(found, made, gathered)
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        _show(render(found, made, gathered, kept.manifest))
    if fail_above is None:
        return
    over = beyond(found, fail_above)
    if not found:
        typer.echo("No claim of the file can be tried with this run, so nothing was guarded.", err=True)
    elif over:
        typer.echo(crossed(over, fail_above, kept.manifest), err=True)
    if over or not found:
        raise typer.Exit(CHECK_FAILED)


def _show(what: "RenderableType") -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(what)
