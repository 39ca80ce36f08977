"""What `check --laws` does: tries every law on every scenario, and shows the smallest scenario that breaks one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from results.files import write
from results.laws_text import as_json as plain
from results.laws_text import render
from sanctionsim.say import show, tell
from scenarios.loader import Loaded
from scenarios.parameters import Parameters
from simulate.counterexample import NEEDED, Counterexample, counterexample, found_by_hypothesis, require_hypothesis
from simulate.law import Trial
from simulate.laws import Verdict, judge


def try_laws(
    read: Sequence[tuple[str, Loaded]], parameters: Parameters, *, claimants: int, weeks: int, seed: int,
    file: Path | None, as_json: bool,
) -> tuple[list[dict[str, Any]], int]:  # fmt: skip
    """Every law tried on every scenario and shown: what is said for machines, and how many are broken.

    file: where the counterexample of the first broken law goes; on stdout, with those of all others, if not given.
    """
    if file is not None:
        require_hypothesis(str(file))
    said: list[dict[str, Any]] = []
    broken = 0
    for name, loaded in read:
        values = parameters.values() | loaded.scenario.assumed(parameters)
        trial = Trial(loaded.scenario, values, claimants=claimants, weeks=weeks, seed=seed)
        found = list(judge(trial))
        if not as_json:
            show(render(loaded.scenario.title, found, trial))
        made = _counterexamples(found, trial, loaded, parameters)
        said += plain(name, found, {law: one.text for law, one in made.items()})
        for one in made.values():
            if file is not None and not broken:
                write(file, one.text.encode())
                tell(f"The smallest scenario that breaks '{one.law.name}' is in {file}.")
            elif not as_json:
                typer.echo(f"\n{one.text}", nl=False)
            broken += 1
        broken += sum(not verdict.holds for verdict in found) - len(made)
    return said, broken


def _counterexamples(
    found: Sequence[Verdict], trial: Trial, loaded: Loaded, parameters: Parameters
) -> dict[str, Counterexample]:
    """By the name of the law, for every law that is broken; none where Hypothesis is missing, and that is said."""
    broken = [verdict.law for verdict in found if not verdict.holds]
    if broken and not found_by_hypothesis():
        tell(NEEDED[0].upper() + NEEDED[1:] + ".")
        return {}
    made = {}
    for law in broken:
        tell(f"Looking for the smallest scenario that breaks '{law.name}'; it may take some minutes.")
        made[law.name] = counterexample(law, trial, loaded, parameters)
    return made
