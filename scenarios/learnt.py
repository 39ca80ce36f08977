"""What calibration learnt and is shipped: a posterior, its manifest and its validation card, made by `calibrate`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

LEARNT = Path(__file__).with_name("learnt")
SHIPPED = "shipped"
"""What `--posterior` calls it."""
POSTERIOR, MANIFEST, CARD, RUNS, PREDICTED = (
    "posterior.parquet", "manifest.json", "card.json", "runs.parquet", "predicted.parquet",
)  # fmt: skip


def posterior_file(given: str) -> Path:
    """The posterior that is shipped, by its name, or the file of a path."""
    return LEARNT / POSTERIOR if given == SHIPPED else Path(given)


@cache
def card() -> dict[str, Any] | None:
    """The validation card of the posterior that is shipped; None where none is."""
    file = LEARNT / CARD
    if not file.is_file():
        return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
