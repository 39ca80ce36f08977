"""How charts look: one palette, one layout, and for each scenario its own colour, dash and symbol."""

import textwrap
from dataclasses import dataclass
from html import escape
from typing import Any

PALETTE = ("#12436D", "#F46A25", "#28A197", "#801650", "#3D3D3D", "#A285D1")
"""Of the Government Analysis Function; neighbours differ by at least 3:1 in contrast."""
INK, SOFT, GRID, PAPER = "#1A1A1A", "#55595C", "#D9DCDF", "#FFFFFF"
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x", "star")
PATTERNS = ("", "/", ".", "x", "-", "+")

WIDEST = 20
"""Characters in a line of an axis label: more would leave no room for the chart on a telephone."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a scenario is drawn, so that it is known without its colour."""

    colour: str
    dash: str
    symbol: str
    pattern: str


def style(index: int) -> Style:
    """The style of the index-th scenario, the base being 0."""
    at = index % len(PALETTE)
    return Style(PALETTE[at], DASHES[at], SYMBOLS[at], PATTERNS[at])


def plain(text: str) -> str:
    """Text that plotly shows as it is written, tags and all."""
    return escape(text, quote=False)


def faint(colour: str, opacity: float) -> str:
    """A colour as a see-through one."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def layout(*, height: int, **more: Any) -> dict[str, Any]:
    """The layout all charts share: no title (the page has it), no frame, a light grid."""
    font = {"family": "Arial, Helvetica, sans-serif", "size": 14, "color": INK}
    made: dict[str, Any] = {
        "height": height,
        "font": font,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hoverlabel": {"font": {**font, "color": INK}, "bgcolor": PAPER, "bordercolor": SOFT},
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
    }
    return made | more


def axis(**more: Any) -> dict[str, Any]:
    """An axis with a light grid that cannot be dragged."""
    made: dict[str, Any] = {
        "gridcolor": GRID,
        "zerolinecolor": SOFT,
        "zerolinewidth": 1,
        "linecolor": GRID,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 13, "color": INK},
        "tickangle": 0,
    }
    return made | more


def words_axis(places: list[float], words: list[str], **more: Any) -> dict[str, Any]:
    """A vertical axis of words, read from top to bottom. places: of the words, 0 at the top."""
    spread = [max(places) + 0.6, min(places) - 0.6]
    broken = ["<br>".join(textwrap.wrap(word, WIDEST)) if "<" not in word else word for word in words]
    return axis(
        tickmode="array",
        tickvals=places,
        ticktext=broken,
        range=spread,
        showgrid=False,
        zeroline=False,
        ticks="",
        **more,
    )
