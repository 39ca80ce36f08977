"""What was measured and kept, and the page and picture written from it."""

import json
from typing import Any

from benchmarks.measure import ROOT
from benchmarks.page import page
from benchmarks.picture import picture

RESULTS, PEERS = ROOT / "benchmarks" / "results.json", ROOT / "benchmarks" / "peers.json"
PAGE, PICTURE = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"


def kept_peers() -> dict[str, Any] | None:
    """What `make peers` kept; nothing where it has not been run."""
    if not PEERS.exists():
        return None
    kept: dict[str, Any] = json.loads(PEERS.read_text())
    return kept


def write_page(results: dict[str, Any]) -> None:
    """Write the page and its picture."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(results, kept_peers()))
    PICTURE.write_text(picture(results))


def keep(part: str, measured: Any) -> None:
    """Put one part that was measured by itself into what is kept, and write the page again."""
    results = json.loads(RESULTS.read_text()) | {part: measured}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    write_page(results)
