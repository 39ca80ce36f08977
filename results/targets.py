"""How exactly an outcome is to be known, as it is asked for: `deaths<2%` of the base regime's level, or `deaths<50`."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from results.gather import Gathered, least_chance, paired
from results.outcome import Outcome
from results.outcomes import OUTCOMES
from results.until import FEWEST, PILOT, Reached, batch_means, judge
from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest
from simulate.arrays import FloatArray

PEOPLE = 240_000
_ASKED = re.compile(r"\s*(?P<name>[^<>=\s]*)\s*<\s*(?P<width>[0-9.eE+,-]*)\s*(?P<percent>%?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of one outcome. width: half the 95% interval, in its unit or in percent of the base's level."""

    outcome: Outcome
    width: float
    percent: bool
    text: str


@dataclass(frozen=True, slots=True)
class Sought:
    """How far a target is reached for one figure.

    scenario, belief: names; the figure is the scenario's difference from the base, or its level where it is the only
    one or none is compared. difference: which of the two.
    """

    target: Target
    scenario: str
    belief: str
    difference: bool
    known: Reached


def parse_targets(asked: Sequence[str]) -> tuple[Target, ...]:
    """The targets that were asked for. Raises InputError with every problem found, an outcome given twice too."""
    found: list[Target] = []
    problems: list[Problem] = []
    by_name = {one.name: one for one in OUTCOMES}
    for text in asked:
        match = _ASKED.match(text)
        name, width = (match["name"], _width(match["width"])) if match else ("", None)
        if match is None or not name:
            problems.append(_problem("is not a target", text, "an outcome, < and a width, such as 'deaths<2%'"))
        elif name not in by_name:
            problems.append(_problem("there is no outcome of that name", text, None, nearest(name, by_name)))
        elif width is None:
            problems.append(_problem("has no width above 0", text, f"such as '{name}<2%' or '{name}<50'"))
        elif any(one.outcome.name == name for one in found):
            problems.append(_problem("is asked for twice", text, "each outcome once"))
        else:
            found.append(Target(by_name[name], width, bool(match["percent"]), text.strip()))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _width(text: str) -> float | None:
    try:
        width = float(text.replace(",", ""))
    except ValueError:
        return None
    return width if math.isfinite(width) and width > 0 else None


def _problem(message: str, given: str, allowed: str | None, near: str | None = None) -> Problem:
    return Problem("command line", None, None, "--until", message, repr(given), allowed, near)


def seek(
    gathered: Gathered, targets: Sequence[Target], *, batch: int, pilot: int = PILOT, claimants: int, compared: bool
) -> tuple[Sought, ...]:
    """How far each target is reached, for every figure it is of, under every belief.

    batch: draws of a batch, 0 where replicates at the central values count. compared: differences from the base are
    meant, else levels. Raises InputError where a width is in percent of nothing.
    """
    found = []
    for target in targets:
        lived, shown = gathered.arrays[target.outcome.name], least_chance(gathered, target.outcome.name)
        # Differences as they are shown, with as little chance in them as there is; levels as they were lived.
        tables = [
            gathered.by_belief(paired(shown[0], one) if compared else one) for one in (shown if compared else lived)
        ]
        levels = gathered.by_belief(lived[0])
        for at, belief in enumerate(gathered.beliefs):
            level = abs(_first(levels[at], batch, pilot))
            width = target.width * level / 100 if target.percent else target.width
            if width == 0:
                allowed = f"a width, such as '{target.outcome.name}<50'"
                raise InputError(_problem("is a percentage of nothing: the base has none", target.text, allowed))
            first = 1 if compared else 0
            for name, table in zip(gathered.scenarios[first:], tables[first:], strict=True):
                series = batch_means(table[at], batch)
                step = 0.0 if compared and shown is not lived else _step(target.outcome, claimants)
                step /= batch * gathered.replicates or 1
                known = judge(series, target=width, pilot=pilot, step=step)
                found.append(Sought(target, name, belief, compared, known))
    return tuple(found)


def _first(table: FloatArray, batch: int, pilot: int) -> float:
    """The level in the runs that are always made first: it must not move as runs are added."""
    return float(batch_means(table, batch)[: pilot + FEWEST].mean())


def _step(outcome: Outcome, claimants: int) -> float:
    """What one claimant more or less is in an outcome that counts people or what happens to them."""
    counts = "per " not in outcome.unit and "pound" not in outcome.unit
    return PEOPLE / claimants if counts else 0.0
