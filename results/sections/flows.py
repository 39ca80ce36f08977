"""Care and sanctions over time: for each stock or flow a small chart, by quarter, with the spread of the runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from results.blocks import Block, Cell, Choice, Column, Figure, Grid, Prose, Table
from results.fan import BANDS, Fan, ends_of, fan, fan_traces
from results.figures import INK, SOFT, axis, faint, layout, plain, style
from results.gather import Reading
from results.outcome import Kinds, Levels, Values, kinds_of
from results.outcomes import IDENTIFIED
from results.section import Context, Section
from results.spread import ends, ranged, said_of, spread
from results.words import number
from simulate.arrays import FloatArray
from simulate.observation import Observation
from simulate.status import TREATED, Housing, Income, Sanction

WEEKS_A_YEAR = 52
MARK = "\N{BLACK SQUARE}"


@dataclass(frozen=True, slots=True)
class Line:
    """A series. levels: a stock, on an average day of the quarter; or kinds: a flow, in the quarter; or track: a weekly
    course, the mean of the quarter.
    """

    name: str
    question: str
    unit: str
    levels: Levels | None = None
    kinds: Kinds | None = None
    track: str = ""


LINES = (
    Line("in_treatment", "How many are in treatment?", "people, average day", {"pathway": TREATED}),
    Line("identified", "How many are identified to the Jobcentre?", "in the quarter", kinds=IDENTIFIED),
    Line(
        "sanctioned",
        "How many are under a sanction?",
        "people, average day",
        {"sanction": (Sanction.SANCTIONED, Sanction.WRONGED)},
    ),
    Line("nothing", "How many are off benefit and unseen?", "people, average day", {"income": Income.NOTHING}),
    Line("work", "How many are in work?", "people, average day", {"income": Income.WORK}),
    Line("homeless", "How many are homeless?", "people, average day", {"housing": Housing.HOMELESS}),
    Line("custody", "How many are in prison?", "people, average day", {"income": Income.CUSTODY}),
    Line("deaths", "How many die?", "in the quarter", kinds=(("die", None),)),
)
COURSES = (
    Line("trust_advisers", "How far are advisers trusted?", "index, 0 as on the first day", track="trust in advisers"),
    Line(
        "trust_clinicians",
        "How far are clinicians trusted?",
        "index, 0 as on the first day",
        track="trust in clinicians",
    ),
)
"""Weekly courses that the store keeps."""


def _reading(line: Line) -> Reading:
    def read(seen: Observation, values: Values) -> FloatArray:
        if line.track:
            return _course(seen, line.track)
        if line.levels is not None:
            weeks: FloatArray = seen.time[:, seen.where(**line.levels)].sum(axis=1)
            return weeks / np.diff(seen.edges) * seen.weight
        happened: FloatArray = seen.events[:, kinds_of(seen, line.kinds or ())].sum(axis=(1, 2))
        return happened * seen.weight

    return read


def _course(seen: Observation, name: str) -> FloatArray:
    """Means of a weekly course over each period; 0 throughout where the regime has none."""
    weekly = seen.tracks.get(name, np.zeros(int(seen.weeks)))
    at = np.clip(np.round(seen.edges).astype(int), 0, len(weekly))
    return np.array([weekly[a:b].mean() if b > a else 0.0 for a, b in pairwise(at)])


def _edges(seen: Observation, values: Values) -> FloatArray:
    return seen.edges


def build(context: Context) -> tuple[Block, ...]:
    """A fan of the difference for each line, of which the reader chooses one; then a chart of levels for each."""
    blocks: list[Block] = []
    if context.comparisons:
        fans, options = [], []
        for other, label in enumerate(context.labels[1:], start=1):
            for line in (*LINES, *COURSES):
                if context.gathered.arrays[f"flows.{line.name}"].any():
                    fans.append(_fan(context, line, other))
                    options.append(line.question if len(context.labels) == 2 else f"{label}: {line.question}")
        blocks.append(Prose(_how(context)))
        blocks.append(Choice("flows-choice", "Show:", tuple(options), tuple(fans)))
    band = said_of(context.gathered, "shaded band")
    apart = (
        " Bands are of each regime by itself; the paired differences above are surer." if context.comparisons else ""
    )
    blocks.append(Prose(f"Levels under each regime. Each point is a quarter of a year. {band}{apart}"))
    blocks.append(Grid(tuple(_figure(context, line) for line in LINES)))
    return tuple(blocks)


def _how(context: Context) -> str:
    """What the bands of a fan are made of."""
    gathered = context.gathered
    if gathered.draws == 1 and not gathered.several:
        what = (
            "One run of each regime was made, so no bands are drawn."
            if gathered.replicates == 1
            else "The parameters are held at their central values: bands are of chance alone."
        )
    else:
        what = "Bands hold the middle 50, 80 and 95% of what is not known (the draws of the parameters)."
        if gathered.replicates > 1:
            what += " Dotted lines: what luck alone does to a single run, 95%."
    return f"How the paired difference opens over time, by quarter of a year. {what}"


def _fan(context: Context, line: Line, other: int) -> Figure:
    array = context.gathered.arrays[f"flows.{line.name}"]
    edges = context.gathered.arrays["flows.edges"][0, 0, 0]
    when = (edges[:-1] + edges[1:]) / 2 / WEEKS_A_YEAR
    found = fan(array[other] - array[0])
    label, base = context.labels[other], context.labels[0]
    ends = [0.0, *ends_of([found])]
    low, high = min(ends), max(ends)
    room = 0.08 * (high - low or 1.0)
    shape = layout(
        height=330,
        xaxis=axis(title={"text": f"Years since {_start(context)}", "font": {"size": 13, "color": SOFT}}, dtick=1,
                   showgrid=False, range=[0, float(edges[-1]) / WEEKS_A_YEAR]),
        yaxis=axis(range=[low - room, high + room], nticks=6, separatethousands=True),
        shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
                 "line": {"color": INK, "width": 1.5}}],
    )  # fmt: skip
    columns = (
        Column("Years since the start"), Column("Mean difference", "signed"),
        *(Column(f"{100 * share:.0f}% band", "signed interval") for share in BANDS),
        Column("Luck of one run, 95%", "number"),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{edges[at] / WEEKS_A_YEAR:.2f}", float(found.middle[at]),
            *((float(found.bands[share][0, at]), float(found.bands[share][1, at])) if share in found.bands
              else (None, None) for share in BANDS),
            None if found.chance is None else float(found.chance[at]),
        )
        for at in range(len(when))
    )  # fmt: skip
    question = f"{line.question.rstrip('?')}: how different is it under {label}?"
    said = _fan_finding(found, label, base)
    return Figure(
        f"fan-{other}-{line.name}", question, said, f"{question} {line.unit}. {said}",
        tuple(fan_traces(found, when, other)), shape,
        Table(f"{label} less {base}: {line.question} ({line.unit})", columns, rows),
        f"Difference from {base}: {line.unit}.",
    )  # fmt: skip


def _fan_finding(found: Fan, label: str, base: str) -> str:
    """Where the difference stands at the end, and whether it was ever beyond doubt."""
    last = number(float(found.middle[-1]), sign=True)
    if BANDS[0] not in found.bands:
        return f"In the last quarter {last}, in the one run made."
    low, high = found.bands[BANDS[0]]
    if not found.middle.any() and not low.any() and not high.any():
        return f"No difference between {label} and {base} in any run."
    span = f"95% band {number(float(low[-1]), sign=True)} to {number(float(high[-1]), sign=True)}"
    sure = int(((low > 0) | (high < 0)).sum())
    when = f"in {sure} of {len(low)} quarters" if sure else "in no quarter"
    return f"In the last quarter {last} ({span}). The band leaves out zero {when}."


def _figure(context: Context, line: Line) -> Figure:
    array = context.gathered.arrays[f"flows.{line.name}"]
    edges = context.gathered.arrays["flows.edges"][0, 0, 0]
    when = (edges[:-1] + edges[1:]) / 2 / WEEKS_A_YEAR
    traces: list[Mapping[str, Any]] = []
    rows: list[tuple[Cell, ...]] = []
    last = []
    top = float(array.max()) or 1.0
    for index, label in enumerate(context.labels):
        runs = array[index].reshape(-1, array.shape[-1])
        middle = runs.mean(axis=0)
        low, high = ends(runs)
        traces.extend(_traces(index, label, when, middle, low, high, several=len(runs) > 1))
        last.append((float(middle[-1]), index, label))
        for at in range(len(when)):
            between = (float(low[at]), float(high[at])) if len(runs) > 1 else (None, None)
            rows.append((f"{edges[at] / WEEKS_A_YEAR:.2f}", label, float(middle[at]), between))
    said = "; ".join(
        f"{label}: from {ranged(spread(array[index][..., 0]))} to {ranged(spread(array[index][..., -1]))}"
        for index, label in enumerate(context.labels)
    )
    shape = layout(
        height=270,
        xaxis=axis(
            title={"text": f"Years since {_start(context)}", "font": {"size": 13, "color": SOFT}},
            dtick=1,
            showgrid=False,
            range=[0, float(edges[-1]) / WEEKS_A_YEAR],
        ),
        yaxis=axis(range=[0, top * 1.12], nticks=5, separatethousands=True),
        annotations=_labels(last, top),
        showlegend=False,
    )
    shape["margin"] = {**shape["margin"], "r": 118}
    columns = (
        Column("Years since the start"),
        Column("Regime"),
        Column("Mean", "number"),
        Column("Spread of the runs", "interval"),
    )
    return Figure(
        f"flow-{line.name}",
        line.question,
        f"{line.unit[:1].upper()}{line.unit[1:]}. {said}.",
        f"{line.question} {said}.",
        tuple(traces),
        shape,
        Table(f"{line.question} ({line.unit})", columns, tuple(rows)),
    )


def _start(context: Context) -> str:
    days = {told.resolved["calendar"]["start"] for told in context.scenarios}
    if len(days) > 1:
        return "the start"
    day = date.fromisoformat(days.pop())
    return f"{day.day} {day:%B %Y}"


def _traces(
    index: int,
    label: str,
    when: FloatArray,
    middle: FloatArray,
    low: FloatArray,
    high: FloatArray,
    *,
    several: bool,
) -> list[dict[str, Any]]:
    drawn = style(index)
    made: list[dict[str, Any]] = []
    if several:
        made.append(
            {
                "type": "scatter",
                "mode": "lines",
                "hoverinfo": "skip",
                "line": {"width": 0},
                "fill": "toself",
                "x": [*when.tolist(), *when[::-1].tolist()],
                "y": [*high.tolist(), *low[::-1].tolist()],
                "fillcolor": faint(drawn.colour, 0.16),
            }
        )
    made.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": plain(label),
            "x": when.tolist(),
            "y": middle.tolist(),
            "line": {"color": drawn.colour, "width": 3, "dash": drawn.dash},
            "customdata": [number(value) for value in middle.tolist()],
            "hovertemplate": "%{customdata}<extra>" + plain(label) + "</extra>",
        }
    )
    return made


def _labels(lines: list[tuple[float, int, str]], top: float) -> list[dict[str, Any]]:
    """The name of each regime at the end of its line, moved apart where lines end together."""
    apart = top * 0.13
    placed: list[dict[str, Any]] = []
    highest = -apart
    for value, index, label in sorted(lines):
        highest = max(value, highest + apart)
        placed.append(
            {
                "xref": "paper",
                "x": 1.01,
                "xanchor": "left",
                "y": highest,
                "yanchor": "middle",
                "showarrow": False,
                "text": f'<span style="color:{style(index).colour}">{MARK}</span> '
                + plain(label if len(label) <= 16 else label[:15] + "\N{HORIZONTAL ELLIPSIS}"),
                "font": {"size": 12, "color": INK},
            }
        )
    return placed


FLOWS = Section(
    "flows",
    "Care, sanctions and lives over time",
    build,
    {"flows.edges": _edges, **{f"flows.{line.name}": _reading(line) for line in (*LINES, *COURSES)}},
)
