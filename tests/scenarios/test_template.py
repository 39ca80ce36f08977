"""The template has every setting, explains each, loads, and runs."""

import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from scenarios.levers import Regime
from scenarios.library import SCENARIOS
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.reader import Document, read
from scenarios.schema import Scenario
from simulate.run import compile_scenario, run_replicate, start_replicate

TEMPLATE = SCENARIOS.parent / "template.yaml"
AS_BY_DEFAULT = {
    "identify.declaration_asked_of", "identify.data_share.police.lag", "identify.data_share.probation.recall",
    "identify.data_share.probation.precision", "identify.data_share.probation.lag",
    "identify.data_share.prison.recall", "identify.data_share.prison.precision", "believe.word_of_mouth",
    "oblige.benefits", "sanction.decision_time", "sanction.good_cause", "sanction.appeal", "pay.allowance_time",
    "support.progress2work", "capacity.places", "capacity.spare_places",
}  # fmt: skip
"""Levers of the template that stand at what they are if no file sets them: the rest is on."""


@pytest.fixture(scope="module")
def document() -> Document:
    return read(TEMPLATE, TEMPLATE.name)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The groups within a type: itself, or one that may be null, or those in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) in (typing.Annotated, typing.Union, types.UnionType, tuple):
        for part in typing.get_args(annotation):
            yield from models(part)


def settings(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every setting, by the names that files use."""
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        yield path
        for group in models(field.annotation):
            yield from settings(group, path)


def said(value: Any, path: tuple[str, ...]) -> bool:
    """Whether a file says anything of a setting; of a list of groups, in any of them."""
    if not path:
        return True
    if isinstance(value, list):
        return any(said(item, path) for item in value)
    return isinstance(value, Mapping) and path[0] in value and said(value[path[0]], path[1:])


def commented_out(path: tuple[str, ...]) -> bool:
    """Whether a setting that another one excludes stands there in a comment."""
    return re.search(rf"^ *# {path[-1]}: .* # in its place: ", TEMPLATE.read_text(encoding="utf-8"), re.M) is not None


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, Mapping) and value:
        for key, inside in value.items():
            yield from leaves(inside, (*path, key))
    else:
        yield path, value


def test_every_setting_stands_in_it(document: Document) -> None:
    every = list(settings(Scenario))
    assert ("regime", "identify", "data_share", "police", "lag") in every
    assert ("regime", "sanction", "is", "weeks") in every and ("changes", "until") in every
    assert [".".join(path) for path in every if not said(document.value, path) and not commented_out(path)] == []


def test_every_setting_is_explained_beside_it_or_above_it(document: Document) -> None:
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    bare = []
    for path, _ in leaves(document.value):
        line, _ = document.position(path)
        beside, above = lines[line - 1], lines[line - 2].strip() if line > 1 else ""
        if "# " not in beside and not above.startswith("# "):
            bare.append(".".join(path))
    assert bare == []


def test_ranges_are_told_of_every_number_and_choices_of_every_choice(document: Document) -> None:
    """What a choice can be stands in the lines about it."""
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    for path in settings(Regime):
        choices = [str(one) for one in typing.get_args(_field(Regime, path)) if isinstance(one, str)]
        line, _ = document.position(("regime", *path))
        about = [lines[line - 1]]
        while lines[line - 2].strip().startswith("#"):
            line -= 1
            about.insert(0, lines[line - 1])
        text = " ".join(about)
        if len(choices) > 1 and "data_share" not in path:
            assert all(re.search(rf"\b{choice}\b", text) for choice in choices), path


def _field(model: type[BaseModel], path: tuple[str, ...]) -> Any:
    for name, field in model.model_fields.items():
        if (field.alias or name) == path[0]:
            if len(path) == 1:
                return field.annotation
            return next((_field(group, path[1:]) for group in models(field.annotation)), None)
    return None


def test_as_many_levers_are_on_as_can_be_together(document: Document) -> None:
    loaded = load_scenario(str(TEMPLATE))
    plain = dict(leaves(Regime().model_dump(mode="json", by_alias=True)))
    now = dict(leaves(loaded.resolved["regime"]))
    left = {".".join(path) for path, value in now.items() if path in plain and plain[path] == value}
    assert left == AS_BY_DEFAULT
    regime = loaded.scenario.regime
    assert regime.obliges and regime.sanctions and regime.fraud.inquiries > 0


def test_it_runs_for_half_a_year() -> None:
    compiled = compile_scenario(load_scenario(str(TEMPLATE)).scenario, load_parameters().values())
    assert len(compiled.table.codes) <= 60_000
    start = start_replicate(compiled, claimants=200, weeks=26, seed=1, replicate=0)
    seen = run_replicate(compiled, start, weeks=26)
    assert seen.time.sum() == pytest.approx(200 * 26)
