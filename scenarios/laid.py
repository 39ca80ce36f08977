"""What may lie over the base regime at a place: a dated change, the announcement of one, a rule that has fired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scenarios.levers import Regime
from scenarios.overlay import merged
from scenarios.reader import Path

LOOMS: Path = ("believe", "looming")
ANNOUNCED: Mapping[str, Any] = {"believe": {"looming": True}}


@dataclass(frozen=True, slots=True)
class Laid:
    """One thing laid over the base regime: the change, or rule, of this index."""

    kind: Literal["change", "announcement", "rule"]
    index: int

    @property
    def path(self) -> Path:
        """Where a scenario file says it."""
        inside: dict[str, Path] = {
            "change": ("changes", self.index, "set"),
            "announcement": ("changes", self.index, "announced"),
            "rule": ("rules", self.index, "then", "set"),
        }
        return inside[self.kind]

    def says(self, setting: Path) -> Path | None:
        """Where a file would make this setting of the regime here; None where it cannot."""
        if self.kind == "announcement":
            return self.path if setting == LOOMS else None
        return (*self.path, *setting)


@dataclass(frozen=True)
class Overlays:
    """The parts of a regime that a scenario's changes and rules set, as they are written."""

    changes: Sequence[Mapping[str, Any]]
    rules: Sequence[Mapping[str, Any]]

    def of(self, laid: Laid) -> Mapping[str, Any]:
        """The part of a regime that this one sets."""
        if laid.kind == "announcement":
            return ANNOUNCED
        return (self.changes if laid.kind == "change" else self.rules)[laid.index]

    def over(self, base: Mapping[str, Any], laid: Sequence[Laid]) -> dict[str, Any]:
        """The settings of a base regime with these laid over it, the undermost first."""
        settings = dict(base)
        for one in laid:
            settings = merged(settings, self.of(one))
        return settings


def regime_of(base: Regime, overlays: Overlays, laid: Sequence[Laid]) -> Regime:
    """The base regime with these laid over it. Raises ValidationError if they do not fit."""
    if not laid:
        return base
    return Regime.model_validate(overlays.over(base.model_dump(mode="json", by_alias=True), laid))
