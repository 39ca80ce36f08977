"""Every outcome side by side, with intervals."""

from results.blocks import Block, Cell, Column, Points, Prose, Table
from results.comparison import levels
from results.outcomes import OUTCOMES as ALL
from results.section import Context, Section
from results.words import named, number, of_expected, sureness


def build(context: Context) -> tuple[Block, ...]:
    """A table for each pair, or one of levels."""
    paired = "Differences are paired: the same people with the same luck live under each regime."
    blocks: list[Block] = [
        Prose(
            f"Figures are of {number(240_000)} people of England, to three significant figures; "
            f"{number(context.manifest.claimants)} claimants were simulated. "
            f"{paired if context.comparisons else ''}"
        )
    ]
    base = context.labels[0]
    for label, made in zip(context.labels[1:], context.comparisons, strict=True):
        columns = (
            Column("Outcome"),
            Column("Difference", "signed"),
            Column("95% interval", "signed interval"),
            Column("How sure"),
            Column(base, "number"),
            Column(label, "number"),
            Column(f"{base}: 95% interval", "interval"),
            Column(f"{label}: 95% interval", "interval"),
            Column("Due to parameters"),
            *((Column("Due to belief"),) if made.under else ()),
        )
        rows: list[tuple[Cell, ...]] = []
        for row in made.rows:
            b, o, d = row.base, row.other, row.difference
            rows.append(
                (
                    named(row.outcome),
                    d.mean,
                    (d.low, d.high),
                    sureness(d, made.draws),
                    b.mean,
                    o.mean,
                    (b.low, b.high),
                    (o.low, o.high),
                    _percent(d.parameters),
                    *((_percent(d.belief),) if made.under else ()),
                )
            )
        blocks.append(Table(f"{label} against {base}", columns, tuple(rows)))
        blocks.append(Prose(made.how, "note"))
    if not context.comparisons:
        of = levels(context.gathered)
        single = (Column("Outcome"), Column("Level", "number"), Column("95% interval", "interval"))
        shown = tuple((named(one), e.mean, (e.low, e.high)) for one in ALL for e in of[one.name])
        blocks.append(Table(f"All outcomes under {base}", single, shown))
    if context.comparisons:
        blocks.append(Prose(of_expected(ALL), "note"))
    blocks.append(Points(tuple(f"{one.label}: {one.note}" for one in ALL if one.note)))
    return tuple(blocks)


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.0f}%"


OUTCOMES = Section("outcomes", "All outcomes", build)
