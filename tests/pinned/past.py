"""What was pinned before, as git has it: figures may only have moved where a version was raised."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESULTS, HISTORY = "tests/pinned/results.json", "tests/pinned/history.json"
State = tuple[tuple[int, int], list[dict[str, Any]]]
"""Versions from which on the figures hold, and what is pinned by case."""


def git(root: Path, *words: str) -> str | None:
    """What git says; None where it cannot."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def state(root: Path, commit: str) -> State | None:
    """What a commit had; None where it had nothing pinned, or is not there."""
    results, lines = (git(root, "show", f"{commit}:{file}") for file in (RESULTS, HISTORY))
    return None if results is None or lines is None else (_versions(lines), json.loads(results))


def here(root: Path) -> State:
    """What lies in the folder."""
    return _versions((root / HISTORY).read_text()), json.loads((root / RESULTS).read_text())


def steps(root: Path, most: int = 50) -> Iterator[tuple[str, State, State]]:
    """Each step in which the pinned file was changed, the last first: where, what was before, what came after.

    The folder as it lies against the last commit, then commits against their parents, as far as git goes back.
    """
    if (head := state(root, "HEAD")) is not None:
        yield "not committed yet", head, here(root)
    for commit in (git(root, "log", f"-{most}", "--format=%H", "--", RESULTS) or "").split():
        before, after = state(root, f"{commit}^"), state(root, commit)
        if before is not None and after is not None:
            yield commit[:12], before, after


def _versions(text: str) -> tuple[int, int]:
    last = json.loads(text)[-1]
    return last["model"], last["seeds"]
