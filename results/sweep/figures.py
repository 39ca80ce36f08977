"""The figures of a sweep's page: tornados of indices, and draws against the difference."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from results.blocks import Cell, Choice, Column, Figure, Table
from results.figures import INK, PALETTE, PAPER, SOFT, axis, faint, layout, plain
from results.sweep.analysis import Analysis, Sensitivity
from results.sweep.bars import MOST_BARS, tornado
from results.sweep.index import Index
from results.sweep.words import DUMMY, MEANINGS, SIGNED, TITLES, cell, decides, short_names, standing
from results.words import number
from simulate.arrays import FloatArray

MOST_SCATTERS = 30
KEY = "Full bar: beyond what a parameter that does nothing shows. Hollow bar: not beyond it. Lines are 95% intervals."


def index_figure(analysis: Analysis, found: Sensitivity, index: Index, name: str) -> Figure:
    """The tornado of one index, its factors ordered by the first index of the sweep."""
    names = short_names(analysis.design.factors)
    order = found.order()
    shown = order[:MOST_BARS]
    main = index is found.indices[0]
    title = f"{TITLES[index.name]}{_unit(found, index)}"
    data, shape = tornado(index, names, shown, title=title)
    rest = f" The {len(order) - len(shown)} others are in the table." if len(order) > len(shown) else ""
    told = "; ".join(f"{names[at]} {cell(index, at)}" for at in shown)
    dashed = " Dashed: the dummy line." if index.name in DUMMY else ""
    marked = " Upright mark: by chance alone." if index.name == "effect" and np.nan_to_num(index.floor).any() else ""
    noun = found.outcome.noun
    asks = f"What does the difference in {noun} hang on?" if main else f"{TITLES[index.name]}: {noun}"
    finding = decides(found, names) if main else f"{TITLES[index.name]}: {MEANINGS[index.name]}."
    note = (
        f"{TITLES[index.name]}: {MEANINGS[index.name]}. {KEY}{dashed}{marked}{rest}" if main else f"{KEY}{dashed}{rest}"
    )
    return Figure(
        name, asks, finding, f"{title}. {told}.{rest}", data, shape, index_table(analysis, found, index, order), note
    )


def _unit(found: Sensitivity, index: Index) -> str:
    return f" ({found.outcome.unit})" if index.name in ("effect", "mean_effect", "spread") else ""


def index_table(analysis: Analysis, found: Sensitivity, index: Index, order: Sequence[int]) -> Table:
    """Every factor with its index."""
    names = analysis.design.factors
    signed = index.name in SIGNED
    columns = (
        Column("Parameter"), Column(TITLES[index.name], "signed" if signed else "number"),
        Column("95% interval", "signed interval" if signed else "interval"), Column("Does nothing: up to", "number"),
        Column("Beyond it"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for at in order:
        ends = (_plain(index.low[at]), _plain(index.high[at]))
        beyond_it = "yes" if index.beyond[at] else "no"
        rows.append((names[at], _plain(index.value[at]), ends, _plain(index.floor[at]), beyond_it))
    return Table(f"{TITLES[index.name]}, difference in {found.outcome.noun}", columns, tuple(rows))


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def scatters(analysis: Analysis, found: Sensitivity, name: str, *, other: str, base: str) -> Choice:
    """Every point against the difference, for one parameter at a time, chosen by the reader."""
    names = short_names(analysis.design.factors)
    order = found.order()[:MOST_SCATTERS]
    said = {"yes": "", "along": " (perhaps along with others)", "no": " (no more than one that does nothing)"}
    options = tuple(names[at] + said[standing(found, at)] for at in order)
    figures = tuple(_scatter(analysis, found, at, f"{name}-{at}", other=other, base=base) for at in order)
    return Choice(name, "Parameter:", options, figures)


def _scatter(analysis: Analysis, found: Sensitivity, at: int, name: str, *, other: str, base: str) -> Figure:
    factor = analysis.design.factors[at]
    called = short_names(analysis.design.factors)[at]
    values, figures = analysis.values[:, at], found.figures
    quantity = analysis.parameters.quantities.get(factor)
    unit = quantity.unit.replace("_", " ") if quantity else "rank"
    line = _course(values, figures)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "markers", "showlegend": False, "x": values.tolist(), "y": figures.tolist(),
            "marker": {"size": 8, "color": faint(PALETTE[0], 0.55), "line": {"color": PAPER, "width": 0.5}},
            "hovertemplate": f"{plain(called)} %{{x:.3g}}: %{{y:+.3g}}<extra></extra>",
        },
        {
            "type": "scatter", "mode": "lines+markers", "showlegend": False, "x": [x for x, _ in line],
            "y": [y for _, y in line], "line": {"color": PALETTE[1], "width": 3},
            "marker": {"symbol": "diamond", "size": 11, "color": PALETTE[1]},
            "hovertemplate": "mean of a fifth %{y:+.3g}<extra></extra>",
        },
    ]  # fmt: skip
    zero = {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": {"color": INK, "width": 1.2},
    }  # fmt: skip
    text = {"font": {"size": 13, "color": SOFT}}
    shape = layout(
        height=380,
        xaxis=axis(title={"text": plain(f"{called} ({unit})"), **text}, nticks=6, zeroline=False),
        yaxis=axis(title={"text": plain(f"Difference in {found.outcome.noun}"), **text}, nticks=6, zeroline=False),
        shapes=[zero],
    )
    low, high = line[0][1], line[-1][1]
    finding = (
        f"Where it is lowest, {other} differs from {base} by {number(low, sign=True)} on average; where it is highest, "
        f"by {number(high, sign=True)}."
    )
    note = (quantity.note or "") if quantity else ""
    table = Table(
        f"{factor} and the difference in {found.outcome.noun}, by point",
        (Column("Point"), Column(f"{factor} ({unit})", "number"), Column("Difference", "signed")),
        tuple((str(i), float(x), float(y)) for i, (x, y) in enumerate(zip(values, figures, strict=True))),
    )
    return Figure(
        name, f"How does the difference in {found.outcome.noun} go with {called}?", finding,
        f"Points of the sweep. {finding}", tuple(data), shape, table,
        f"{note} Each dot is a point of the sweep, each diamond the mean of a fifth of them.".strip(),
    )  # fmt: skip


def _course(values: FloatArray, figures: FloatArray) -> list[tuple[float, float]]:
    """Means of value and difference over fifths of the points in order of value; over levels where they are few."""
    levels = np.unique(values)
    if len(levels) <= 8:
        return [(float(one), float(figures[values == one].mean())) for one in levels]
    order = np.argsort(values, kind="stable")
    return [(float(values[part].mean()), float(figures[part].mean())) for part in np.array_split(order, 5)]
