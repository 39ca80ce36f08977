"""What is known of a run of the checks: without it a figure cannot be made again."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from simulate.version import MODEL

PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "mesa", "hypothesis")


def known(*, seconds: float) -> dict[str, Any]:
    """Day, commit, model, versions, processors, and how long it took."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "model": MODEL,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "processors": os.cpu_count(),
        "seconds": round(seconds),
    }


def commit() -> str:
    """The commit that was checked, or an empty text where there is no git."""
    try:
        asked = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return asked.stdout.strip()
