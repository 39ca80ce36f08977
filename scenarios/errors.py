"""The error tree: one branch for each exit code of the command line.

SanctionsimError   1
├── RunFailed      1   the run itself failed
├── InputError     2   something the user gave is wrong; holds every problem found
├── CheckFailed    3   a check or a guardrail failed
├── PartlyDone     4   some of the work is kept; the run can be resumed
└── Interrupted  130   stopped by whoever runs it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in one place, said so that it can be mended without looking anything up.

    line, column: counted from 1; None where the whole file is meant
    field: dotted path inside the file, "" for the file as a whole
    given, allowed, nearest: None where there is nothing useful to say
    """

    file: str
    line: int | None
    column: int | None
    field: str
    message: str
    given: str | None = None
    allowed: str | None = None
    nearest: str | None = None

    @property
    def text(self) -> str:
        """`file:line:col: field: message; given X; allowed Y; did you mean Z?`"""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        parts = [self.message]
        if self.given is not None:
            parts.append(f"given {self.given}")
        if self.allowed is not None:
            parts.append(f"allowed {self.allowed}")
        if self.nearest is not None:
            parts.append(f"did you mean {self.nearest}?")
        return ": ".join(part for part in (place, self.field, "; ".join(parts)) if part)

    def as_dict(self) -> dict[str, str | int | None]:
        """The same fields for machines; `text` is the whole sentence."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "message": self.message,
            "given": self.given,
            "allowed": self.allowed,
            "nearest": self.nearest,
            "text": self.text,
        }


class SanctionsimError(Exception):
    """Anything this program refuses or fails at, with the exit code that says so."""

    exit_code = 1


class RunFailed(SanctionsimError):
    """The run itself failed."""

    exit_code = 1


class InputError(SanctionsimError):
    """Something the user gave is wrong. `problems` holds all that was found, in reading order."""

    exit_code = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.text for problem in self.problems)


class CheckFailed(SanctionsimError):
    """A check or a guardrail failed."""

    exit_code = 3


class PartlyDone(SanctionsimError):
    """Some of the work is done and kept; the run can be resumed."""

    exit_code = 4


class Interrupted(SanctionsimError):
    """Stopped by Ctrl-C or SIGTERM at the command line; a caller of the library meets KeyboardInterrupt."""

    exit_code = 130
