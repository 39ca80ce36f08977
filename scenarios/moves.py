"""What each lever moves: `moves.yaml`, checked. Every lever has an entry, so that none can stand without effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from scenarios.errors import InputError
from scenarios.levers import Group
from scenarios.loader import load_scenario
from scenarios.overlay import merged
from scenarios.reader import read
from scenarios.schema import Scenario, Words
from scenarios.validation import check

MOVES_FILE = Path(__file__).with_name("moves.yaml")
BASE = "voluntary_2009"
"""The regime from which every lever is pulled."""


class Move(Group):
    """One lever pulled alone."""

    lever: Words = Field(description="its dotted place in a regime")
    to: Any = Field(description="where it is pulled")
    outcome: Words = Field(description="the outcome that it should move")
    way: Literal["more", "less", "contested"] = Field(description="which way, where nobody disputes it")
    beside: dict[str, Any] = Field({}, description="settings on both sides, where the lever needs company")
    off: dict[str, Any] | None = Field(None, description="settings beside which the lever must change nothing")
    note: Words | None = Field(None, description="what a reader should know")

    @property
    def overlay(self) -> dict[str, Any]:
        """The lever alone, as an overlay on a regime."""
        made: dict[str, Any] = {}
        *groups, last = self.lever.split(".")
        place = made
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = self.to
        return made


class MovesFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    moves: Annotated[tuple[Move, ...], Field(strict=False, min_length=1)] = Field(description="one for each lever")


@dataclass(frozen=True)
class Pair:
    """Two scenarios that differ in one lever."""

    without: Scenario
    pulled: Scenario


@cache
def load_moves(path: Path = MOVES_FILE) -> tuple[Move, ...]:
    """Every move. Raises InputError with every problem found."""
    document = read(path, path.name)
    checked = check(MovesFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if problems or checked.made is None:
        raise InputError(problems)
    return checked.made.moves


def laid_over(*overlays: Mapping[str, Any]) -> Scenario:
    """The base regime with overlays on its regime, in turn. Raises ValidationError for what cannot be."""
    resolved = dict(load_scenario(BASE).resolved)
    regime = dict(resolved["regime"])
    for overlay in overlays:
        regime = merged(regime, overlay)
    return Scenario.model_validate({**resolved, "regime": regime})


def pair(move: Move, beside: Mapping[str, Any] | None = None) -> Pair:
    """The lever pulled, and everything else the same. beside: in place of what the move says."""
    company = move.beside if beside is None else merged(move.beside, beside)
    return Pair(laid_over(company), laid_over(company, move.overlay))
