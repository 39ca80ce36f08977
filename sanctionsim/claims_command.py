"""`sanctionsim claims RUN`: what a kept run says of the claims of the debate. Heavy parts are imported inside."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def claims(
    folder: Annotated[Path, typer.Argument(help="Folder of a kept run.")],
    file: Annotated[
        Path | None, typer.Option("--claims", help="A file of claims; the debate's own if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Verdicts on the claims of the debate that a kept run can try: supported, contradicted or contingent.

    Example: sanctionsim claims runs/2026-01-31T120000Z-voluntary_2009-green_paper_2008
    """
    from results.claims import judge, known, readings_for, within
    from results.claims_text import as_json as plain
    from results.claims_text import render
    from results.store import open_run, readings
    from scenarios.claims import CLAIMS_FILE, load_claims

    made = load_claims(file if file is not None else CLAIMS_FILE, known())
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
        return
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(render(found, made, gathered, kept.manifest))
