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
    meant, else levels; differences are of what was expected where that is known, as they are shown. Raises InputError
    where a width is in percent of nothing.
    """
    found = []
    for target in targets:
        lived = gathered.arrays[target.outcome.name]
        read = least_chance(gathered, target.outcome.name) if compared else lived
        tables = [gathered.by_belief(table) for table in read]
        for at, belief in enumerate(gathered.beliefs):
            level = abs(_first(tables[0][at], batch, pilot))
            width = target.width * level / 100 if target.percent else target.width
            if width == 0:
                allowed = f"a width, such as '{target.outcome.name}<50'"
                raise InputError(_problem("is a percentage of nothing: the base has none", target.text, allowed))
            first = 1 if compared else 0
            for name, table in zip(gathered.scenarios[first:], tables[first:], strict=True):
                figure = paired(tables[0][at], table[at]) if compared else table[at]
                series = batch_means(figure, batch)
                # What is expected does not come in whole claimants.
                step = _step(target.outcome, claimants) / (batch * gathered.replicates or 1) if read is lived else 0.0
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
