"""What is wrong with the values a scenario assumes of parameters, and which of them nothing speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scenarios.errors import Problem
from scenarios.nearest import nearest
from scenarios.overlay import Layers
from scenarios.parameters import Parameters, Quantity, flaws
from scenarios.validation import MOST_PROBLEMS

MOST_HINTS = 5  # nearest names
LENGTHS = ("days", "weeks", "months", "years")


def of_assumptions(assumed: Mapping[str, Any], layers: Layers, parameters: Parameters) -> Iterator[Problem]:
    """Assumptions about parameters that do not exist, and values that such a number cannot have."""
    unknown = 0
    for name, value in list(assumed.items()):
        quantity = parameters.quantities.get(name)
        if quantity is None:
            unknown += 1
            near = nearest(name, parameters.quantities) if unknown <= MOST_HINTS else None
            allowed = None if near else f"group.name of a row of {parameters.file}"
            if unknown <= MOST_PROBLEMS:
                yield layers.problem(
                    ("assume", name), "there is no parameter of this name", None, allowed, near, at_key=True
                )
        elif isinstance(value, int | float) and not isinstance(value, bool):
            for message, allowed in impossible(quantity, value):
                yield layers.problem(("assume", name), message, f"{value:g}", allowed)


def impossible(quantity: Quantity, value: float) -> Iterator[tuple[str, str | None]]:
    """Why a number of this unit cannot have this value, and what it can."""
    if quantity.unit in LENGTHS and value == 0:
        yield f"must be above 0: its unit is {quantity.unit}", "above 0"
    for path, message, allowed in flaws(quantity.model_copy(update={"value": value, "distribution": None})):
        if path == ("value",):
            yield message, allowed


def unsupported(quantity: Quantity, value: float) -> str | None:
    """Why nothing speaks for this value; None if it lies within the parameter's own range."""
    spread = quantity.distribution
    if spread is None:
        fixed = f"the table of parameters holds it at {quantity.value:g}, without a range"
        return None if value == quantity.value else fixed
    inside = spread.low <= value <= spread.high
    return None if inside else f"the range in the table of parameters is {spread.low:g} to {spread.high:g}"
