"""The first screen: the question, the answer and how sure it is, and the paired differences that matter
most.
"""

from results.blocks import Block, Column, Figure, Prose, Table
from results.comparison import levels
from results.dots import Row, dot_chart
from results.figures import plain
from results.outcomes import HEADLINE as OUTCOMES
from results.section import Context, Section
from results.words import EXTRAPOLATION, answer, finding, joined, number, sureness


def build(context: Context) -> tuple[Block, ...]:
    """Answer, warning and chart; for a single scenario its levels."""
    blocks: list[Block] = []
    base = context.labels[0]
    if not context.comparisons:
        blocks.append(Prose(_alone(context), "lead"))
    for made, label in zip(context.comparisons, context.labels[1:], strict=True):
        blocks.append(Prose(answer(made, other=label, base=base), "lead"))
    if any(told.obliges for told in context.scenarios):
        blocks.append(Prose(EXTRAPOLATION, "warning"))
    if context.comparisons:
        blocks.append(_chart(context))
    else:
        blocks.append(_levels(context))
    return tuple(blocks)


def _alone(context: Context) -> str:
    of = levels(context.gathered, OUTCOMES)
    shown = [f"{number(of[one.name][0].mean)} {one.noun}" for one in OUTCOMES]
    years = context.manifest.weeks / 52
    return (
        f"Over {years:g} {'year' if years == 1 else 'years'} the model shows {joined(shown)}. "
        "One scenario was run, so nothing is said of what it changes: compare it with another."
    )


def _levels(context: Context) -> Table:
    of = levels(context.gathered, OUTCOMES)
    rows = tuple(
        (one.label, one.unit, of[one.name][0].mean, (of[one.name][0].low, of[one.name][0].high))
        for one in OUTCOMES
    )
    columns = (
        Column("Outcome"),
        Column("Unit"),
        Column("Level", "number"),
        Column("95% interval", "interval"),
    )
    return Table("Headline outcomes, people of England", columns, rows)


def _chart(context: Context) -> Figure:
    base = context.labels[0]
    firsts = context.comparisons[0].headline
    rows, table = [], []
    for at, compared in enumerate(firsts):
        of_all = [made.headline[at] for made in context.comparisons]
        level = compared.base.mean
        label = f"<b>{plain(compared.outcome.label)}</b>"
        if len(of_all) == 1:
            label += f"<br>{number(compared.difference.mean, sign=True)}"
        scale = 100 / level if level else 0.0
        rows.append(Row(label, tuple(one.difference if level else None for one in of_all), scale))
        for made, one in zip(context.comparisons, of_all, strict=True):
            name = context.labels[context.gathered.scenarios.index(made.other)]
            gap = one.difference
            table.append(
                (
                    one.outcome.label,
                    name,
                    one.outcome.unit,
                    one.base.mean,
                    gap.mean,
                    (gap.low, gap.high),
                    sureness(gap),
                )
            )
    data, shape = dot_chart(rows, context.labels[1:], title=f"Difference as % of {base}", suffix="%")
    columns = (
        Column("Outcome"),
        Column("Regime"),
        Column("Unit"),
        Column(base, "number"),
        Column("Difference", "signed"),
        Column("95% interval", "signed interval"),
        Column("How sure"),
    )
    first = context.comparisons[0]
    settled = sum(row.difference.settled for made in context.comparisons for row in made.headline)
    of = sum(len(made.headline) for made in context.comparisons)
    text = " ".join(
        f"{context.labels[index + 1]}: "
        + " ".join(f"{row.outcome.label}: {finding(row)}" for row in made.headline)
        for index, made in enumerate(context.comparisons)
    )
    verdict = _verdict(settled, of)
    note = f"Lines are 95% intervals. Filled mark: settled. Hollow mark: it could go either way. {first.how}"
    if first.draws == 1 and first.replicates == 1:
        verdict, note = "A single run was made of each regime, so no difference is settled.", first.how
    return Figure(
        "headline",
        f"What would change, compared with {base}?",
        verdict,
        text,
        data,
        shape,
        Table(f"Paired differences from {base}, people of England", columns, tuple(table)),
        note,
    )


def _verdict(settled: int, of: int) -> str:
    """How many differences are settled. settled, of: counts."""
    if settled == 0:
        return f"None of the {of} differences is settled: every interval includes zero."
    if settled == of:
        return f"All {of} differences are settled: every interval leaves the sign in no doubt."
    if settled == 1:
        return f"1 of the {of} differences is settled: its interval leaves the sign in no doubt."
    return f"{settled} of the {of} differences are settled: their intervals leave the sign in no doubt."


HEADLINE = Section("headline", "", build)
