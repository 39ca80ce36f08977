"""What commands say: one JSON object or tables on stdout, all else on stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from simulate.ensemble import Plan, Task


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


@contextmanager
def progress(plan: "Plan", quiet: bool, tasks: int | None = None) -> "Iterator[Callable[[Task], None] | None]":
    """Progress with the time left, on stderr, where somebody is looking. tasks: how many; of the plan if not given."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    total = len(plan.tasks()) if tasks is None else tasks
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task(f"{len(plan.scenarios)} regimes, {plan.claimants:,} claimants", total=total)
        yield lambda _: shown.advance(bar)


def processes(asked: int) -> int:
    """Processes to work with; 0 is one a core. Raises InputError when fewer are asked for."""
    if asked < 0:
        from scenarios.errors import InputError, Problem

        raise InputError(Problem("command line", None, None, "--workers", "is out of range", str(asked), "0 or more"))
    return asked or (os.cpu_count() or 1)
