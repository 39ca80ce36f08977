"""What commands say: one JSON object or tables on stdout, all else on stderr."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType


def tell(text: str) -> None:
    """A line for people, on stderr."""
    typer.echo(text, err=True)


def give(value: Any) -> None:
    """The one object of --json, on stdout."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def show(*what: "RenderableType") -> None:
    """Tables and text on stdout."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 100, highlight=False)
    for one in what:
        console.print(one)


def processes(asked: int) -> int:
    """Processes to work with; 0 is one a core. Raises InputError when fewer are asked for."""
    if asked < 0:
        from scenarios.errors import InputError, Problem

        raise InputError(Problem("command line", None, None, "--workers", "is out of range", str(asked), "0 or more"))
    return asked or (os.cpu_count() or 1)


def part(asked: str | None) -> tuple[int, int] | None:
    """A part of a run: `3/8` is (3, 8). Raises InputError for what is none."""
    if asked is None:
        return None
    one, _, of = asked.partition("/")
    if all(number.isascii() and number.isdigit() for number in (one, of)) and 1 <= int(one) <= int(of):
        return int(one), int(of)
    from scenarios.errors import InputError, Problem

    allowed = "i/n with i from 1 to n, as 3/8"
    raise InputError(Problem("command line", None, None, "--shard", "is no part of a run", asked, allowed))
