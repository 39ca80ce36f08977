"""Finding a scenario or a belief: a built-in name, or a path."""

from __future__ import annotations

from pathlib import Path

from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest

SCENARIOS = Path(__file__).parent / "library"
BELIEFS = Path(__file__).parent / "beliefs"


def built_in(folder: Path = SCENARIOS) -> tuple[str, ...]:
    """The built-in names, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def find(name_or_path: str, folder: Path = SCENARIOS, beside: Path | None = None) -> tuple[Path, str]:
    """Where the file is, and what messages call it.

    folder: where the built-in ones are; a built-in name comes before a file of that name
    beside: the folder a path is relative to, the working folder if None
    Raises InputError: no built-in of that name, and nothing that looks like a path.
    """
    names = built_in(folder)
    if name_or_path in names:
        return folder / f"{name_or_path}.yaml", f"{folder.name}/{name_or_path}.yaml"
    path = Path(name_or_path) if beside is None else beside / name_or_path
    looks_like_path = "/" in name_or_path or "\\" in name_or_path or path.suffix in (".yaml", ".yml")
    if looks_like_path or _exists(path):
        inside = path.parent == folder
        near = nearest(path.stem, names)
        if not _exists(path) and near is not None and not path.is_symlink():
            message = "there is no such file, but there is a built-in of like name"
            raise InputError(Problem(name_or_path, None, None, "", message, nearest=near))
        return path, f"{folder.name}/{path.name}" if inside else str(path)
    message = "there is neither a built-in nor a file of this name"
    near = nearest(name_or_path, names)
    allowed = None if near else ", ".join(names)
    raise InputError(Problem(name_or_path[:200], None, None, "", message, None, allowed, near))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
