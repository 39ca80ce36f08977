"""Bar charts of levels: a row for each step, a bar for each regime, labelled with its number."""

from collections.abc import Sequence
from typing import Any

from results.figures import INK, PAPER, SOFT, axis, layout, plain, style, words_axis
from results.spread import Spread
from results.words import number

THICK = 0.72
"""Share of a row that its bars take."""
BAR = 24
"""Thickness of a bar with the room around it, in pixels."""


def bar_chart(
    steps: Sequence[str], regimes: Sequence[str], estimates: Sequence[Sequence[Spread]], *, title: str
) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Data and layout. estimates: (regimes)(steps). title: of the value axis."""
    bars: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    width = THICK / len(regimes)
    most = max((one.high or one.mean for row in estimates for one in row), default=0) or 1
    for index, regime in enumerate(regimes):
        drawn = style(index)
        of = estimates[index]
        up = [0.0 if one.high is None else one.high - one.mean for one in of]
        down = [0.0 if one.low is None else one.mean - one.low for one in of]
        bars.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": plain(regime),
                "y": list(range(len(steps))),
                "width": width,
                "offset": -THICK / 2 + index * width,
                "x": [one.mean for one in of],
                "marker": {
                    "color": drawn.colour,
                    "line": {"color": drawn.colour, "width": 1},
                    "pattern": {"shape": drawn.pattern, "fgcolor": PAPER, "bgcolor": drawn.colour, "size": 7},
                },
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": up,
                    "arrayminus": down,
                    "color": SOFT,
                    "thickness": 1.5,
                    "width": 4,
                },
                "customdata": [number(one.mean) for one in of],
                "hovertemplate": "%{customdata}<extra>" + plain(regime) + "</extra>",
            }
        )
        texts.append(
            {
                "type": "scatter",
                "mode": "text",
                "hoverinfo": "skip",
                "showlegend": False,
                "cliponaxis": False,
                "x": [one.mean if one.high is None else one.high for one in of],
                "y": [step - THICK / 2 + (index + 0.5) * width for step in range(len(steps))],
                "text": [f" {number(one.mean)}" for one in of],
                "textposition": "middle right",
                "textfont": {"size": 12, "color": INK},
            }
        )
    shape = layout(
        height=len(steps) * (len(regimes) * BAR + 22) + 100,
        barmode="overlay",
        xaxis=axis(
            title={"text": plain(title), "font": {"size": 13, "color": SOFT}},
            rangemode="tozero",
            nticks=5,
            range=[0, most * 1.25],
        ),
        yaxis=words_axis([float(at) for at in range(len(steps))], [plain(step) for step in steps]),
        showlegend=len(regimes) > 1,
    )
    shape["margin"] = {**shape["margin"], "t": 40 if len(regimes) > 1 else 8}
    shape["legend"] = {**shape["legend"], "traceorder": "normal", "font": {"color": INK}}
    return (*bars, *texts), shape
