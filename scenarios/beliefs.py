"""Beliefs: what one side of the debate holds to be true of the contested effects.

A belief narrows the prior of contested quantities, each within its low and high; it can set nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from scenarios.errors import InputError, Problem
from scenarios.levers import Group
from scenarios.library import BELIEFS, find
from scenarios.nearest import nearest
from scenarios.parameters import Distribution, Figure, Parameters, spread_flaws
from scenarios.reader import Mark, read
from scenarios.schema import Words
from scenarios.validation import check


class Setting(Group):
    """What is believed of one contested quantity, in the unit of the parameter."""

    value: Figure = Field(description="the central value")
    distribution: Distribution = Field(description="how sure the believer is; within the low and high of the prior")
    because: Words | None = Field(None, description="what was said that it rests on")


class BeliefFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    title: Words = Field(description="what the belief is called")
    label: Words | None = Field(None, max_length=30, description="a short name for tables and charts")
    who: Words = Field(description="who holds it")
    source: Words = Field(description="where they say so")
    sentence: Words = Field(description="the sentence it rests on")
    note: Words | None = Field(None, description="what a reader should know, such as how the ranges were come by")
    settings: dict[str, Setting] = Field({}, alias="set", description="group.name of each quantity it narrows")


@dataclass(frozen=True)
class Belief:
    """A belief, and where its file sets what.

    name: of the file, without its ending; given: what it was asked for by
    label: short, for tables and charts
    settings: `group.name` -> what is believed
    marks: `group.name` -> (line, column), for messages
    """

    name: str
    given: str
    title: str
    label: str
    who: str
    source: str
    sentence: str
    note: str | None
    settings: Mapping[str, Setting]
    file: str
    marks: Mapping[str, Mark]


def load_belief(name_or_path: str) -> Belief:
    """Load a built-in belief by name, or a file by its path. Raises InputError with every problem found."""
    path, file = find(name_or_path, BELIEFS)
    document = read(path, file)
    checked = check(BeliefFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if problems or checked.made is None:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (p.line or 0, p.column or 0)))
    says = checked.made
    marks = {name: document.position(("set", name)) for name in says.settings}
    return Belief(
        Path(name_or_path).stem, name_or_path, says.title, says.label or says.title, says.who, says.source,
        says.sentence, says.note, dict(says.settings), file, dict(marks),
    )  # fmt: skip


def apply_belief(parameters: Parameters, belief: Belief) -> Parameters:
    """The parameters with the belief's narrower distributions in place of the priors.

    Raises InputError: a quantity that does not exist, is not contested, or is set outside its prior.
    """
    problems = [problem for name in belief.settings for problem in _problems_of(name, belief, parameters)]
    if problems:
        raise InputError(problems)
    changed = dict(parameters.quantities)
    for name, setting in belief.settings.items():
        update = {"value": setting.value, "distribution": setting.distribution}
        changed[name] = changed[name].model_copy(update=update)
    return Parameters(dict(changed), parameters.correlations, parameters.file)


def _problems_of(name: str, belief: Belief, parameters: Parameters) -> Iterator[Problem]:
    def problem(message: str, given: str | None, allowed: str | None, near: str | None = None) -> Problem:
        return Problem(belief.file, *belief.marks[name], f"set.{name}", message, given, allowed, near)

    contested = [full for full, quantity in parameters.quantities.items() if quantity.kind == "contested"]
    quantity = parameters.quantities.get(name)
    if quantity is None:
        yield problem("there is no such quantity", None, None, nearest(name, contested))
        return
    if name not in contested:
        allowed = "one of the contested quantities"
        yield problem(f"a belief cannot set it: its kind is {quantity.kind}", None, allowed, nearest(name, contested))
        return
    setting, prior = belief.settings[name], quantity.distribution
    for _, message, allowed_here in spread_flaws(setting.value, setting.distribution):
        yield problem(message, None, allowed_here)
    spread = setting.distribution
    if prior is not None and not (prior.low <= spread.low and spread.high <= prior.high):
        given = f"{spread.low:g} to {spread.high:g}"
        yield problem("is wider than what is open to argument", given, f"{prior.low:g} to {prior.high:g}")
