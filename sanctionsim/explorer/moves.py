"""From what the browser sends to a view, and back: the only place where either is trusted with nothing."""

import math
from collections.abc import Mapping
from typing import Any

from results.surface.surface import Effect, Lever, Surface
from results.surface.view import View
from scenarios.errors import InputError, Problem

FIGURES = 4
"""Significant figures of a value that a slider gives."""


def view_of(
    surface: Surface, belief: Any, ranges: Mapping[str, Any], holds: Mapping[str, Any], levers: Mapping[str, Any]
) -> View:
    """The view of what was sent. ranges: effect -> value. holds: effect -> checked. levers: lever -> value.

    Raises InputError for a belief that is not there and for what is no number.
    """
    if belief not in [one.name for one in surface.beliefs]:
        raise InputError(Problem("the page", None, None, "belief", "is not known"))
    held = {one.name: value_of(one, _number(one.name, ranges[one.name])) for one in surface.effects if holds[one.name]}
    moved = {one.name: _inside(_number(one.name, levers[one.name]), one.low, one.high) for one in surface.levers}
    return View(belief, held, {one.name: moved[one.name] for one in surface.levers if moved[one.name] != one.value})


def value_of(one: Effect, given: float) -> float:
    """A value of an effect as its slider gives it, no finer than a reader can see and inside its ends."""
    return _inside(_rounded(given), one.low, one.high)


def lever_of(one: Lever, view: View) -> float:
    """What a lever is in a view."""
    return view.moved.get(one.name, one.value)


def _number(name: str, given: Any) -> float:
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise InputError(Problem("the page", None, None, name, "is no number"))
    return value


def _rounded(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")


def _inside(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
