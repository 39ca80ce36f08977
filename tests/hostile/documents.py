"""Text documents: scenarios, plans of sweeps, claims, beliefs and values of a sweep, each read as the commands do."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from results.claims import known
from results.sweep.design import make_design
from scenarios.beliefs import apply_belief, load_belief
from scenarios.claims import load_claims
from scenarios.errors import InputError
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.reader import parse
from scenarios.sweep import load_sweep
from simulate.draws import parameter_draws
from simulate.run import compile_scenario, run_replicate, start_replicate
from tests.hostile.bytes_of import spoil_text
from tests.hostile.spoil import as_text, shape
from tests.hostile.words import SCENARIOS

FEW_POINTS = 64
"""Points up to which the design of a plan is made too: it takes time for each."""


@cache
def known_parameters() -> Any:
    """The shipped parameters."""
    return load_parameters()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of text document.

    seeds: files to begin with. read: reads a file, and gives what it means and the same as a text that can be read
    again; the text is None where there is none. Raises InputError.
    """

    seeds: Callable[[], tuple[str, ...]]
    read: Callable[[Path], tuple[Any, str | None]]


def _texts(*patterns: str) -> Callable[[], tuple[str, ...]]:
    @cache
    def seeds() -> tuple[str, ...]:
        files = [file for pattern in patterns for file in sorted(SCENARIOS.glob(pattern))]
        return tuple(file.read_text(encoding="utf-8") for file in files)

    return seeds


def _scenario(path: Path) -> tuple[Any, str]:
    loaded = load_scenario(str(path))
    return loaded.scenario.model_dump(exclude={"extends"}), plain(loaded.resolved)


def _sweep(path: Path) -> tuple[Any, str]:
    sweep = load_sweep(str(path), known_parameters(), known())
    if (sweep.says.points or FEW_POINTS) <= FEW_POINTS and len(sweep.factors) < 60:
        make_design(sweep)
    return sweep.says.model_dump(), plain(sweep.says.model_dump(mode="json", by_alias=True, exclude_none=True))


def _claims(path: Path) -> tuple[Any, str]:
    made = load_claims(path, known())
    return made.model_dump(), plain(made.model_dump(mode="json", by_alias=True, exclude_none=True))


def _belief(path: Path) -> tuple[Any, str]:
    held = load_belief(str(path))
    under = apply_belief(known_parameters(), held)
    try:
        parameter_draws(under, draws=2, seed=1)
    except ValueError as refused:  # as `make_plan` says it
        raise InputError([*_said(str(path), str(refused))]) from None
    said: dict[str, Any] = {
        "schema": 1, "title": held.title, "label": held.label[:30], "who": held.who, "source": held.source,
        "sentence": held.sentence, "set": {n: s.model_dump(mode="json", exclude_none=True) for n,
        s in held.settings.items()},
    }  # fmt: skip
    if held.note is not None:
        said["note"] = held.note
    return (held.title, held.who, held.source, held.sentence, held.note, dict(held.settings)), plain(said)


def _said(file: str, message: str) -> list[Any]:
    from scenarios.errors import Problem

    return [Problem(file, None, None, "", message)]


def plain(said: Mapping[str, Any]) -> str:
    """The text of plain values, a line for each key of the top."""
    return "".join(f"{key}: {json.dumps(one, ensure_ascii=True)}\n" for key, one in said.items())


CLAIM = """schema: 1
claims:
  - {id: one, row: [1], speaker: somebody, document: D, words: Deaths fall., metric: deaths,
     threshold: {direction: less, by: 0.02}, group: {name: children, level: children at home}}
  - {id: two, row: [2, 3], speaker: somebody, document: S, words: Nothing changes., metric: in_treatment, per: deaths,
     contrast: {base: none, other: act_2009}, threshold: {direction: same, tolerance: 0.1}}
answers: [{id: a, row: 5, question: What, asked: 10, yes: 4, no: 3, printed_yes: 0.4}]
no_claim: [{row: [7], why: None}]
"""
PLAN = """schema: 1
title: Small
base: none
other: [voluntary_2009, act_2009]
outcome: deaths
method: sobol
points: 16
vary:
  contested.push: {low: 1, high: 2}
  contested.commit: {values: [0.5, 1, 1.5]}
  die: {by: scale, low: 0.9, high: 1.1, together: true}
levers: {refer.named_person: [true, false]}
fail_if: ["deaths > 2% @ 0.1", "homeless < -30 @ 5%"]
belief: minister
"""
KINDS: dict[str, Kind] = {
    "scenario": Kind(_texts("library/*.yaml", "template.yaml"), _scenario),
    "plan of a sweep": Kind(lambda: (*_texts("sweeps/*.yaml")(), PLAN), _sweep),
    "claims and guardrails": Kind(lambda: (*_texts("guardrails.yaml")(), CLAIM), _claims),
    "belief": Kind(_texts("beliefs/*.yaml"), _belief),
}


@cache
def _value(text: str) -> dict[str, Any]:
    return parse(text).value


def document(kind: Kind, chance: random.Random) -> bytes:
    """A spoilt document of a kind: of its shape mostly, of its text, or of both."""
    text, other = chance.choice(kind.seeds()), chance.choice(kind.seeds())
    pick = chance.random()
    if pick < 0.65:
        text = as_text(shape(_value(text), chance, _value(other)), chance)
    if pick < 0.55:
        return text.encode("utf-8", errors="replace")
    return spoil_text(text, chance)


def lives(path: Path) -> None:
    """An accepted scenario can be compiled and lived for some weeks, whatever stands in it."""
    loaded = load_scenario(str(path))
    values = known_parameters().values() | loaded.scenario.assumed(known_parameters())
    compiled = compile_scenario(loaded.scenario, values)
    start = start_replicate(compiled, claimants=600, weeks=6, seed=1, replicate=0)
    run_replicate(compiled, start, weeks=6)
