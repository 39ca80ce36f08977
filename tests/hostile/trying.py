"""One document of a kind is made, handed in and judged."""

import random
import shutil
import traceback
from pathlib import Path
from typing import Any

from scenarios.errors import InputError, SanctionsimError
from tests.hostile import commands, documents, folders, posteriors
from tests.hostile.tried import GIVEN_UP, SLOW, Tried, of_refusal
from tests.hostile.watch import TooSlow, timed

SHARES = {
    "scenario": 0.68, "plan of a sweep": 0.09, "claims and guardrails": 0.08, "belief": 0.06, "posterior": 0.04,
    "command line": 0.03, "folder of a run": 0.02,
}  # fmt: skip
"""Of all documents that are tried."""
ALSO_LIVED = 60
"""Of so many accepted scenarios one is compiled and lived as well."""
MENDED = 2
"""Of so many damaged runs one is gone on with as well."""


def one(kind: str, number: int, seed: int, folder: Path) -> tuple[Tried, bytes]:
    """Document `number` of a kind: how it fares, and what it was. folder: to work in."""
    chance = random.Random(f"{seed} {kind} {number}")
    if kind == "command line":
        return _command(chance, folder)
    if kind == "folder of a run":
        return _folder(chance, folder)
    suffix = "parquet" if kind == "posterior" else "yaml"
    content = posteriors.document(chance) if kind == "posterior" else documents.document(documents.KINDS[kind], chance)
    at, again = folder / f"given.{suffix}", folder / f"again.{suffix}"
    at.write_bytes(content)
    return judged(kind, at, again, live=not number % ALSO_LIVED), content


def judged(kind: str, at: Path, again: Path, *, live: bool = False) -> Tried:
    """How a file fares, whatever stands in it. again: where what it means is written and read once more."""
    read: Any = posteriors.read if kind == "posterior" else documents.KINDS[kind].read
    seconds = 0.0
    try:
        (means, text), seconds = timed(lambda: read(at), GIVEN_UP)
    except InputError as refused:
        return Tried("refused", of_refusal(refused, lines=kind != "posterior"))
    except TooSlow:
        return Tried("refused", f"hangs: over {GIVEN_UP:g} s", GIVEN_UP)
    except Exception:
        return Tried("refused", _last(traceback.format_exc()))
    if seconds > SLOW:
        return Tried("accepted", f"takes {seconds:.1f} s", seconds)
    try:
        again.write_bytes(text if isinstance(text, bytes) else text.encode())
        if read(again)[0] != means:
            return Tried("accepted", "means something else when written out and read again", seconds)
    except SanctionsimError as refused:
        return Tried("accepted", f"is refused when written out and read again: {str(refused)[:300]}", seconds)
    except Exception:
        return Tried("accepted", f"written out and read again: {_last(traceback.format_exc())}", seconds)
    if live and kind == "scenario":
        try:
            timed(lambda: documents.lives(at), 60.0)
        except TooSlow:
            return Tried("accepted", "cannot be lived within a minute", seconds)
        except Exception:
            return Tried("accepted", f"accepted, but cannot be lived: {_last(traceback.format_exc())}", seconds)
    return Tried("accepted", None, seconds)


def _command(chance: random.Random, folder: Path) -> tuple[Tried, bytes]:
    kept = folder / "kept"
    shutil.rmtree(kept, ignore_errors=True)
    words = commands.words(chance, kept)
    shown = repr(words).encode("utf-8", errors="replace")
    try:
        said, seconds = timed(lambda: commands.call(words), GIVEN_UP)
    except TooSlow:
        return Tried("refused", f"hangs: over {GIVEN_UP:g} s", GIVEN_UP), shown
    except Exception:
        return Tried("refused", _last(traceback.format_exc())), shown
    answer = "accepted" if said.code in (0, 3, 4) else "refused"
    return Tried(answer, commands.fault_of(words, said), seconds), shown  # type: ignore[arg-type]


def _folder(chance: random.Random, folder: Path) -> tuple[Tried, bytes]:
    kept, other = folders.runs(folder)
    at = folder / "damaged"
    ways = folders.damaged(kept, other, at, chance)
    mend = not chance.randrange(MENDED)
    try:
        (answer, fault), seconds = timed(lambda: folders.fault_of(kept, other, at, ways, mend=mend), GIVEN_UP)
    except TooSlow:
        return Tried("refused", f"hangs: over {GIVEN_UP:g} s", GIVEN_UP), repr(ways).encode()
    except Exception:
        return Tried("refused", _last(traceback.format_exc())), repr(ways).encode()
    return Tried(answer, fault, seconds), repr(ways).encode()  # type: ignore[arg-type]


def _last(text: str) -> str:
    """The error and the last line of the program itself that it came by."""
    lines = text.strip().splitlines()
    ours = [line.strip() for line in lines if "File " in line and "/tests/" not in line and "site-packages" not in line]
    where = ours[-1].split("/")[-1].replace('"', "") if ours else ""
    return f"traceback: {lines[-1][:160]} [{where}]"
