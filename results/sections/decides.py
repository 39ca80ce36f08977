"""What decides it: the unknowns that each difference rises and falls with, beyond what chance would show."""

from collections.abc import Sequence
from typing import Any

from results.blocks import Block, Cell, Choice, Column, Figure, Prose, Table
from results.comparison import Compared
from results.driver_words import called
from results.drivers import FEWEST, Driver, drivers, enough
from results.figures import INK, PALETTE, PAPER, SOFT, axis, layout, plain, words_axis
from results.section import Context, Section
from results.words import joined

SHOWN = 10
"""Parameters drawn in each chart."""


def build(context: Context) -> tuple[Block, ...]:
    """A chart for each headline outcome; a sentence where there are too few draws."""
    if not context.comparisons:
        return ()
    if not enough(context):
        return (
            Prose(
                f"It takes {FEWEST} draws of the parameters to say anything of this, and {context.gathered.draws} "
                f"{'was' if context.gathered.draws == 1 else 'were'} made. Ask for more, for example --draws 64; or "
                "vary single parameters on purpose with `sanctionsim sweep`."
            ),
        )
    figures, options = [], []
    for other, made in enumerate(context.comparisons, start=1):
        for row in made.headline:
            found = drivers(context, other, row)
            if found:
                figures.append(_figure(context, row, other, found))
                whose = f": {context.labels[other]}" if len(context.comparisons) > 1 else ""
                options.append(f"{row.outcome.label}{whose}")
    if not figures:
        return (Prose("Nothing differs between the regimes, so nothing decides by how much."),)
    under = (
        f" Over the {len(context.gathered.beliefs)} beliefs, the mean of each draw." if context.gathered.several else ""
    )
    return (
        Prose(
            f"Every one of the {context.gathered.draws} draws is a world in which each unknown has another value from "
            "its range. A bar says how closely a difference between the regimes follows one unknown over these worlds: "
            "the rank correlation, from −1 to 1. What stays inside the dotted lines chance would show too, once in 20 "
            f"such charts.{under}"
        ),
        Choice("decides-choice", "Outcome:", tuple(options), tuple(figures)),
    )


def _figure(context: Context, row: Compared, other: int, found: Sequence[Driver]) -> Figure:
    label = context.labels[other]
    beyond = [one for one in found if one.beyond]
    shown = list(found[:SHOWN])
    what = row.outcome.label.lower()
    question = f"{row.outcome.label}: which unknowns decide the difference that {label} makes?"
    if beyond:
        finding = (
            f"{len(beyond)} of {len(found)} stand out beyond chance: {joined([_sentence(one) for one in beyond[:3]])}."
        )
    else:
        strongest = max(abs(one.correlation) for one in found)
        finding = (
            f"None of {len(found)} stands out: the strongest correlation is {strongest:.2f}, and chance alone reaches "
            f"{min(one.floor for one in found):.2f} to {max(one.floor for one in found):.2f} among so many with "
            f"{context.gathered.draws} draws."
        )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.parameter, called(one.parameter), f"{one.correlation:.2f}", f"{one.low:.2f} to {one.high:.2f}",
            f"{one.floor:.2f}", "yes" if one.beyond else "no", "contested" if one.contested else "other",
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column("Parameter"), Column("In words"), Column("Rank correlation"), Column("95% interval"),
        Column("Chance reaches"), Column("Beyond chance"), Column("Family"),
    )  # fmt: skip
    data, shape = _chart(shown)
    return Figure(
        f"decides-{other}-{row.outcome.name}", question, finding,
        f"{question} {finding} Strongest: "
        + "; ".join(_sentence(one) for one in shown[:5]),
        data, shape,
        Table(f"Rank correlation of the difference in {what} with every drawn parameter, {label}", columns, rows),
        "Filled bar: beyond chance. Hollow bar: not. Lines are 95% intervals. Dotted: what chance reaches among all "
        "contested effects, dashed: among all other parameters. To the right: the higher, the more. A correlation is "
        "of this run's ranges: an unknown whose range is narrow decides little however much it matters.",
    )  # fmt: skip


def _sentence(one: Driver) -> str:
    return f"{called(one.parameter)} ({one.correlation:.2f}, 95% interval {one.low:.2f} to {one.high:.2f})"


def _label(one: Driver) -> str:
    words = called(one.parameter)
    return words[:1].upper() + words[1:]


def _chart(shown: list[Driver]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    colour = PALETTE[0]
    places = list(range(len(shown)))
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [one.correlation for one in shown],
        "width": 0.5,
        "marker": {
            "color": [colour if one.beyond else PAPER for one in shown],
            "line": {"color": colour, "width": 2},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.correlation for one in shown],
            "arrayminus": [one.correlation - one.low for one in shown],
            "color": SOFT,
            "thickness": 1.5,
            "width": 4,
        },
        "customdata": [f"{one.correlation:.2f} ({one.low:.2f} to {one.high:.2f})" for one in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    lines = []
    for contested, dash in ((True, "dot"), (False, "dash")):
        floors = {round(one.floor, 4) for one in shown if one.contested is contested}
        lines += [
            {
                "type": "line", "x0": sign * floor, "x1": sign * floor, "y0": 0, "y1": 1, "yref": "paper",
                "line": {"color": INK, "width": 1.5, "dash": dash},
            }
            for floor in floors
            for sign in (-1, 1)
        ]  # fmt: skip
    shape = layout(
        height=len(shown) * 50 + 80,
        xaxis=axis(range=[-1.04, 1.04], tickvals=[-1, -0.5, 0, 0.5, 1], zeroline=True,
                   title={"text": "Rank correlation with the difference", "font": {"size": 13, "color": SOFT}}),
        yaxis=words_axis([float(at) for at in places], [plain(_label(one)) for one in shown]),
        shapes=lines,
    )  # fmt: skip
    return (bar,), shape


DECIDES = Section("decides", "What decides it", build)
