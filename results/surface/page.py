"""The explorer as one HTML file that fetches nothing: moved with JavaScript, without it the first answer."""

from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from results.report import in_script
from results.surface.answer import Answer, Row, ask
from results.surface.surface import Effect, Surface, plain
from results.surface.view import View
from results.words import interval, number
from scenarios.parameters import load_parameters
from simulate.ensemble import WEEKS_A_YEAR

FIRST = 8
"""Effects shown before the others."""


def page(surface: Surface) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("results.surface", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    answer = ask(surface, View(surface.beliefs[0].name))
    effects = [controls(one) for one in ordered(surface)]
    return environment.get_template("explorer.html.j2").render(
        surface=surface, answer=answer, rows=[cells(row) for row in answer.rows], first=effects[:FIRST],
        rest=effects[FIRST:], data=in_script(plain(surface)), about=about(surface, answer), others=others(),
        claimants=number(float(surface.made["claimants"])), years=f"{years(surface):g}",
    )  # fmt: skip


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table of differences."""
    gap = row.difference
    here = f"{number(row.here, sign=True)} \N{PLUS-MINUS SIGN} {number(row.error)}"
    return (
        row.shape.label, number(row.shape.base), number(gap.mean, sign=True), interval(gap, sign=True), row.sure, here,
    )  # fmt: skip


def controls(one: Effect) -> dict[str, Any]:
    """What the page says beside the slider of an effect."""
    return {
        "name": one.name, "title": one.title, "note": one.note, "low": f"{one.low:g}", "high": f"{one.high:g}",
        "unit": one.unit, "from": f"{max(one.least, -1):g}",
    }  # fmt: skip


def ordered(surface: Surface) -> tuple[Effect, ...]:
    """The effects, those first that move the outcomes most, from one end to the other with all else in the middle."""
    count = len(surface.effects)
    ends = np.zeros((2 * count, count + len(surface.levers)))
    ends[:, count:] = [one.coordinate(one.value) for one in surface.levers]
    for at in range(count):
        ends[2 * at, at], ends[2 * at + 1, at] = -1, 1
    moved = surface.at(ends)
    size = np.abs(moved[1::2] - moved[::2]) / [one.error + one.spread for one in surface.shapes]
    return tuple(surface.effects[int(at)] for at in np.argsort(-size.sum(axis=1), kind="stable"))


def others() -> int:
    """Parameters that a full run draws and the surface holds."""
    quantities = load_parameters().quantities.values()
    return sum(one.kind != "contested" and one.distribution is not None for one in quantities)


def years(surface: Surface) -> float:
    """Length of the runs."""
    return float(surface.made["weeks"]) / WEEKS_A_YEAR


def about(surface: Surface, answer: Answer) -> tuple[str, ...]:
    """What the page is made of, how far off it is, and what it cannot say."""
    made = surface.made
    errors = "; ".join(f"{row.shape.label.lower()} {number(row.error)}" for row in answer.rows)
    warning = (answer.warning,) if answer.warning else ()
    return (
        *warning,
        "The answers come from a surface, not from runs: a Gaussian process fitted to "
        f"{number(made['points'])} runs of {number(made['claimants'])} claimants over {years(surface):g} years (seed "
        f"{made['seed']}).",
        f"Its error, at points it was not fitted to, for 95 of 100 runs and with their chance in it: {errors}.",
        f"What the parameters add that are held here was learnt from {number(made['unknowns'])} runs in which all were "
        "drawn. It is taken to be the same wherever the sliders stand.",
        "Effects that are held do not pull others with them, though the evidence has some of them move together.",
        "It cannot say that compulsion works or fails, only what follows if these beliefs hold; it says nothing of a "
        "single person, and nothing of your area.",
        f"{surface.base['label']}: {surface.base['title']}. {surface.base['tests']}",
        f"{surface.other['label']}: {surface.other['title']}. {surface.other['tests']}",
    )
