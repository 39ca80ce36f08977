"""The first screen: the question, the answer and how sure it is, and the paired differences that matter
most.
"""

from typing import Literal

from results.belief_words import clash
from results.blocks import Block, Column, Figure, Fold, Prose, Table
from results.comparison import levels
from results.dots import Row, dot_chart
from results.figures import plain
from results.outcomes import HEADLINE as OUTCOMES
from results.section import Context, Section
from results.split_words import more_runs, percent, span, told
from results.words import EXTRAPOLATION, answer, as_happened, finding, interval, joined, number, of_expected, sureness


def build(context: Context) -> tuple[Block, ...]:
    """Answer, warning and chart; for a single scenario its levels."""
    blocks: list[Block] = []
    base = context.labels[0]
    style: Literal["lead", "plain"] = "lead" if len(context.comparisons) < 2 else "plain"
    if not context.comparisons:
        blocks.append(Prose(_alone(context), "lead"))
    for made, label in zip(context.comparisons, context.labels[1:], strict=True):
        told = answer(made, other=label, base=base)
        said = clash(made, context.manifest.belief_labels)
        if style == "lead" and said:
            blocks.append(Prose(said, "lead"))
            blocks.extend((Prose(told),) if told else ())
        elif made.under and style == "plain":
            blocks.append(Prose(f"{label}: {' '.join((said, told)).strip()}"))
        else:
            blocks.append(Prose(told, style))
    if any(told.obliges for told in context.scenarios):
        blocks.append(Prose(EXTRAPOLATION, "warning"))
    if context.comparisons:
        blocks.append(_chart(context))
        blocks.extend(_sources(context))
    else:
        blocks.append(_levels(context))
    return tuple(blocks)


def _alone(context: Context) -> str:
    of = levels(context.gathered, OUTCOMES)
    shown = [f"{number(of[one.name][0].mean)} {one.noun}" for one in OUTCOMES]
    return (
        f"Over {context.manifest.length} the model shows {joined(shown)}. "
        "One scenario was run, so nothing is said of what it changes: compare it with another."
    )


def _levels(context: Context) -> Table:
    of = levels(context.gathered, OUTCOMES)
    rows = tuple(
        (one.label, one.unit, of[one.name][0].mean, (of[one.name][0].low, of[one.name][0].high)) for one in OUTCOMES
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
            if compared.difference.low is not None:
                label += f"<br><span style='font-size:11px'>{interval(compared.difference, sign=True)}</span>"
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
                    sureness(gap, made.draws),
                )
            )
    data, shape = dot_chart(rows, context.labels[1:], title=f"Difference as % of {base}", suffix="%", row_height=60)
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
        f"{context.labels[index + 1]}: " + " ".join(f"{row.outcome.label}: {finding(row)}" for row in made.headline)
        for index, made in enumerate(context.comparisons)
    )
    verdict = _verdict(settled, of, first.draws)
    if first.under:
        verdict = f"Over the {len(first.under)} beliefs together: {verdict[0].lower()}{verdict[1:]}"
    marks = "Filled mark: the interval leaves out zero. Hollow mark: it could go either way."
    note = f"Lines are 95% intervals. {marks} {first.how}"
    told = as_happened(firsts) if len(context.comparisons) == 1 and not first.under else of_expected(OUTCOMES)
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
        f"{note} {told}".rstrip(),
    )


def _sources(context: Context) -> list[Block]:
    """Where the variance of each difference comes from, and whether more runs would narrow it."""
    blocks: list[Block] = []
    for label, made in zip(context.labels[1:], context.comparisons, strict=True):
        whose = f"{label}: " if len(context.comparisons) > 1 else ""
        blocks.extend(
            Prose(f"{whose}{line}") for line in told([(row.outcome.label, row.split) for row in made.headline])
        )
        rows = [row for row in made.headline if row.split.chance is not None]
        if not rows or not (made.draws > 1 or made.under):
            continue
        belief = (Column("Belief"),) if made.under else ()
        columns = (
            Column("Outcome"), Column("Chance"), Column("Parameters"), *belief, Column("What we do not know (95%)"),
            Column("More runs"),
        )  # fmt: skip
        cells = tuple(
            (
                row.outcome.label, percent(row.split.chance), percent(row.split.parameters),
                *((percent(row.split.belief),) if made.under else ()), span(row.split), more_runs(row.split),
            )
            for row in rows
        )  # fmt: skip
        caption = (
            f"Where the variance of each difference from {context.labels[0]} comes from{f': {label}' if whose else ''}"
        )
        blocks.append(Fold("Is it chance, or what we do not know?", Table(caption, columns, cells)))
    return blocks


def _verdict(settled: int, of: int, draws: int) -> str:
    """How many of the differences are settled."""
    beyond = "more than chance" if draws == 1 else "settled"
    if settled == 0:
        return f"None of the {of} differences is {beyond}: every interval includes zero."
    count = f"All {of} differences are" if settled == of else f"{settled} of the {of} differences are"
    if settled == 1:
        count = f"1 of the {of} differences is"
    whose = "its interval leaves" if settled == 1 else "their intervals leave"
    central = ", at the central values of the parameters" if draws == 1 else ""
    return f"{count} {beyond}{central}: {whose} out zero."


HEADLINE = Section("headline", "", build)
