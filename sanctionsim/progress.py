"""Progress with the time left, on stderr: a bar where somebody looks, else a line a minute of a long run."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sanctionsim.time_left import TimeLeft

if TYPE_CHECKING:
    from sanctionsim import Answer
    from simulate.ensemble import Plan
    from simulate.workers import On

EVERY = 60.0
"""Seconds between lines."""


@contextmanager
def at_work(plan: "Plan", *, on: "On", tasks: int, quiet: bool) -> "Iterator[Callable[[Answer], None] | None]":
    """Show progress, told of each answer, and let the work be stopped; quiet: nothing is shown.

    Raises Interrupted when the work is stopped, InputError when a cluster is not there.
    """
    from sanctionsim.stopping import stoppable
    from simulate.workers import ready

    regimes = len(plan.scenarios)
    what = f"{regimes} regime{'s' * (regimes > 1)}, {plan.claimants:,} claimants"
    with stoppable():
        if quiet or not tasks:
            yield None
            return
        left = TimeLeft(tasks, at_once=ready(on))
        if sys.stderr.isatty():
            with _bar(what, tasks, left) as done:
                yield done
        else:
            yield _lines(tasks, left)


def _note(left: TimeLeft, answer: "Answer") -> None:
    # What a task took that failed says nothing of the others; it counts as done all the same.
    left.note(getattr(answer, "seconds", 0.0), now=time.monotonic())


def _lines(tasks: int, left: TimeLeft) -> "Callable[[Answer], None]":
    said = time.monotonic()

    def done(answer: "Answer") -> None:
        nonlocal said
        _note(left, answer)
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            sys.stderr.write(line(left.done, tasks, left.left(now=now)) + "\n")
            sys.stderr.flush()

    return done


def line(done: int, tasks: int, left: float | None) -> str:
    """What is said where nobody looks."""
    return f"{done:,} of {tasks:,} tasks done" + ("" if left is None else f", about {words(left)} left")


def words(seconds: float) -> str:
    """A time in words, no finer than it is known."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    minutes = seconds / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    hours = minutes / 60
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


@contextmanager
def _bar(what: str, tasks: int, left: TimeLeft) -> "Iterator[Callable[[Answer], None]]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Left(ProgressColumn):
        """The time left, looked at anew with every frame."""

        def render(self, _: Any) -> Text:
            found = left.left(now=time.monotonic())
            return Text("" if found is None else f"about {words(found)} left")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Left())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task(what, total=tasks)

        def done(answer: "Answer") -> None:
            _note(left, answer)
            shown.advance(bar)

        yield done
