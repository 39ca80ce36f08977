"""What must be the same on every machine for results to be the same to the bit: the code and what it computes with."""

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

ROOMS = ("scenarios", "simulate", "results")
"""Packages that decide what a task gives."""
SUFFIXES = {".py", ".yaml", ".csv", ".json"}
LIBRARIES = ("numpy", "scipy", "pandas", "pyarrow")


@cache
def fingerprint() -> tuple[tuple[str, str], ...]:
    """(name, version) of the model's files and of what they compute with, in this process."""
    found = [("model", _model()), ("python", ".".join(platform.python_version_tuple()[:2]))]
    return (*found, *((name, metadata.version(name)) for name in LIBRARIES))


def _model() -> str:
    root = Path(__file__).parents[2]
    whole = hashlib.sha256()
    for room in ROOMS:
        for file in sorted(file for file in (root / room).rglob("*") if file.suffix in SUFFIXES):
            whole.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return whole.hexdigest()[:12]


def difference(theirs: tuple[tuple[str, str], ...]) -> str:
    """How a worker differs from this process, as half a sentence; nothing where it does not."""
    ours, other = dict(fingerprint()), dict(theirs)
    apart = [
        f"{name} {other.get(name, 'none')} there, {version} here"
        for name, version in ours.items()
        if other.get(name) != version
    ]
    return "; ".join(apart)
