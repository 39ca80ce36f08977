"""The files of pinned results, and what may be changed in them: figures only with a version raised and a word about it.

results.json: one object a case. history.json: one line for each time that figures were moved: the versions from
which on they hold, why, which outcomes moved most, and the checksum of all of them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulate.version import MODEL, SEEDS

HERE = Path(__file__).parent
RESULTS, HISTORY = HERE / "results.json", HERE / "history.json"
CHANGELOG = HERE.parents[1] / "CHANGELOG.md"
HEADING = "### Results change"

Pinned = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that is not what it was. after: None where it is gone."""

    scenario: str
    outcome: str
    before: float | None
    after: float | None

    @property
    def share(self) -> float:
        """How large the move is beside what stood there."""
        if self.before is None or self.after is None:
            return float("inf")
        return abs(self.after - self.before) / max(abs(self.before), 1e-300)

    @property
    def text(self) -> str:
        """One line."""
        return f"{self.scenario}: {self.outcome} was {self.before}, is {self.after}"


def load() -> list[Pinned]:
    """What is pinned, by case."""
    found: list[Pinned] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def history() -> list[Pinned]:
    """Every time that figures were moved, the first first."""
    found: list[Pinned] = json.loads(HISTORY.read_text(encoding="utf-8"))
    return found


def versions() -> tuple[int, int]:
    """The versions that figures hang on."""
    return MODEL, SEEDS


def digest(pinned: Sequence[Pinned]) -> str:
    """sha256 of all figures that are pinned."""
    figures = {one["scenario"]: dict(sorted(one["figures"].items())) for one in pinned}
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]


def moved(before: Sequence[Pinned], after: Sequence[Pinned]) -> Iterator[Move]:
    """Figures of `before` that are others in `after`, or gone; a new case or outcome moves nothing."""
    now = {one["scenario"]: one["figures"] for one in after}
    for one in before:
        there = now.get(one["scenario"], {})
        for outcome, figure in one["figures"].items():
            if outcome not in there or there[outcome] != figure:
                yield Move(one["scenario"], outcome, figure, there.get(outcome))


def refusal(moves: Sequence[Move], because: str, last: Pinned | None) -> str | None:
    """Why figures may not be written, in a sentence; None where they may."""
    if last is None or not moves:
        return None
    model, seeds = versions()
    raised = (model, seeds) > (last["model"], last["seeds"]) and seeds >= last["seeds"]
    if not raised:
        return (
            f"{len(moves)} figures moved, and MODEL in simulate/version.py is {model} still: "
            "raise it (or SEEDS, if only luck is another) before they are pinned."
        )
    if len(because.split()) < 4:
        return 'say why they moved: --because "...", in words that CHANGELOG.md has under "Results change".'
    if not told(because):
        return f'CHANGELOG.md has no such words under "Results change": {because}'
    return None


def told(because: str) -> bool:
    """Whether the changelog has these words under a heading of results that change, whatever the line breaks."""
    text = CHANGELOG.read_text(encoding="utf-8")
    parts = [part.split("\n### ", 1)[0].split("\n## ", 1)[0] for part in text.split(HEADING)[1:]]
    return any(" ".join(because.split()) in " ".join(part.split()) for part in parts)


def write(pinned: Sequence[Pinned], moves: Sequence[Move], because: str) -> None:
    """Keep what is pinned, and a line of history where figures moved or there is none."""
    lines = history() if HISTORY.exists() else []
    most = sorted(moves, key=lambda move: move.share, reverse=True)[:5]
    model, seeds = versions()
    line = {
        "model": model, "seeds": seeds, "because": because, "figures_moved": len(moves),
        "most": [move.text for move in most], "digest": digest(pinned),
    }  # fmt: skip
    if moves or not lines:
        lines.append(line)
    else:
        lines[-1] = {**lines[-1], "digest": digest(pinned)}
    RESULTS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    HISTORY.write_text(json.dumps(lines, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
