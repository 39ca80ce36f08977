"""Every regime that may come to be in force, made from what is written, and what a judge finds wrong with each.

Where several may lie over one another, a fault is put to the line of the uppermost that has a part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.laid import Laid, Overlays
from scenarios.levers import Dose, Regime
from scenarios.overlay import Layers
from scenarios.reader import Document, Path
from scenarios.rules import Finding
from scenarios.validation import Checked, Locate, check


@dataclass(frozen=True)
class Made:
    """A regime that may come to be in force.

    laid: what lies over the base regime, the undermost first
    checked: the regime as far as it can be read
    locate: the file that makes a setting of it, and where
    """

    laid: tuple[Laid, ...]
    checked: Checked[Regime]
    locate: Locate


@dataclass(frozen=True)
class Found:
    """A finding, and where a user reads what it is about. laid: the first, and least, that has to lie over the base."""

    finding: Finding
    document: Document
    path: Path
    laid: tuple[Laid, ...]


def made(base: Mapping[str, Any], overlays: Overlays, laid: tuple[Laid, ...], layers: Layers) -> Made:
    """The base regime with these laid over it."""

    def locate(path: Path) -> tuple[Document, Path]:
        """Where the setting itself is written, the uppermost first; else the group that it is missing from."""
        for length in range(len(path), 0, -1):
            for one in reversed(laid):
                within = one.says(path[:length])
                if within is not None and within in layers.writers:
                    rest = () if one.kind == "announcement" else path[length:]
                    return layers.writers[within][-1], (*within, *rest)
            if length == len(path) and ("regime", *path) in layers.writers:
                break
        return layers.locate(("regime", *path))

    return Made(laid, _regime(overlays.over(base, laid), locate), locate)


def found(regimes: Iterable[Made], judge: Callable[[Regime], Sequence[Finding]]) -> Iterator[Found]:
    """All that a judge finds, each once: what is so already with less laid over the base is not said again.

    regimes: the base first, then the others, those with less laid over them before those with more
    """
    known: dict[str, list[frozenset[Laid]]] = {}
    said: set[tuple[str, Path, str]] = set()
    for one in regimes:
        laid = frozenset(one.laid)
        for finding in _founded(one.checked, judge):
            already = known.setdefault(finding.message, [])
            if any(less < laid for less in already):
                continue
            already.append(laid)
            places = [one.locate(path) for path in (finding.path, *finding.reads)]
            document, path = max(places, key=lambda place: _height(place[1], one.laid))
            key = (document.file, path, finding.message)
            if key not in said:
                said.add(key)
                yield Found(finding, document, path, one.laid)


def _height(path: Path, laid: Sequence[Laid]) -> int:
    """How high what says this lies: -1 for the base."""
    return max((i for i, one in enumerate(laid) if path[: len(one.path)] == one.path), default=-1)


def fired_words(laid: Sequence[Laid], names: Sequence[str]) -> str:
    """Which rules have fired, in words, if any has. names: of all rules, in order"""
    fired = [f"“{names[one.index]}”" for one in laid if one.kind == "rule"]
    if not fired:
        return ""
    only = "only " if len(fired) < len(names) else ""
    return f", where {only}{' and '.join(fired)} {'has' if len(fired) == 1 else 'have'} fired"


def _regime(value: Mapping[str, Any], locate: Locate) -> Checked[Regime]:
    """The regime as far as it can be read. A sanction with a setting that cannot be read is a sanction all the same."""
    checked = check(Regime, value, locate)
    sanctions = value.get("sanction")
    written = sanctions if isinstance(sanctions, dict) else {}
    if checked.made is None:
        return checked
    sanction = checked.made.sanction
    there = {
        field: Dose.model_validate({"share_of_benefit": 1.0, "weeks": ["1 week"]})
        for key, field in (("jsa", "jsa"), ("esa", "esa"), ("is", "income_support"))
        if isinstance(written.get(key), dict) and getattr(sanction, field) is None
    }
    if not there:
        return checked
    whole = checked.made.model_copy(update={"sanction": sanction.model_copy(update=there)})
    groups = {("sanction", key) for key in ("jsa", "esa", "is")}
    return Checked(whole, checked.problems, frozenset(bad for bad in checked.broken if bad[:2] not in groups))


def _founded(checked: Checked[Regime], judge: Callable[[Regime], Sequence[Finding]]) -> list[Finding]:
    """The findings that rest on nothing unreadable."""
    if checked.made is None:
        return []
    return [
        finding
        for finding in judge(checked.made)
        if not any(_overlap(read_path, bad) for read_path in finding.reads for bad in checked.broken)
    ]


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
