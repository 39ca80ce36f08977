"""The table of levers on the model page: what each does, what it can be, its default, and what it moves."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from results.model_tables import table
from scenarios.levers import Regime
from scenarios.moves import load_moves
from scenarios.units import DurationIn, Number, RateIn

WHOLE = frozenset({"sanction.jsa", "sanction.esa", "sanction.is", "sanction.hardship_payment"})
"""Groups that are pulled as one lever."""
WAYS = {"more": "more", "less": "less", "contested": "either way"}


def levers() -> str:
    """Every lever of a regime."""
    moved: dict[str, list[str]] = {}
    for move in load_moves():
        moved.setdefault(move.lever, []).append(f"{_said(move.to)}: `{move.outcome}` {WAYS[move.way]}")
    defaults = Regime().model_dump(mode="json", by_alias=True)
    rows = []
    for name, field in leaves(Regime):
        default: Any = defaults
        for part in name.split("."):
            default = default[part] if isinstance(default, dict) else None
        moves = "<br>".join(moved.get(name, ()))
        rows.append((f"`{name}`", field.description, can_be(field), _said(default), moves))
    return table(("lever", "what it does", "what it can be", "if nothing is said", "pulled to: what it moves"), rows)


def leaves(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Dotted name and field of every lever."""
    for name, field in model.model_fields.items():
        here = f"{above}{field.alias or name}"
        inside = [one for one in (field.annotation, *get_args(field.annotation)) if isinstance(one, type)]
        found = [one for one in inside if issubclass(one, BaseModel)]
        if found and here not in WHOLE:
            yield from leaves(found[0], f"{here}.")
        else:
            yield here, field


def can_be(field: FieldInfo) -> str:
    """What a lever can be, in words."""
    said = list(dict.fromkeys([*_marks(field.metadata), *_kinds(field.annotation)]))
    return ", ".join(said)


def _marks(metadata: Any) -> Iterator[str]:
    for mark in metadata:
        if isinstance(mark, DurationIn):
            yield f"{mark.least} to {mark.most}"
        elif isinstance(mark, RateIn):
            yield f"a rate up to {mark.most}"
        elif isinstance(mark, Number):
            yield mark.allowed


def _kinds(annotation: Any) -> Iterator[str]:
    """What an annotation allows, apart from what marks say."""
    if annotation is bool:
        yield "yes or no"
    elif annotation is type(None):
        yield "or none"
    elif get_origin(annotation) is Literal:
        yield " · ".join(str(one) for one in get_args(annotation))
    elif get_origin(annotation) is Annotated:
        kind, *marks = get_args(annotation)
        yield from _marks(marks)
        yield from _kinds(kind)
    elif get_origin(annotation) is tuple:
        yield "any of " + ", ".join(_kinds(get_args(annotation)[0]))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield ", ".join(f"{name} ({can_be(field)})" for name, field in annotation.model_fields.items())
    else:
        for one in get_args(annotation):
            yield from _kinds(one)


def _said(value: Any) -> str:
    """A setting as a reader would say it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nobody"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(one)}" for name, one in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def blocks() -> dict[str, str]:
    """The table of this module: name -> text."""
    return {"levers": levers()}
