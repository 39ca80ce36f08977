"""The picture of docs/performance.md: two panels as plain SVG.

The colours are those of the Analysis Function; bars are named, lines differ in dash and mark.
"""

from collections.abc import Sequence
from html import escape
from math import ceil, log10
from typing import Any

ENGINE, WEEKLY, MATRIX, DAILY = "#12436D", "#28A197", "#F46A25", "#801650"
WIDTH, HEIGHT = 900, 380
TOP, BOTTOM = 70, 320
GRID = 20
"""Nanoseconds: the scale ends at a multiple of this."""
Point = tuple[float, float]


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 14, weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _bars(results: dict[str, Any]) -> list[str]:
    """Seconds of one replicate of the full model, a bar a contender, with its length written beside it."""
    found = {row["key"]: row["measured"]["seconds"] for row in results["main"]}
    bars = [
        ("this engine, exact", found["engine voluntary_2009"], ENGINE),
        ("weekly, tuned", found["columns voluntary_2009"], WEEKLY),
        ("weekly, plain", found["matrix"], MATRIX),
        ("daily, tuned", found["daily"], DAILY),
    ]
    longest, left, right = max(seconds for _, seconds, _ in bars), 150, 390
    step = (BOTTOM - TOP) / len(bars)
    size = results["size"]
    drawn = [_text(20, 45, f"Seconds for {size['claimants']:,} claimants x {size['weeks']} weeks", weight="bold")]
    for index, (name, seconds, colour) in enumerate(bars):
        y, width = TOP + index * step, (right - left) * seconds / longest
        drawn += [
            _text(left - 8, y + step / 2 + 1, name, anchor="end"),
            _bar(left, y + 10, width, step - 28, colour),
            _text(left + width + 6, y + step / 2 + 1, f"{seconds:.1f}"),
        ]
    return drawn


def _line(points: Sequence[Point], colour: str, *, dashed: bool, name: str) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = ' stroke-dasharray="7 5"' if dashed else ""
    drawn = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>']
    for x, y in points:
        if dashed:
            drawn.append(_bar(x - 4, y - 4, 8, 8, colour))
        else:
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>')
    x, y = points[-1]
    drawn.append(_text(x + 10, y + 5, name))
    return drawn


def _rates(results: dict[str, Any]) -> list[str]:
    """Cost of a claimant-week against how much happens."""
    rows = results["by_rate"]
    left, right = 510.0, 790.0
    most = GRID * ceil(max(max(row["engine_ns"], row["weekly_ns"]) for row in rows) / GRID)
    least, last = log10(rows[0]["scale"]), log10(rows[-1]["scale"])

    def at(row: dict[str, Any], key: str) -> Point:
        x = left + 20 + (right - left - 40) * (log10(row["scale"]) - least) / (last - least)
        return x, BOTTOM - (BOTTOM - TOP - 20) * row[key] / most

    drawn = [
        _text(480, 45, "Nanoseconds a claimant-week, all hazards times ...", weight="bold"),
        f'<line x1="{left}" y1="{BOTTOM}" x2="{right}" y2="{BOTTOM}" stroke="#555"/>',
        f'<line x1="{left}" y1="{TOP}" x2="{left}" y2="{BOTTOM}" stroke="#555"/>',
    ]
    for part in (0.0, 0.5, 1.0):
        y = BOTTOM - (BOTTOM - TOP - 20) * part
        drawn.append(_text(left - 8, y + 5, f"{most * part:.0f}", anchor="end", size=12))
    for row in rows:
        x, _ = at(row, "engine_ns")
        drawn.append(_text(x, BOTTOM + 20, f"{row['scale']:g}", anchor="middle", size=12))
    drawn += _line([at(row, "engine_ns") for row in rows], ENGINE, dashed=False, name="this engine")
    drawn += _line([at(row, "weekly_ns") for row in rows], WEEKLY, dashed=True, name="weekly,")
    x, y = at(rows[-1], "weekly_ns")
    return [*drawn, _text(x + 10, y + 21, "tuned")]


def picture(results: dict[str, Any]) -> str:
    """The picture as one SVG file."""
    title = "Time of a replicate beside its opponents, and cost against how much happens"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="Arial, Helvetica, sans-serif" fill="#222">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *_bars(results),
            *_rates(results),
            "</svg>",
            "",
        ]
    )
