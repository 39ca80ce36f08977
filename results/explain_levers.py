"""Levers in words: what two scenarios set differently, in units, and which line of which file set it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from results.explain_types import Contrast, Difference, Setting
from results.explain_words import setting_words
from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.loader import Loaded
from scenarios.phases import in_force, phases
from scenarios.reader import Path, dotted
from scenarios.schema import OWN_KEYS, Scenario
from scenarios.units import DurationIn, Number, RateIn

FREE = frozenset({"assume", "calendar.unemployment"})
"""Groups whose keys are not settings of their own: each is one setting."""
IN_TURN = frozenset({"changes", "rules"})
"""Lists of changes, which are told in sentences."""


def model_part(resolved: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a resolved scenario that the model reads: not its title, sources or notes."""
    return {key: value for key, value in resolved.items() if key not in OWN_KEYS}


def leaves(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted name and value of every setting; a list is one setting."""
    for key, value in settings.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and name not in FREE:
            yield from leaves(value, f"{name}.")
        else:
            yield name, value


def differing(one: Mapping[str, Any], two: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Dotted name, value in one and value in two, of every setting that differs; a group against null is
    one setting.
    """
    for key in one:
        name, before, after = f"{prefix}{key}", one[key], two[key]
        if isinstance(before, Mapping) and isinstance(after, Mapping) and name not in FREE:
            yield from differing(before, after, f"{name}.")
        elif before != after:
            yield name, before, after


def settings_of(regime: Regime) -> dict[str, Any]:
    """A regime as a file writes it: `{"regime": {...}}`."""
    return {"regime": regime.model_dump(mode="json", by_alias=True)}


def with_settings(settings: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others at some dotted names; the levers of differences applied."""
    made = deepcopy(dict(settings))
    for name, value in changed.items():
        *groups, last = name.split(".")
        place = made
        for group in groups:
            place = place[group]
        place[last] = deepcopy(value)
    return made


def apply_levers(differences: Sequence[Difference], resolved: Mapping[str, Any]) -> dict[str, Any]:
    """A resolved scenario with the levers of these differences applied: the model's part of it."""
    levers = {d.name: d.after for d in differences if d.kind == "lever"}
    return with_settings(model_part(resolved), levers)


def _field(name: str) -> FieldInfo | None:
    """The field of the schema that a dotted name stands for."""
    model: Any = Scenario
    found: FieldInfo | None = None
    for part in name.split("."):
        fields = getattr(model, "model_fields", {})
        named = [field for key, field in fields.items() if part in (field.alias, key)]
        if not named:
            return None
        found = named[0]
        of = [a for a in (found.annotation, *get_args(found.annotation)) if isinstance(a, type)]
        models = [a for a in of if issubclass(a, BaseModel)]
        model = models[0] if models else None
    return found


def unit_of(name: str) -> str:
    """The unit of a plain number; empty where the value says it itself."""
    field = _field(name)
    marks = [mark for mark in (field.metadata if field else ()) if isinstance(mark, Number | DurationIn | RateIn)]
    return marks[0].unit if marks and isinstance(marks[0], Number) else ""


def meaning_of(name: str) -> str:
    """What a setting means, as the schema says it."""
    field = _field(name)
    return (field.description or "") if field else ""


def value_words(name: str, value: Any) -> str:
    """The value of a setting as a reader would say it; what null stands for as the schema says it."""
    _, _, absent = meaning_of(name).partition("null for ")
    return absent if value is None and absent else setting_words(value)


def origin_of(loaded: Loaded, name: str) -> str:
    """Where a setting, or the first one within it, was last set: `mine.yaml:9`; empty for a default."""
    history = loaded.origins.get(name) or next(
        (text for key, text in loaded.origins.items() if key.startswith(f"{name}.")), ""
    )
    return history.rpartition(" ")[2].rpartition("/")[2]


def settings(loaded: Loaded) -> tuple[Setting, ...]:
    """Every lever of a scenario that some file sets, in the order a claimant meets them."""
    return tuple(
        Setting(name, value, unit_of(name), meaning_of(name), origin_of(loaded, name))
        for name, value in leaves(model_part(loaded.resolved))
        if name not in IN_TURN and origin_of(loaded, name)
    )


def lever_differences(base: Loaded, other: Loaded) -> tuple[Difference, ...]:
    """Settings of the scenarios that differ: calendar, population, regime and dated changes."""
    found = differing(model_part(base.resolved), model_part(other.resolved))
    return tuple(
        Difference(
            kind="lever", name=name, before=before, after=after, unit=unit_of(name),
            origin=origin_of(other, name) or _undone(base, name),
        )
        for name, before, after in found
    )  # fmt: skip


def _undone(base: Loaded, name: str) -> str:
    place = origin_of(base, name)
    return f"default; was {place}" if place else "default"


def in_force_differences(
    contrast: Contrast, regimes: Sequence[Regime], base: Loaded, other: Loaded
) -> tuple[Difference, ...]:
    """Settings that differ between two regimes in force at some time and place, where a dated change made
    one of them.
    """
    one, two = regimes[contrast.base], regimes[contrast.other]
    if (one, two) == (base.scenario.regime, other.scenario.regime):
        return ()
    return tuple(
        Difference(
            kind="in_force", name=name, regimes=(contrast.base, contrast.other), before=before, after=after,
            unit=unit_of(name),
            origin=_origin_in_force(other, contrast, name) or _origin_in_force(base, contrast, name),
        )
        for name, before, after in differing(settings_of(one), settings_of(two))
    )  # fmt: skip


def _origin_in_force(loaded: Loaded, contrast: Contrast, name: str) -> str:
    span, places = contrast.spans[0], load_areas()
    of_place = phases(dict(enumerate(loaded.scenario.changes)), places)[span.areas[0] if span.areas else 0]
    setting: Path = tuple(name.split("."))[1:]
    for laid in reversed(in_force(of_place, span.start)):
        said = laid.says(setting)
        origin = origin_of(loaded, dotted(said)) if said else ""
        if origin:
            return origin
    return origin_of(loaded, name)
