"""Laying one file over another: groups merge, all else is replaced whole, each setting keeps its history."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from scenarios.errors import Problem
from scenarios.reader import Document, Path, dotted


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A new mapping: `above` laid over `below`."""
    made = dict(deepcopy(dict(below)))
    for key, value in above.items():
        under = made.get(key)
        both = isinstance(under, dict) and isinstance(value, dict)
        made[key] = merged(under, value) if both and isinstance(under, dict) else deepcopy(value)
    return made


@dataclass(frozen=True)
class Layers:
    """Files laid over one another, and which of them wrote each path, the undermost first."""

    value: dict[str, Any] = field(default_factory=dict)
    writers: dict[Path, tuple[Document, ...]] = field(default_factory=dict)
    top: Document | None = None

    def with_file(self, document: Document, own_keys: frozenset[str]) -> Layers:
        """A new stack with one more file on top. own_keys: root keys that are not inherited."""
        inherited = {key: value for key, value in self.value.items() if key not in own_keys}
        writers = {path: by for path, by in self.writers.items() if path and path[0] not in own_keys}
        _write(document.value, inherited, (), document, writers)
        return Layers(merged(inherited, document.value), writers, document)

    def locate(self, path: Path) -> tuple[Document, Path]:
        """The file that last wrote this path, or the nearest group above it."""
        shorter = path
        while shorter and shorter not in self.writers:
            shorter = shorter[:-1]
        if self.top is None:
            raise ValueError("no file has been laid down yet")
        return (self.writers[shorter][-1] if shorter else self.top), path

    def problem(
        self,
        path: Path,
        message: str,
        given: str | None = None,
        allowed: str | None = None,
        near: str | None = None,
        *,
        at_key: bool = False,
    ) -> Problem:
        """A problem with the value, or the key, that stands at a path."""
        document, here = self.locate(path)
        mark = document.position(here) if at_key else document.value_position(here)
        return Problem(document.file, *mark, dotted(here), message, given, allowed, near)

    def origins(self) -> dict[str, str]:
        """Dotted path of every setting -> `set in base.yaml:14, overridden in mine.yaml:9`."""
        return {
            dotted(path): _history(path, by)
            for path, by in self.writers.items()
            if not _is_group(_value_at(self.value, path)) and _in_no_plain_list(self.value, path)
        }


def _write(above: Any, below: Any, path: Path, document: Document, writers: dict[Path, tuple[Document, ...]]) -> None:
    """Note `document` as the latest writer of everything in `above`, and forget what it covers."""
    if path:
        writers[path] = (*writers.get(path, ()), document)
    if isinstance(above, dict) and isinstance(below, dict):
        for key, value in above.items():
            _write(value, below.get(key), (*path, key), document, writers)
        return
    if isinstance(below, dict | list):
        for covered in [other for other in writers if len(other) > len(path) and other[: len(path)] == path]:
            del writers[covered]
    inside = above.items() if isinstance(above, dict) else enumerate(above) if isinstance(above, list) else ()
    for key, value in inside:
        _write(value, None, (*path, key), document, writers)


def _history(path: Path, by: tuple[Document, ...]) -> str:
    places = [f"{document.file}:{document.position(path)[0]}" for document in by]
    return ", ".join([f"set in {places[0]}", *(f"overridden in {place}" for place in places[1:])])


def _value_at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _is_group(value: Any) -> bool:
    """A group, or a list of groups: its settings stand in the table, not itself."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _in_no_plain_list(value: Any, path: Path) -> bool:
    """A list of plain values is one setting, so its items are none."""
    return not path or not isinstance(path[-1], int) or _is_group(_value_at(value, path[:-1]))
