"""Whether the answer depends on whose belief is taken, who holds each, and what it rests on; left out with one."""

from results.belief_rule import SURE, Hangs
from results.belief_words import NOT_KNOWN, hanging, verdict
from results.blocks import Block, Cell, Column, Figure, Fold, Points, Prose, Table
from results.comparison import Compared, Comparison, levels
from results.dots import Row, dot_chart
from results.figures import plain
from results.manifest import Held, plan_of
from results.outcomes import HEADLINE as OUTCOMES
from results.section import Context, Section
from results.words import finding, joined, sureness
from scenarios.parameters import Quantity

RULE = (
    f"A belief settles a sign that is at least {10 * SURE:g} in 10 probable under it. The belief decides an outcome "
    "when two beliefs settle opposite signs; an outcome leans on the belief when only best estimates differ in sign."
)


def build(context: Context) -> tuple[Block, ...]:
    """For each comparison the verdict and a chart with a mark for each belief; who holds them, and what they set."""
    held = context.manifest.beliefs
    if len(held) < 2:
        return ()
    blocks: list[Block] = [
        Prose(
            "The same people lived through every regime under each belief, with the same luck, and with each parameter "
            "at the same rank of its distribution. Nothing differs but what is believed of the contested effects."
        )
    ]
    for made, label in zip(context.comparisons, context.labels[1:], strict=True):
        opening = f"{label}: " if len(context.comparisons) > 1 else ""
        blocks.append(Prose(opening + verdict(made, context.manifest.belief_labels)))
        blocks.append(_figure(context, made, label))
    if not context.comparisons:
        blocks.append(_levels(context))
    blocks.append(Prose("Who holds each belief, and what it rests on:"))
    blocks.append(Points(tuple(_held(one) for one in held)))
    blocks.append(_settings(context))
    return tuple(blocks)


def _held(one: Held) -> str:
    """Who holds a belief, what it rests on and where that was said."""
    who, sentence, source = (words.rstrip(".") for words in (one.who, one.sentence, one.source))
    return f"{one.label}. Held by {who}. It rests on this: {sentence}. Source: {source}."


def _levels(context: Context) -> Table:
    """The headline outcomes of a single scenario under each belief."""
    of = {name: levels(under, OUTCOMES) for name, under in context.gathered.each().items()}
    labels = context.manifest.belief_labels
    rows: list[tuple[Cell, ...]] = []
    for one in OUTCOMES:
        for name, found in of.items():
            (level,) = found[one.name]
            rows.append((one.label, labels[name], one.unit, level.mean, (level.low, level.high)))
    columns = (
        Column("Outcome"),
        Column("Belief"),
        Column("Unit"),
        Column("Level", "number"),
        Column("95% interval", "interval"),
    )
    return Table("Headline outcomes under each belief, people of England", columns, tuple(rows))


def _figure(context: Context, made: Comparison, label: str) -> Figure:
    base, labels = context.labels[0], context.manifest.belief_labels
    beliefs = list(made.under)
    rows: list[Row] = []
    table: list[tuple[Cell, ...]] = []
    for row in made.headline:
        level, hangs = row.base.mean, made.hangs(row.outcome.name)
        under = [made.under[name].of(row.outcome.name) for name in beliefs]
        said = f"<b>{hangs.value}</b>" if hangs is Hangs.DECIDES else hangs.value
        title = f"<b>{plain(row.outcome.label)}</b><br><span style='font-size:12px'>{said}</span>"
        rows.append(
            Row(title, tuple(one.difference if level else None for one in under), 100 / level if level else 0.0)
        )
        for name, one in zip(beliefs, under, strict=True):
            gap = one.difference
            table.append(
                (
                    row.outcome.label,
                    labels[name],
                    row.outcome.unit,
                    one.base.mean,
                    gap.mean,
                    (gap.low, gap.high),
                    sureness(gap, made.draws),
                    hangs.value,
                )
            )
    shown = [labels[name] for name in beliefs]
    data, shape = dot_chart(
        rows, shown, title=f"Difference as % of {base}", suffix="%", row_height=60, first=len(context.scenarios)
    )
    columns = (
        Column("Outcome"),
        Column("Belief"),
        Column("Unit"),
        Column(base, "number"),
        Column("Difference", "signed"),
        Column("95% interval", "signed interval"),
        Column("How sure"),
        Column("Whose belief"),
    )
    text = " ".join(
        f"{row.outcome.label}, {made.hangs(row.outcome.name).value}: "
        + " ".join(f"{labels[name]}: {finding(made.under[name].of(row.outcome.name))}" for name in beliefs)
        for row in made.headline
    )
    return Figure(
        f"beliefs-{context.comparisons.index(made)}",
        f"What would {label} change, compared with {base}, under each belief?",
        _finding(made),
        text,
        data,
        shape,
        Table(f"{label} against {base} under each belief, people of England", columns, tuple(table)),
        "Lines are 95% intervals under each belief. Filled mark: the interval leaves out zero. Hollow mark: it could "
        f"go either way. {RULE}",
    )


def _finding(made: Comparison) -> str:
    """How many of the outcomes hang on the belief."""
    if hanging(made, Hangs.UNKNOWN):
        return NOT_KNOWN
    of, decided, leaning = len(made.headline), hanging(made, Hangs.DECIDES), hanging(made, Hangs.LEANS)
    if not decided and not leaning:
        return f"Under every belief the best estimates of all {of} outcomes have the same sign."
    said = []
    if decided:
        said.append(f"The belief decides {len(decided)} of {of} outcomes ({_labels(decided)}).")
    if leaning:
        said.append(f"{len(leaning)} of {of} {'leans' if len(leaning) == 1 else 'lean'} on it ({_labels(leaning)}).")
    return " ".join(said)


def _labels(rows: tuple[Compared, ...]) -> str:
    return joined([row.outcome.label.lower() for row in rows])


def _settings(context: Context) -> Fold:
    """What each belief takes the contested effects to be, beside the range that is open."""
    plan = plan_of(context.manifest)
    views = [plan.believed(at).quantities for at in range(len(plan.beliefs))]
    title = "What each belief takes the contested effects to be"
    rows = []
    for name, one in plan.parameters.quantities.items():
        if one.kind == "contested":
            cells = [_range(view[name]) if view[name] != one else "the whole range" for view in views]
            rows.append((name, _range(one), *cells))
    columns = (Column("Contested effect"), Column("Open range"), *(Column(belief.label) for belief in plan.beliefs))
    return Fold(f"{title}: {len(rows)} effects", Table(title, columns, tuple(rows)))


def _range(one: Quantity) -> str:
    spread = one.distribution
    return f"{one.value:g}" + (f" ({spread.low:g} to {spread.high:g})" if spread else "")


BELIEFS = Section("beliefs", "Does it depend on whose belief you take?", build)
