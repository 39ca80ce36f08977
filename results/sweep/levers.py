"""Levers of a sweep: every combination of their values is a regime of its own, laid over each of the others."""

import json
import re
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scenarios.errors import InputError, Problem
from scenarios.library import built_in
from scenarios.loader import Loaded, load_scenario
from scenarios.reader import dotted
from scenarios.sweep import Sweep

MOST = 200
"""Regimes."""
LONGEST_LABEL = 30


def load_regimes(sweep: Sweep) -> tuple[Loaded, ...]:
    """The base and the others of a plan, with every combination of its levers. Raises InputError."""
    says = sweep.says
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for name in (says.base, *says.other):
        try:
            loaded.append(load_scenario(_path(name, sweep)))
        except InputError as refused:
            problems += refused.problems
    if problems:
        raise InputError(problems)
    if not says.levers:
        return tuple(loaded)
    combinations = list(product(*says.levers.values()))
    if len(combinations) * len(says.other) > MOST:
        message = f"the levers make {len(combinations) * len(says.other):,} regimes"
        raise InputError(sweep.problem(("levers",), message, f"at most {MOST}"))
    made = [loaded[0]]
    with TemporaryDirectory() as folder:
        for name, one in zip(says.other, loaded[1:], strict=True):
            for values in combinations:
                setting = dict(zip(says.levers, values, strict=True))
                made.append(_pulled(sweep, _path(name, sweep), one, setting, Path(folder)))
    return tuple(made)


def _path(name: str, sweep: Sweep) -> str:
    """A built-in name, a path from here, or one beside the plan."""
    beside = sweep.folder / name
    return name if name in built_in() or Path(name).exists() or not beside.is_file() else str(beside)


def _pulled(sweep: Sweep, name: str, one: Loaded, setting: dict[str, Any], folder: Path) -> Loaded:
    """A regime with its levers set. Raises InputError at the lever in the plan that cannot be so."""
    short = ", ".join(f"{path.rpartition('.')[2]} {json.dumps(value)}" for path, value in setting.items())
    regime: dict[str, Any] = {}
    for path, value in setting.items():
        at = regime
        *groups, last = path.split(".")
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = value
    extends = name if name in built_in() else str(Path(name).resolve())
    text = {
        "schema": 1, "extends": extends, "title": f"{one.scenario.title}; {short}"[:4000],
        "label": short.replace('"', "")[:LONGEST_LABEL], "proposed_by": "a plan of a sweep", "source": [sweep.file],
        "tests": f"What the levers of the sweep change: {short}.", "regime": regime,
    }  # fmt: skip
    file = folder / f"{re.sub(r'[^A-Za-z0-9]+', '_', f'{one.name} {short}').strip('_')[:80]}.yaml"
    file.write_text(json.dumps(text), encoding="utf-8")
    try:
        return load_scenario(str(file))
    except InputError as refused:
        raise InputError([_at_lever(sweep, problem, setting) for problem in refused.problems]) from None


def _at_lever(sweep: Sweep, problem: Problem, setting: dict[str, Any]) -> Problem:
    """A problem of the made regime, said where the plan sets the lever."""
    for path in setting:
        if problem.field.removeprefix("regime.").startswith(path) or path.startswith(
            problem.field.removeprefix("regime.") or "?"
        ):
            mark = sweep.document.position(("levers", path))
            field = dotted(("levers", path))
            return Problem(sweep.file, *mark, field, problem.message, problem.given, problem.allowed, problem.nearest)
    mark = sweep.document.position(("levers",))
    return Problem(sweep.file, *mark, "levers", f"{problem.field}: {problem.message}", problem.given, problem.allowed)
