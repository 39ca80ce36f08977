"""Dot charts of paired differences: a row for each thing, a mark with its interval for each other regime.

A filled mark: the interval leaves no doubt about the sign. A hollow one: the sign is not settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from results.estimate import Estimate
from results.figures import INK, PAPER, SOFT, Style, axis, layout, plain, style, words_axis
from results.words import interval, number

ROW = 46
"""Height of a row, in pixels, for one regime."""
APART = 0.26
"""Distance between the marks of two regimes in one row, in rows."""
SPAN = 0.6
"""The most that all marks of a row take up, so that rows stay apart where regimes are many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. label: HTML as plotly knows it. estimates: of each regime; None where there is nothing to
    show.

    scale: what the estimates are multiplied by for drawing.
    """

    label: str
    estimates: tuple[Estimate | None, ...]
    scale: float = 1.0


def dot_chart(
    rows: Sequence[Row],
    regimes: Sequence[str],
    *,
    title: str,
    suffix: str = "",
    row_height: int = ROW,
    first: int = 1,
) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Data and layout of a dot chart. regimes: their labels, in the order of the estimates. title: of the
    value axis. first: the style of the first of them.
    """
    apart = min(APART, SPAN / max(1, len(regimes) - 1))
    marks = [
        _marks(rows, index, regime, look=style(first + index), shift=(index - (len(regimes) - 1) / 2) * apart)
        for index, regime in enumerate(regimes)
    ]
    high = row_height + (len(regimes) - 1) * 14
    zero = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": INK, "width": 1.5},
    }
    shape = layout(
        height=high * len(rows) + 90,
        xaxis=axis(
            title={"text": plain(title), "font": {"size": 13, "color": SOFT}},
            ticksuffix=suffix,
            zeroline=False,
            nticks=5,
        ),
        yaxis=words_axis([float(at) for at in range(len(rows))], [row.label for row in rows]),
        shapes=[zero],
        showlegend=len(regimes) > 1,
    )
    if len(regimes) > 1:
        shape["margin"] = {**shape["margin"], "t": 40}
    return (*marks, *_legend(regimes, first)), shape


def _marks(rows: Sequence[Row], index: int, regime: str, *, look: Style, shift: float) -> dict[str, Any]:
    """The marks of one regime with their intervals. shift: down from the middle of a row, in rows."""
    shown = [(at, row, one) for at, row in enumerate(rows) if (one := row.estimates[index]) is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "name": plain(regime),
        "x": [one.mean * row.scale for _, row, one in shown],
        "y": [at + shift for at, _, _ in shown],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [0.0 if one.high is None else (one.high - one.mean) * row.scale for _, row, one in shown],
            "arrayminus": [0.0 if one.low is None else (one.mean - one.low) * row.scale for _, row, one in shown],
            "color": look.colour,
            "thickness": 2,
            "width": 5,
        },
        "marker": {
            "symbol": look.symbol,
            "size": 12,
            "color": [look.colour if one.settled else PAPER for _, _, one in shown],
            "line": {"color": look.colour, "width": 2.5},
        },
        "customdata": [f"{number(one.mean, sign=True)} ({interval(one, sign=True)})" for _, _, one in shown],
        "hovertemplate": "%{customdata}<extra>" + plain(regime) + "</extra>",
    }


def _legend(regimes: Sequence[str], first: int) -> list[dict[str, Any]]:
    """A filled mark of each regime for the legend, whatever its first mark in the chart is like."""
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": plain(regime),
            "x": [None],
            "y": [None],
            "marker": {"symbol": style(first + index).symbol, "size": 12, "color": style(first + index).colour},
            "hoverinfo": "skip",
        }
        for index, regime in enumerate(regimes)
    ]
