"""What lies where in the folder of a run, and what a part is called."""

import re
from dataclasses import dataclass
from pathlib import Path

from simulate.ensemble import Task

ROOT = Path("runs")
PARTS, OUTCOMES_FILE, REPORT = "parts", "outcomes.parquet", "report.html"
LEDGER_FILE, DICTIONARY_FILE, LOCK_FILE = "ledger.sqlite", "dictionary.csv", "lock"
CRATE_FILE = "ro-crate-metadata.json"
SHORT = 16
"""Figures of the checksum that stand in the name of a part."""
_PART = re.compile(
    r"(?P<scenario>\d+)(-b(?P<belief>\d+))?-d(?P<draw>\d+)-r(?P<replicate>\d+)\.(?P<sha>[0-9a-f]{16})\.parquet"
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a part belongs: the number of its scenario in the run, and its task."""

    scenario: int
    belief: int
    draw: int
    replicate: int

    @property
    def task(self) -> Task:
        """The task it is a part of."""
        return Task(self.draw, self.replicate, self.belief)

    @property
    def values(self) -> tuple[int, int, int, int]:
        """As the columns of the ledger."""
        return self.scenario, self.belief, self.draw, self.replicate


def place_of(scenario: int, task: Task) -> Place:
    """The place of what a scenario showed in a task."""
    return Place(scenario, task.belief, task.draw, task.replicate)


def part_file(place: Place, sha: str, *, beliefs: int) -> str:
    """Name of a part below the folder: its place and the head of its checksum. beliefs: of the run."""
    belief = f"-b{place.belief}" if beliefs > 1 else ""
    return f"{PARTS}/{place.scenario}{belief}-d{place.draw:04}-r{place.replicate:04}.{sha[:SHORT]}.parquet"


def read_name(file: str) -> tuple[Place, str] | None:
    """Place and head of the checksum of a part by its name; None where it is not the name of a part."""
    match = _PART.fullmatch(file.removeprefix(f"{PARTS}/"))
    if match is None:
        return None
    belief = int(match["belief"] or 0)
    return Place(int(match["scenario"]), belief, int(match["draw"]), int(match["replicate"])), match["sha"]
