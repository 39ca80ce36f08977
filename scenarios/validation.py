"""From what pydantic finds to problems a user can mend: all at once, each with place and nearest name."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from scenarios.errors import Problem
from scenarios.nearest import nearest, one_of
from scenarios.reader import Document, Path, dotted

MOST_PROBLEMS = 100  # of one file; nobody reads further

_KEY = ("[key]",)  # how pydantic ends the place of a key that cannot be one

Model = TypeVar("Model", bound=BaseModel)
Locate = Callable[[Path], tuple[Document, Path]]  # path in the whole -> the file that says it, and where in it


@dataclass(frozen=True)
class Checked(typing.Generic[Model]):
    """What a check found.

    made: the model, its broken parts left at their defaults; None if nothing could be made
    broken: paths that could not be read, so that no rule should draw conclusions from them
    """

    made: Model | None
    problems: tuple[Problem, ...]
    broken: frozenset[Path]


def check(model: type[Model], value: Mapping[str, Any], locate: Locate) -> Checked[Model]:
    """Check a mapping against a model, and make what can be made of it."""
    kept: Any = deepcopy(dict(value))
    problems: list[Problem] = []
    broken: set[Path] = set()
    for again in range(4):
        try:
            return Checked(model.model_validate(kept), tuple(problems), frozenset(broken))
        except ValidationError as fault:
            details = _worth_saying(fault.errors(include_url=False))
        paths = [_path(detail) for detail in details]
        if not again:
            found = [_problem(detail, model, locate) for detail in details[:MOST_PROBLEMS]]
            problems = [problem for problem in found if problem is not None]
            broken.update(paths, _meant(details[:MOST_PROBLEMS], model))
        for path in paths:
            _remove(kept, path)
    return Checked(None, tuple(problems), frozenset(broken))


def _worth_saying(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without complaints that a list is too short, where that is only because its items are wrong."""
    lists = {_path(detail)[:-1] for detail in details if detail["loc"] and isinstance(detail["loc"][-1], int)}
    return [detail for detail in details if detail["type"] != "too_short" or _path(detail) not in lists]


def _path(detail: ErrorDetails) -> Path:
    """Where the mistake is; a key that cannot be one stands where its value does."""
    loc = tuple(detail["loc"])
    return loc[:-1] if loc[-1:] == _KEY and detail["type"] != "extra_forbidden" else loc


def _of_key(detail: ErrorDetails) -> bool:
    """Whether a key is wrong, not its value."""
    return detail["type"] == "extra_forbidden" or detail["loc"][-1:] == _KEY


def _remove(value: Any, path: Path) -> None:
    """Take out what is wrong: the whole list if it is in a list, the whole group if a key is missing."""
    lists = [index for index, part in enumerate(path) if isinstance(part, int)]
    path = path[: lists[0]] if lists else path
    parents: list[tuple[dict[str, Any], str]] = []
    for part in path:
        if not isinstance(value, dict) or part not in value:
            break
        parents.append((value, str(part)))
        value = value[part]
    if parents:
        holder, key = parents[-1]
        holder.pop(key, None)


def _meant(details: Iterable[ErrorDetails], model: type[BaseModel]) -> Iterator[Path]:
    """Where an unknown key was probably meant to stand: nothing is known about that setting either."""
    for detail in details:
        path = _path(detail)
        if detail["type"] == "extra_forbidden":
            near = nearest(path[-1], _keys(_model_at(model, path[:-1])))
            if near is not None:
                yield (*path[:-1], near)


def _problem(detail: ErrorDetails, model: type[BaseModel], locate: Locate) -> Problem | None:
    path, kind = _path(detail), detail["type"]
    about_key = _of_key(detail)
    document, here = locate(path[:-1] if kind == "missing" else path)
    if here in document.broken:
        return None  # the reader has already said what is wrong
    if kind == "missing":
        line, column = document.position(here)
        here = (*here, path[-1])
    else:
        line, column = document.position(here) if about_key else document.value_position(here)
    message, allowed, near = _said(detail, model)
    given = None if kind in ("missing", "extra_forbidden") else shown(detail["input"])
    return Problem(document.file, line, column, dotted(here), message, given, allowed, near)


def _said(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str | None, str | None]:
    """message, allowed, nearest"""
    path, kind, given = _path(detail), detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        keys = _keys(_model_at(model, path[:-1]))
        near = nearest(path[-1], keys) or _elsewhere(model, str(path[-1]))
        return "there is no such setting", None if near else one_of(keys or ["nothing"]), near
    if kind == "missing":
        field = _field_at(model, path)
        return (
            f"is missing; it says {field.description}" if field and field.description else "is missing",
            None,
            None,
        )
    if kind == "literal_error":
        choices = _choices(model, path)
        near = nearest(given, choices) if isinstance(given, str) else None
        return "is not one of the choices", one_of(choices) if choices else str(context.get("expected")), near
    if kind in ("bool_type", "bool_parsing"):
        folded = given.casefold() if isinstance(given, str) else ""
        near = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(folded)
        return "must be true or false", "true or false", near
    simple = {
        "string_type": ("must be text", "words"),
        "string_too_short": ("must not be empty", "words"),
        "string_too_long": ("is too long", f"at most {context.get('max_length', 0):,} characters"),
        "model_type": ("must be a group of settings", "`key: value` lines beneath it"),
        "dict_type": ("must be a group of settings", "`key: value` lines beneath it"),
        "tuple_type": ("must be a list", "[one, another]"),
        "int_type": ("must be a whole number", None),
        "float_type": ("must be a number", None),
    }
    if kind in simple:
        return (*simple[kind], None)
    if kind == "too_short":
        return "has too few entries", f"at least {context.get('min_length')}", None
    if kind == "too_long":
        return "has too many entries", f"at most {context.get('max_length')}", None
    message = detail["msg"]
    return message[:1].lower() + message[1:], context.get("allowed"), context.get("nearest")


def shown(value: Any) -> str:
    """A value as a short quotation."""
    if isinstance(value, dict):
        return "a group of settings"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _type_at(model: type[BaseModel], path: Path) -> tuple[Any, FieldInfo | None]:
    """What stands at this path: its type, and its field if it is one."""
    here: Any = model
    field: FieldInfo | None = None
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = _fields(here).get(str(part))
            if field is None:
                return None, None
            here = _bare(field.annotation)
        elif typing.get_origin(here) in (tuple, list, dict, Mapping):
            items = [part for part in typing.get_args(here) if part is not Ellipsis]
            here, field = _bare(items[-1]), None
        else:
            return None, None
    return here, field


def _bare(annotation: Any) -> Any:
    """The type without Annotated and `| None` around it."""
    while typing.get_origin(annotation) is typing.Annotated or type(None) in typing.get_args(annotation):
        annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
    return annotation


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    here = _type_at(model, path)[0]
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    return _type_at(model, path)[1]


def _choices(model: type[BaseModel], path: Path) -> list[str]:
    here = _type_at(model, path)[0]
    return [str(choice) for choice in typing.get_args(here)]


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields by the name a file uses."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _keys(model: type[BaseModel] | None) -> list[str]:
    return list(_fields(model)) if model else []


def _elsewhere(model: type[BaseModel], key: str, above: Path = ()) -> str | None:
    """The dotted path of a setting of this very name in another group."""
    for name in _fields(model):
        if name == key and above:
            return dotted((*above, name))
        deeper = _model_at(model, (name,))
        found = _elsewhere(deeper, key, (*above, name)) if deeper else None
        if found:
            return found
    return None
