"""Make docs/verification.md from what was kept; with --keep, keep what `make verify` has just left first.

python -m tests.verification --keep build/verification.json
"""

import argparse
from pathlib import Path

from tests.verification.page import KEPT, PAGE, page
from tests.verification.rows import about, read, write


def main() -> None:
    """Make the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.verification", description=__doc__)
    asked.add_argument("--keep", type=Path, metavar="FILE", help="rows that make verify left, to be kept")
    asked.add_argument("--anew", action="store_true", help="with --keep: forget all that was kept before")
    given = asked.parse_args()
    if given.keep is not None:
        if given.anew:
            KEPT.unlink(missing_ok=True)
        write(KEPT, read(given.keep), about(given.keep))
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
