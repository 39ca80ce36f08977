"""What is asked of every document: refused in a clear sentence, or accepted and meaning the same ever after."""

from dataclasses import dataclass
from typing import Literal

from scenarios.errors import InputError, Problem, SanctionsimError

SLOW = 2.0
"""Seconds of processor time that a document may take."""
GIVEN_UP = 20.0
"""Seconds after which a document is given up."""
LONGEST = 6000
"""Characters of a sentence: a list of names of a hundred scenarios has as many."""
INSIDES = ("Traceback", "<class", "object at 0x", "Error(", "Exception", "type=", "input_value", "NoneType", "pydantic")
"""What no sentence for a user has in it."""

Answer = Literal["accepted", "refused", "mended"]


@dataclass(frozen=True, slots=True)
class Tried:
    """How one document fared. fault: what is wrong with the program, in a few words; None where nothing is."""

    answer: Answer
    fault: str | None = None
    seconds: float = 0.0


def of_refusal(refused: SanctionsimError, *, lines: bool) -> str | None:
    """What is wrong with a refusal. lines: whether its problems must say where in a text they stand."""
    if not isinstance(refused, InputError):
        return _of_sentence(str(refused))
    if not refused.problems:
        return "refused without a word"
    return next((fault for one in refused.problems if (fault := _of_problem(one, lines))), None)


def _of_problem(problem: Problem, lines: bool) -> str | None:
    if not problem.message.strip():
        return "an empty sentence"
    if lines and problem.line is None and problem.field:
        return f"no line: {problem.text[:200]}"
    if problem.line is not None and problem.line < 1:
        return f"no such line: {problem.text[:200]}"
    return _of_sentence(problem.text)


def _of_sentence(text: str) -> str | None:
    inside = next((word for word in INSIDES if word in text), None)
    if inside is not None:
        return f"a sentence of the insides ({inside}): {text[:200]}"
    if len(text) > LONGEST:
        return f"a sentence of {len(text):,} characters"
    if "\n" in text:
        return f"a sentence of several lines: {text[:200]!r}"
    return None
