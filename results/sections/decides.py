"""What decides it: the unknowns that each difference rises and falls with, beyond what chance would show."""

from collections.abc import Sequence
from typing import Any

from results.blocks import Block, Cell, Choice, Column, Figure, Prose, Table
from results.comparison import Compared
from results.driver_words import called
from results.drivers import FEWEST, Driver, drivers, enough
from results.figures import INK, PALETTE, PAPER, SOFT, axis, layout, plain, words_axis
from results.section import Context, Section
from results.words import MINUS, joined

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
            "the rank correlation, from −1 to 1. What stays inside the dotted lines is no more than chance shows among "
            f"so many.{under}"
        ),
        Choice("decides-choice", "Outcome:", tuple(options), tuple(figures)),
    )


def _figure(context: Context, row: Compared, other: int, found: Sequence[Driver]) -> Figure:
    label = context.labels[other]
    beyond = [one for one in found if one.beyond]
    shown = _shown(found)
    what = row.outcome.label.lower()
    question = f"{row.outcome.label}: which unknowns decide the difference that {label} makes?"
    floor = found[0].floor
    if beyond:
        many = "1 stands" if len(beyond) == 1 else f"{len(beyond)} stand"
        finding = f"Of {len(found)} unknowns {many} out beyond chance: {joined([_sentence(one) for one in beyond])}."
    else:
        strongest = max(abs(one.correlation) for one in found)
        finding = (
            f"None of {len(found)} unknowns stands out: the strongest correlation is {strongest:.2f}, and chance alone "
            f"reaches {floor:.2f} among so many with {context.gathered.draws} draws."
        )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.parameter, called(one.parameter), _signed(one.correlation),
            f"{_signed(one.low)} to {_signed(one.high)}",
            "yes" if one.beyond else "no", joined([called(name) for name in one.together]) or None,
            "contested" if one.contested else "other",
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column("Parameter"), Column("In words"), Column("Rank correlation"), Column("95% interval"),
        Column("Stands out"), Column("Moves together with, in these draws"), Column("Kind"),
    )  # fmt: skip
    data, shape = _chart(shown)
    return Figure(
        f"decides-{other}-{row.outcome.name}", question, finding,
        f"{question} {finding} Strongest: "
        + "; ".join(_sentence(one) for one in shown[:5]),
        data, shape,
        Table(f"Rank correlation of the difference in {what} with every drawn parameter, {label}", columns, rows),
        "Filled bar: stands out. Hollow bar: does not. Left out: those that only move together with one that stands "
        f"out. Lines are 95% intervals. Dotted: {floor:.2f}, what chance reaches among all {len(found)}. To the right: "
        "the higher, the more. What stands out after the first is judged with what those before it explain taken out. "
        "Where draws are few, unknowns move together in them and cannot be told apart; of such a "
        "set a contested effect is named first. A correlation is of this run's ranges: an unknown whose range is "
        "narrow decides little however much it matters.",
    )  # fmt: skip


def _shown(found: Sequence[Driver]) -> list[Driver]:
    """Those that stand out, then the strongest that do not move together with them."""
    alone = [one for one in found if not one.beyond and not one.together]
    return ([one for one in found if one.beyond] + alone)[:SHOWN]


def _sentence(one: Driver) -> str:
    return f"{called(one.parameter)}{others(one)} ({_signed(one.correlation)}, {_span(one)})"


def others(one: Driver) -> str:
    """With how many others one that stands out cannot be told apart."""
    many = len(one.together) if one.beyond else 0
    return f", or one of {many} that move together with it in these draws" if many else ""


def _span(one: Driver) -> str:
    return f"95% interval {_signed(one.low)} to {_signed(one.high)}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)


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
        "customdata": [f"{_signed(one.correlation)} ({_span(one)})" for one in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    lines = [
        {
            "type": "line", "x0": sign * shown[0].floor, "x1": sign * shown[0].floor, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": INK, "width": 1.5, "dash": "dot"},
        }
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
