"""The tornado as a picture, for wherever a page cannot go: SVG, one panel below the other, readable without colour."""

import textwrap
from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from results.figures import GRID, INK, PALETTE, PAPER, SOFT
from results.sweep.analysis import Sensitivity
from results.sweep.index import Index
from results.sweep.page import Swept
from results.sweep.words import DUMMY, SIGNED, TITLES, decides, figure, short_names

WIDE, LEFT, RIGHT = 960, 260, 60
ROW, BAR, MOST = 26, 14, 12
FULL = "#89A1B6"
"""The first colour of the palette, half as strong: a line across it is still seen."""
STEPS = (1, 2, 2.5, 5, 10)


def picture(swept: Swept) -> str:
    """The SVG: for every outcome and regime the first index of its factors."""
    parts: list[str] = []
    top = 16.0
    for found in swept.analysis.found:
        drawn, top = _panel(swept, found, top)
        parts += drawn
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {top:.0f}" width="{WIDE}" height="{top:.0f}" '
        f'role="img" font-family="Arial, Helvetica, Liberation Sans, sans-serif" font-size="14" fill="{INK}">'
    )
    names = short_names(swept.analysis.design.factors)
    told = " ".join(decides(found, names) for found in swept.analysis.found)
    title = f"<title>{escape(swept.title)}</title><desc>{escape(told)}</desc>"
    paper = f'<rect width="{WIDE}" height="{top:.0f}" fill="{PAPER}"/>'
    return "\n".join([head, title, paper, *parts, "</svg>", ""])


def _text(x: float, y: float, words: str, **more: str) -> str:
    style = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{style}>{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _panel(swept: Swept, found: Sensitivity, top: float) -> tuple[list[str], float]:
    """One outcome and regime. top: where it begins; given back is where it ends."""
    names = short_names(swept.analysis.design.factors)
    other, base = swept.manifest.label(found.other), swept.manifest.label(found.base)
    parts = [_text(16, top + 20, f"{found.outcome.label}: {other} minus {base}", font_size="19", font_weight="700")]
    top += 32
    for line in textwrap.wrap(decides(found, names), 125):
        parts.append(_text(16, top + 14, line, fill=SOFT))
        top += 19
    if not found.indices:
        return parts, top + 28
    index = found.indices[0]
    order = found.order()[:MOST]
    bars, bottom = _bars(index, names, order, top + 26, _unit(found, index))
    return [*parts, *bars], bottom + 24


def _unit(found: Sensitivity, index: Index) -> str:
    unit = f" ({found.outcome.unit})" if index.name in ("effect", "mean_effect", "spread") else ""
    return f"{TITLES[index.name]}{unit}"


def _bars(index: Index, names: Sequence[str], order: Sequence[int], top: float, title: str) -> tuple[list[str], float]:
    pick = np.array(order, dtype=int)
    reach = np.nan_to_num(np.concatenate([index.value[pick], index.low[pick], index.high[pick], index.floor[pick]]))
    low, high = min(0.0, float(reach.min())), max(float(reach.max()), 1e-12)
    if index.name in SIGNED:
        low = min(low, -float(np.nan_to_num(index.floor[pick]).max()))
    scale = (WIDE - LEFT - RIGHT) / (high - low)

    def x(value: float) -> float:
        return LEFT + (value - low) * scale

    bottom = top + ROW * len(order)
    parts = []
    for tick in _ticks(low, high):
        parts.append(_line(x(tick), top, x(tick), bottom, GRID, 1))
        parts.append(
            _text(
                x(tick),
                bottom + 17,
                figure("effect", tick) if high > 2 else f"{tick:g}",
                text_anchor="middle",
                fill=SOFT,
            )
        )
    for row, at in enumerate(order):
        parts += _row(index, at, names[at], top + ROW * (row + 0.5), x)
    floor = index.floor[pick]
    if index.name in DUMMY:
        for side in (1.0, -1.0) if index.name in SIGNED else (1.0,):
            at_x = x(side * float(floor[0]))
            parts.append(_line(at_x, top, at_x, bottom, PALETTE[1], 2.5, "7 4"))
        parts.append(_text(x(float(floor[0])), top - 4, "dummy line", text_anchor="middle", fill=SOFT, font_size="13"))
    parts.append(_line(x(0.0), top, x(0.0), bottom, INK, 1.5))
    marks = "; upright mark: by chance alone" if index.name == "effect" and np.nan_to_num(floor).any() else ""
    full = "Full: beyond what a parameter that does nothing shows; hollow: not beyond; lines: 95% intervals"
    key = f"{title}. {full}{marks}."
    parts.append(_text(16, bottom + 40, key, fill=SOFT, font_size="13"))
    return parts, bottom + 48


def _row(index: Index, at: int, name: str, middle: float, x: Callable[[float], float]) -> list[str]:
    """A bar with its interval. x: value -> place."""
    value = float(np.nan_to_num(index.value[at]))
    left, right = sorted((x(0.0), x(value)))
    fill = FULL if index.beyond[at] else PAPER
    parts = [
        _text(LEFT - 10, middle + 5, name, text_anchor="end"),
        f'<rect x="{left:.1f}" y="{middle - BAR / 2:.1f}" width="{right - left:.1f}" height="{BAR}" fill="{fill}" '
        f'stroke="{PALETTE[0]}" stroke-width="1.2"/>',
    ]
    low, high, floor = float(index.low[at]), float(index.high[at]), float(index.floor[at])
    if np.isfinite(low) and np.isfinite(high):
        parts.append(_line(x(low), middle, x(high), middle, INK, 1.8))
        parts += [_line(x(end), middle - 4, x(end), middle + 4, INK, 1.8) for end in (low, high)]
    if index.name == "effect" and np.isfinite(floor) and floor > 0:
        parts.append(_line(x(floor), middle - 10, x(floor), middle + 10, PALETTE[1], 3))
    return parts


def _ticks(low: float, high: float) -> list[float]:
    """Round values, five or so."""
    rough = (high - low) / 5
    size = 10.0 ** np.floor(np.log10(rough))
    step = next(size * one for one in STEPS if size * one >= rough)
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return [float(round(step * one, 12)) for one in range(first, last + 1)]
