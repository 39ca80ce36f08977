"""Care and sanctions over time: for each stock or flow a small chart, by quarter, with the spread of the runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from results.blocks import Block, Cell, Column, Figure, Grid, Prose, Table
from results.figures import INK, SOFT, axis, faint, layout, plain, style
from results.gather import Reading
from results.outcome import Kinds, Levels, Values, kinds_of
from results.outcomes import IDENTIFIED, TREATED
from results.section import Context, Section
from results.spread import ends, said_of
from results.words import number
from simulate.arrays import FloatArray
from simulate.observation import Observation
from simulate.status import Housing, Income, Sanction

WEEKS_A_YEAR = 52
MARK = "\N{BLACK SQUARE}"


@dataclass(frozen=True, slots=True)
class Line:
    """A series. levels: a stock, on an average day of the quarter; or kinds: a flow, in the quarter."""

    name: str
    question: str
    unit: str
    levels: Levels | None = None
    kinds: Kinds | None = None


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


def _reading(line: Line) -> Reading:
    def read(seen: Observation, values: Values) -> FloatArray:
        if line.levels is not None:
            weeks: FloatArray = seen.time[:, seen.where(**line.levels)].sum(axis=1)
            return weeks / np.diff(seen.edges) * seen.weight
        happened: FloatArray = seen.events[:, kinds_of(seen, line.kinds or ())].sum(axis=(1, 2))
        return happened * seen.weight

    return read


def _edges(seen: Observation, values: Values) -> FloatArray:
    return seen.edges


def build(context: Context) -> tuple[Block, ...]:
    """A chart for each line."""
    band = said_of(context.gathered, "shaded band")
    paired = (
        " Bands are of each regime by itself; the paired differences above are surer." if context.comparisons else ""
    )
    return (
        Prose(f"Each point is a quarter of a year. {band}{paired}"),
        Grid(tuple(_figure(context, line) for line in LINES)),
    )


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
            spread = (float(low[at]), float(high[at])) if len(runs) > 1 else (None, None)
            rows.append((f"{edges[at] / WEEKS_A_YEAR:.2f}", label, float(middle[at]), spread))
    said = "; ".join(
        f"{label}: from {number(float(first))} to {number(float(last))}"
        for label, first, last in (
            (label, *array[index].reshape(-1, array.shape[-1]).mean(axis=0)[[0, -1]])
            for index, label in enumerate(context.labels)
        )
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
    {"flows.edges": _edges, **{f"flows.{line.name}": _reading(line) for line in LINES}},
)
