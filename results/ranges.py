"""Paired differences as a table that draws itself: a row for each outcome and regime, all on one scale."""

from results.blocks import Cell, Column, Table
from results.comparison import Compared
from results.estimate import Estimate
from results.pieces import RangeRow, Ranges
from results.scale import Scale, scale
from results.section import Context
from results.words import interval, number, sureness

AVERAGE = "people, average day"
"""Unit of a stock, for which there is a shorter word."""


def difference_ranges(context: Context, *, name: str, question: str, finding: str, note: str) -> Ranges:
    """The headline differences of every other regime. Each is drawn as % of what the outcome is under the base."""
    made, base = context.comparisons, context.labels[0]
    of = [[one.headline[at] for one in made] for at in range(len(made[0].headline))]
    drawn = scale([end for rows in of for row in rows for end in _ends(row)])
    rows = [
        _row(context, row, against.other, first=at == 0, drawn=drawn)
        for each in of
        for at, (row, against) in enumerate(zip(each, made, strict=True))
    ]
    ticks = tuple((round(drawn.place(one), 2), f"{number(one, sign=True)}%") for one in drawn.ticks)
    return Ranges(
        name, question, finding, f"Difference as % of {base}", tuple(rows), ticks, round(drawn.place(0), 2), note,
        _twin(context, of),
    )  # fmt: skip


def _times(row: Compared) -> float:
    return 100 / row.base.mean if row.base.mean else 0.0


def _ends(row: Compared) -> list[float]:
    one = row.difference
    return [end * _times(row) for end in (one.mean, one.low, one.high) if end is not None]


def _row(context: Context, row: Compared, other: str, *, first: bool, drawn: Scale) -> RangeRow:
    at = context.gathered.scenarios.index(other)
    gap, draws = row.difference, context.gathered.draws
    several = len(context.comparisons) > 1
    return RangeRow(
        label=row.outcome.label,
        level=f"{context.labels[0]}: {number(row.base.mean)}{_unit(row)}",
        regime=context.labels[at] if several else "",
        style=at,
        first=first,
        difference=number(float(round(gap.mean)) if abs(gap.mean) >= 1 else gap.mean, sign=True),
        interval=interval(gap, sign=True),
        sure=sureness(gap, draws),
        chance=chance_of_more(gap, draws),
        track=drawn.track(gap, _times(row)) if _times(row) else None,
    )


def _unit(row: Compared) -> str:
    """The unit, unless the label says it."""
    unit = row.outcome.unit
    if unit.lower() in row.outcome.label.lower():
        return ""
    return " at a time" if unit == AVERAGE else f" {unit}"


def chance_of_more(one: Estimate, draws: int) -> str:
    """How probable more is, where that is more than luck; nothing where it cannot be said or needs not be."""
    if one.above_zero is None or one.zero or draws == 1:
        return ""
    share = round(100 * one.above_zero)
    shown = "<1" if share < 1 else ">99" if share > 99 else str(share)
    return f"more: {shown} in 100"


def _twin(context: Context, of: list[list[Compared]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in of:
        for row, made in zip(each, context.comparisons, strict=True):
            gap = row.difference
            regime = context.labels[context.gathered.scenarios.index(made.other)]
            rows.append(
                (
                    row.outcome.label, regime, row.outcome.unit, row.base.mean, (row.base.low, row.base.high), gap.mean,
                    (gap.low, gap.high), sureness(gap, made.draws),
                )
            )  # fmt: skip
    base = context.labels[0]
    columns = (
        Column("Outcome"),
        Column("Regime"),
        Column("Unit"),
        Column(base, "number"),
        Column(f"{base}: 95% interval", "interval"),
        Column("Difference", "signed"),
        Column("95% interval", "signed interval"),
        Column("How sure"),
    )
    return Table(f"Paired differences from {base}, people of England", columns, tuple(rows))
