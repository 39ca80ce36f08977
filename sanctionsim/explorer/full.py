"""A view is run by the model itself: in full, kept as any other run, or scaled down as a second opinion.

Effects that are held are held in every draw; what is left open, and every other parameter, is drawn under the belief.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from results.surface.surface import Surface
from results.surface.view import View
from scenarios.errors import InputError, Problem

if TYPE_CHECKING:
    from scenarios.loader import Loaded
    from simulate.ensemble import Plan

MOST_CLAIMANTS, MOST_DRAWS, MOST_YEARS = 240_000, 64, 10.0
"""What one request for a full run may ask for."""
GROUP = "contested."


@dataclass(frozen=True, slots=True)
class Full:
    """How much of a full run. draws: of the parameters, 1 for the very values of the view."""

    claimants: int = 24_000
    draws: int = 16
    replicates: int = 1
    seed: int = 1


def check(asked: Full) -> None:
    """Raises InputError where a full run would be larger than one request may ask for."""
    limits = (
        ("claimants", asked.claimants, 100, MOST_CLAIMANTS), ("draws", asked.draws, 1, MOST_DRAWS),
        ("replicates", asked.replicates, 1, 16), ("seed", asked.seed, 0, 2**31),
    )  # fmt: skip
    problems = [
        Problem("full run", None, None, name, "is out of range", str(given), f"{low:,} to {high:,}")
        for name, given, low, high in limits
        if not low <= given <= high
    ]
    if problems:
        raise InputError(problems)


def regimes(surface: Surface, view: View) -> "tuple[Loaded, Loaded]":
    """Base and other regime of a view, the levers of the other moved. Raises InputError: a regime is not there now, or
    a lever cannot be so.
    """
    from results.surface.design import pulled_from
    from sanctionsim import load_scenario

    base, other = load_scenario(surface.base["file"]), load_scenario(surface.other["file"])
    if not view.moved:
        return base, other
    with TemporaryDirectory() as folder:
        name = f"{other.name}_moved"
        return base, pulled_from(surface.other["file"], other, view.moved, Path(folder), name)


def plan(surface: Surface, view: View, asked: Full) -> "tuple[Plan, tuple[Loaded, Loaded]]":
    """What is run for a view. Raises InputError as `check` and `regimes`."""
    from sanctionsim import make_plan

    check(asked)
    pair = regimes(surface, view)
    years = float(surface.made["weeks"]) / 52
    made = make_plan(
        *pair, claimants=asked.claimants, years=years, replicates=asked.replicates, draws=asked.draws,
        seed=asked.seed, belief=view.belief,
    )  # fmt: skip
    if not view.held:
        return made, pair
    held = in_weeks(made, view.held)
    return replace(made, given=tuple(values | held for values in made.values())), pair


def in_weeks(made: "Plan", held: Mapping[str, float]) -> dict[str, float]:
    """Held effects by their full name, in weeks and per week."""
    return {GROUP + name: made.parameters.quantities[GROUP + name].to_model(value) for name, value in held.items()}
