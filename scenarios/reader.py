"""YAML 1.2 with the place of every key and value, for text that may be hostile.

ruamel.yaml only cuts the text into events; the values are built here, so no tag is ever acted upon, no alias
expanded and no depth reached that the interpreter could not follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from scenarios.errors import InputError, Problem
from scenarios.files import read_text
from scenarios.scalars import quoted, resolve

DEEPEST = 32  # levels
_YEAR = re.compile(r"[12][0-9]{3}\Z")  # the one number that may stand as a key
MOST_NODES = 20_000

Path = tuple[str | int, ...]
Mark = tuple[int, int]  # line, column, counted from 1


@dataclass(frozen=True)
class Document:
    """What a file says and where it says it.

    value: the root mapping, of dict, list, str, int, float, bool, date and None
    keys, values: path -> (line, column) of the key, or list item, and of the value
    problems: what is wrong but did not stop the reading: repeated keys, keys that are no words, impossible
        numbers
    broken: paths whose value could not be read; None stands there
    """

    file: str
    text: str
    value: dict[str, Any]
    keys: dict[Path, Mark]
    values: dict[Path, Mark]
    problems: tuple[Problem, ...]
    broken: frozenset[Path]

    def position(self, path: Path) -> Mark:
        """(line, column) of the key at this path, or of the nearest group above that was written."""
        return _nearest_mark(self.keys, path)

    def value_position(self, path: Path) -> Mark:
        """(line, column) of the value at this path, or of the nearest key above that was written."""
        return self.values[path] if path in self.values else _nearest_mark(self.keys, path)


def _nearest_mark(marks: dict[Path, Mark], path: Path) -> Mark:
    while path not in marks and path:
        path = path[:-1]
    return marks.get(path, (1, 1))


def dotted(path: Path) -> str:
    """`changes.0.from`"""
    return ".".join(str(part)[:80] for part in path)


def read(path: FilePath | str, shown: str | None = None) -> Document:
    """Read one file. shown: its name in messages. Raises InputError if nothing can be made of it."""
    path = FilePath(path)
    file = shown or str(path)
    return parse(read_text(path, file), file)


def parse(text: str, file: str = "text") -> Document:
    """Read text already in hand. Raises InputError if nothing can be made of it, or if it is unsafe."""
    builder = _Builder(file)
    try:
        root = builder.document(iter(YAML(typ="safe", pure=True).parse(text)))
    except _Stop:
        raise InputError(builder.problems) from None
    except MarkedYAMLError as fault:
        builder.note(_mark_of(fault), (), _syntax_message(fault, text))
        raise InputError(builder.problems) from None
    except Exception:  # hostile text may break a third-party parser anywhere
        builder.note((1, 1), (), "this is not YAML that can be understood")
        raise InputError(builder.problems) from None
    if builder.unsafe:
        raise InputError(builder.problems)
    if not isinstance(root, dict):
        found = "a list" if isinstance(root, list) else "a single value"
        builder.note((1, 1), (), "the file must be made of `key: value` lines", found)
        raise InputError(builder.problems)
    return Document(file, text, root, builder.keys, builder.values, tuple(builder.problems), frozenset(builder.broken))


class _Stop(Exception):
    """Reading cannot go on; the reason is among the builder's problems."""


class _Builder:
    """Builds plain values from parser events, noting places and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.broken: set[Path] = set()
        self.unsafe = False
        self.nodes = 0

    def note(self, mark: Mark, path: Path, message: str, given: str | None = None, allowed: str | None = None) -> None:
        self.problems.append(Problem(self.file, *mark, dotted(path), message, given, allowed))

    def document(self, events: Iterator[Event]) -> Any:
        root: Any = None
        seen = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self.note(_mark(event), (), "the file holds more than one document; keep one, without `---`")
                    raise _Stop
            elif not isinstance(event, StreamStartEvent | StreamEndEvent | DocumentEndEvent):
                root = self.node(event, events, ())
        if not seen:
            self.note((1, 1), (), "the file is empty")
            raise _Stop
        return root

    def node(self, event: Event, events: Iterator[Event], path: Path) -> Any:
        self.nodes += 1
        self.values.setdefault(path, _mark(event))
        if self.nodes > MOST_NODES:
            self.note(_mark(event), (), "the file holds too many entries", None, f"at most {MOST_NODES:,}")
            raise _Stop
        self._refuse_magic(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= DEEPEST:
            self.note(_mark(event), (), "the file is nested too deeply", None, f"at most {DEEPEST} levels")
            raise _Stop
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        return None  # an alias, already refused

    def _refuse_magic(self, event: Event, path: Path) -> None:
        """Anchors, aliases and tags: a scenario needs none, and each can do harm."""
        if isinstance(event, AliasEvent):
            self._refuse(event, path, "aliases (*name) are not allowed; write the value out", f"*{event.anchor}")
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self._refuse(event, path, "anchors (&name) are not allowed; write the value out", f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(event, path, "tags (!name) are not allowed; write a plain value", str(tag)[:60])

    def _refuse(self, event: Event, path: Path, message: str, given: str) -> None:
        self.unsafe = True
        self.note(_mark(event), path, message, given)
        if len(self.problems) >= 50:
            raise _Stop

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        try:
            return resolve(event.value) if event.style is None else quoted(event.value)
        except ValueError as fault:
            given = _short(event.value) if event.style is None else None
            self.note(_mark(event), path, str(fault), given)
            self.broken.add(path)
            return None

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, events, path)
            here = (*path, key if key is not None else "?")
            repeated = key in made
            if repeated:
                first = self.keys[here][0]
                self.note(_mark(event), here, f"this key is written twice; it first stands on line {first}")
            else:
                self.keys.setdefault(here, _mark(event))
            value = self.node(next(events), events, here)
            if key is not None and not repeated:
                made[key] = value
        return made

    def _key(self, event: Event, events: Iterator[Event], path: Path) -> str | None:
        """The key as a word, a year too; None, with a note, if it is anything else."""
        if not isinstance(event, ScalarEvent):
            self.node(event, events, (*path, "?"))
            self.note(_mark(event), path, "a key must be a word, not a list or a group")
            return None
        self.nodes += 1
        self._refuse_magic(event, path)
        if event.style is None:
            try:
                word = resolve(event.value)
            except ValueError:
                word = None
            if not isinstance(word, str) and not _YEAR.match(event.value):
                shown = _short(event.value) or "nothing"
                self.note(_mark(event), path, "a key must be a word", shown)
                return None
            return str(event.value)
        try:
            return quoted(event.value)
        except ValueError as fault:
            self.note(_mark(event), path, str(fault))
            return None

    def _sequence(self, events: Iterator[Event], path: Path) -> list[Any]:
        made: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            here = (*path, len(made))
            self.keys.setdefault(here, _mark(event))
            made.append(self.node(event, events, here))
        return made


def _mark(event: Event) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _mark_of(fault: MarkedYAMLError) -> Mark:
    mark = fault.problem_mark or fault.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_message(fault: MarkedYAMLError, text: str) -> str:
    line = _mark_of(fault)[0]
    lines = text.splitlines()
    if line <= len(lines) and "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        return "indent with spaces, not tabs"
    said = " ".join(part for part in (fault.context, fault.problem) if part)
    return f"this is not YAML: {_short(' '.join(said.split()), 160)}"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
