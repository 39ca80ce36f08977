"""What came of a task."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Message = tuple[Literal["ready", "done", "raised", "unfit"], Any, float]
"""What a worker process says: word, result or reason, seconds."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task that was done. seconds: it took, on the wall of its worker. worker: which one, for the record only."""

    task: T
    result: R
    seconds: float
    worker: str


@dataclass(frozen=True, slots=True)
class Failed(Generic[T]):
    """A task that was given up, while all others went on. why: half a sentence. attempts: how often it was tried."""

    task: T
    why: str
    attempts: int


Answers = Generator[Done[T, R] | Failed[T], None, None]
"""Of all tasks, in any order; closing it stops the work."""


def because(fault: BaseException) -> str:
    """What an exception says, in one line."""
    said = " ".join(str(fault).split())
    name = type(fault).__name__
    return f"{name}: {said[:300]}" if said else name
