"""Charts of the report drawn by Matplotlib, for paper and pictures: vectors, no browser, no network.

A figure says what to draw as plotly takes it. What the sections use of that is drawn here; a trace of another kind
raises NotDrawable, and the figure is then given as its table.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING, Any

from results.blocks import Figure
from results.figures import GRID, INK, PAPER, SOFT
from results.paper.text import inert

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH = 6.7
"""Inches: the text of an A4 page."""
PIXELS = 120
"""Of the page that go into an inch of paper."""
SIZE = 8
"""Of letters, in points."""
DASHES: Mapping[str, Any] = {
    "solid": "-", "dash": (0, (5, 2.5)), "dot": (0, (1.2, 1.6)), "dashdot": "-.", "longdash": (0, (9, 3)),
    "longdashdot": (0, (9, 2, 1.2, 2)),
}  # fmt: skip
SYMBOLS: Mapping[str, str] = {
    "circle": "o", "diamond": "D", "square": "s", "triangle-up": "^", "x": "X", "star": "*",
}  # fmt: skip
HATCHES: Mapping[str, str] = {"": "", "/": "////", ".": "....", "x": "xxxx", "-": "----", "+": "++++"}
LONGEST_LABEL = 160


class NotDrawable(Exception):
    """Matplotlib is not asked to draw this."""


def svg(figure: Figure, *, width: float = WIDTH) -> str:
    """The chart as SVG whose letters are text. Raises NotDrawable."""
    into = io.StringIO()
    with _settings():
        drawn = draw(figure, width=width)
        drawn.savefig(into, format="svg", metadata={"Date": None})
    return into.getvalue()


def png(figure: Figure, *, width: float = WIDTH, dots: int = 200) -> bytes:
    """The chart as a picture, of so many dots an inch. Raises NotDrawable."""
    into = io.BytesIO()
    with _settings():
        drawn = draw(figure, width=width)
        drawn.savefig(into, format="png", dpi=dots, metadata={"Title": figure.question, "Description": figure.finding})
    return into.getvalue()


@contextmanager
def _settings() -> Iterator[None]:
    import matplotlib

    wanted: Any = {
        "svg.fonttype": "none", "svg.hashsalt": "sanctionsim", "font.family": "DejaVu Sans", "font.size": SIZE,
        "text.parse_math": False, "hatch.linewidth": 0.6, "axes.unicode_minus": True, "text.color": INK,
    }  # fmt: skip
    with matplotlib.rc_context(wanted), warnings.catch_warnings():
        # A letter of a title that no font has is drawn as a box.
        warnings.simplefilter("ignore", UserWarning)
        yield


def draw(figure: Figure, *, width: float = WIDTH) -> "Drawing":
    """The chart. Raises NotDrawable for what it has no way to draw."""
    from matplotlib.figure import Figure as Drawing

    shape = figure.layout
    drawn = Drawing(figsize=(width, max(shape["height"], 120) / PIXELS), layout="constrained")
    axes = drawn.add_subplot()
    for trace in figure.data:
        _trace(axes, trace)
    for mark in shape.get("shapes", ()):
        _line(axes, mark)
    _axis(axes, "x", shape.get("xaxis", {}), ticks=4 if width < WIDTH else 6)
    _axis(axes, "y", shape.get("yaxis", {}))
    for note in shape.get("annotations", ()):
        _note(axes, note)
    if shape.get("showlegend"):
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderpad=0.2, handlelength=1.6
        )  # fmt: skip
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=SIZE, labelcolor=INK)
    return drawn


def words(label: str) -> str:
    """What plotly is given as HTML, as lines of plain text."""
    lines = re.split(r"<br\s*/?>", label)
    return "\n".join(inert(unescape(re.sub("<[^>]*>", "", line)), LONGEST_LABEL) for line in lines)


def _trace(axes: "Axes", trace: Mapping[str, Any]) -> None:
    kind, mode = trace["type"], trace.get("mode", "")
    if kind == "bar" and trace.get("orientation") == "h":
        _bars(axes, trace)
    elif kind == "scatter" and mode == "markers":
        _marks(axes, trace)
    elif kind == "scatter" and mode == "lines":
        _lines(axes, trace)
    elif kind == "scatter" and mode == "text":
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            # An empty label would still take room.
            if words(text):
                axes.annotate(
                    words(text), (x, y), (4, 0), textcoords="offset points", va="center", size=SIZE - 1, color=INK
                )  # fmt: skip
    else:
        raise NotDrawable(f"{kind} {mode}")


def _name(trace: Mapping[str, Any]) -> str:
    shown = trace.get("showlegend", True) and trace.get("name")
    return words(str(trace["name"])) if shown else "_nolegend_"


def _bars(axes: "Axes", trace: Mapping[str, Any]) -> None:
    marker, error = trace["marker"], trace.get("error_x", {})
    y = [at + trace.get("offset", 0) for at in trace["y"]]
    axes.barh(
        y, trace["x"], height=trace.get("width", 0.8), align="edge", color=marker["color"], edgecolor=PAPER,
        linewidth=0.8, hatch=HATCHES.get(marker.get("pattern", {}).get("shape", ""), ""), label=_name(trace),
    )  # fmt: skip
    if error:
        middle = [at + trace.get("width", 0.8) / 2 for at in y]
        _errors(axes, trace["x"], middle, error)


def _errors(axes: "Axes", x: Sequence[float], y: Sequence[float], error: Mapping[str, Any]) -> None:
    both = [error.get("arrayminus", error["array"]), error["array"]]
    axes.errorbar(x, y, xerr=both, fmt="none", ecolor=error["color"], elinewidth=1.3, capsize=2.2, zorder=2.5)


def _marks(axes: "Axes", trace: Mapping[str, Any]) -> None:
    marker = trace["marker"]
    edge = marker.get("line", {}).get("color", marker["color"])
    symbol = SYMBOLS.get(marker.get("symbol", "circle"), "o")
    shown = [at for at, x in enumerate(trace["x"]) if x is not None]
    if not shown:
        axes.scatter([], [], marker=symbol, s=34, color=marker["color"], label=_name(trace))
        return
    if "error_x" in trace:
        _errors(axes, trace["x"], trace["y"], trace["error_x"])
    colours = marker["color"] if isinstance(marker["color"], list) else [marker["color"]] * len(trace["x"])
    axes.scatter(
        trace["x"], trace["y"], marker=symbol, s=34, c=colours, edgecolors=edge, linewidths=1.5, zorder=3,
        label=_name(trace),
    )  # fmt: skip


def _lines(axes: "Axes", trace: Mapping[str, Any]) -> None:
    line = trace.get("line", {})
    if trace.get("fill") == "toself":
        red, green, blue, opacity = re.findall(r"[\d.]+", trace["fillcolor"])
        colour = (int(red) / 255, int(green) / 255, int(blue) / 255, float(opacity))
        axes.fill(trace["x"], trace["y"], facecolor=colour, edgecolor="none", label="_nolegend_")
    elif trace.get("fill", "none") != "none":
        raise NotDrawable(f"fill {trace['fill']}")
    if line.get("width", 2) > 0:
        dash = DASHES.get(line.get("dash", "solid"), "-")
        axes.plot(trace["x"], trace["y"], color=line.get("color", INK), lw=1.6, ls=dash, label=_name(trace))


def _line(axes: "Axes", mark: Mapping[str, Any]) -> None:
    if mark.get("type") != "line":
        raise NotDrawable(f"shape {mark.get('type')}")
    style = {"color": mark["line"]["color"], "lw": 1.0, "zorder": 1.5}
    if mark.get("yref") == "paper" and mark["x0"] == mark["x1"]:
        axes.axvline(mark["x0"], **style)
    elif mark.get("xref") == "paper" and mark["y0"] == mark["y1"]:
        axes.axhline(mark["y0"], **style)
    else:
        axes.plot([mark["x0"], mark["x1"]], [mark["y0"], mark["y1"]], **style)


def _axis(axes: "Axes", which: str, says: Mapping[str, Any], *, ticks: int = 6) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

    if says.get("type", "linear") != "linear":
        raise NotDrawable(f"axis {says['type']}")
    axis = axes.xaxis if which == "x" else axes.yaxis
    if title := says.get("title", {}).get("text"):
        axis.set_label_text(words(title), size=SIZE, color=SOFT)
    limits = axes.set_xlim if which == "x" else axes.set_ylim
    if "range" in says:
        limits(*says["range"])
    elif says.get("rangemode") == "tozero":
        limits(0, None)
    if says.get("tickmode") == "array":
        axis.set_ticks(says["tickvals"], [words(text) for text in says["ticktext"]])
    else:
        most = MaxNLocator(min(ticks, says.get("nticks", ticks)))
        axis.set_major_locator(MultipleLocator(says["dtick"]) if "dtick" in says else most)
        suffix = says.get("ticksuffix", "")
        axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value) + suffix))
    if says.get("showgrid", True):
        axis.grid(True, color=GRID, lw=0.7)
        axes.set_axisbelow(True)


def _tick(value: float) -> str:
    if abs(value) >= 1e6:
        return f"{value / 1e6:g}M".replace("-", "\N{MINUS SIGN}")
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")


def _note(axes: "Axes", note: Mapping[str, Any]) -> None:
    if note.get("showarrow", True):
        raise NotDrawable("arrow")
    x_of, y_of = (axes.transAxes if note.get(ref) == "paper" else axes.transData for ref in ("xref", "yref"))
    from matplotlib.transforms import blended_transform_factory

    colour = re.search(r"color:\s*(#[0-9A-Fa-f]{6})", note["text"])
    across = {"left": "left", "right": "right"}.get(note.get("xanchor", "center"), "center")
    axes.text(
        note["x"], note["y"], words(note["text"]), transform=blended_transform_factory(x_of, y_of), ha=across,
        va="center", size=SIZE - 1, color=colour.group(1) if colour else INK, clip_on=False,
    )  # fmt: skip
