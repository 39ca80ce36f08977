"""The first screen: the verdict, the paired differences that matter most, who is harmed, what decides."""

from results.belief_rule import Hangs
from results.belief_words import hanging
from results.blocks import Block, Column, Fold, Prose, Table
from results.comparison import Comparison, levels
from results.driver_words import called
from results.drivers import FEWEST, Driver, drivers, enough
from results.estimate import TAIL
from results.harms import Place, worst
from results.outcomes import HEADLINE as OUTCOMES
from results.pieces import Card, First
from results.ranges import difference_ranges
from results.section import Context, Section
from results.sections.groups import row_label
from results.split_words import briefly, more_runs, percent, span
from results.verdict import ONLY_LEVELS, spelt, verdict
from results.words import EXTRAPOLATION, as_happened, interval, joined, number, of_expected

MARKS = "Lines are 95% intervals. Filled mark: the interval leaves out zero. Hollow mark: it could go either way."
NAMED = 2
"""Groups, and parameters, that are named on the first screen."""


def build(context: Context) -> tuple[Block, ...]:
    """Verdict, differences and cards; for a single scenario its levels."""
    if not context.comparisons:
        return (Prose(ONLY_LEVELS, "verdict"), Prose(_alone(context), "lead"), _levels(context))
    first = context.comparisons[0]
    warning = EXTRAPOLATION if any(told.obliges for told in context.scenarios) else ""
    ranges = difference_ranges(
        context, name="headline", question=f"What would change, compared with {context.labels[0]}?",
        finding=_finding(context), note=_note(context),
    )  # fmt: skip
    one = len(context.comparisons) == 1
    return (
        First(
            verdict(first) if one else _of_several(context),
            spelt(first, context) if one else _of_each(context),
            warning, ranges, (_harmed(context), _decides(context)),
        ),
        *([] if one else [Prose(f"{label}. {verdict(made)} {spelt(made, context)}")
                          for label, made in zip(context.labels[1:], context.comparisons, strict=True)]),
        *_sources(context),
    )  # fmt: skip


def _of_several(context: Context) -> str:
    """The verdict over all regimes: only what holds of each."""
    found = {verdict(made) for made in context.comparisons}
    return found.pop() if len(found) == 1 else "The answer is not the same for each regime."


def _of_each(context: Context) -> str:
    """The verdict on every regime, in a line."""
    told = [f"{label}: {verdict(made)}" for label, made in zip(context.labels[1:], context.comparisons, strict=True)]
    return " ".join(told)


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
    columns = (Column("Outcome"), Column("Unit"), Column("Level", "number"), Column("95% interval", "interval"))
    return Table("Headline outcomes, people of England", columns, rows)


def _finding(context: Context) -> str:
    """How many of the differences are settled."""
    first = context.comparisons[0]
    if first.draws == 1 and first.replicates == 1:
        return "A single run was made of each regime, so no difference is settled."
    if all(row.difference.zero for made in context.comparisons for row in made.headline):
        return "All differences are exactly 0 in every run."
    settled = sum(row.difference.settled for made in context.comparisons for row in made.headline)
    of = sum(len(made.headline) for made in context.comparisons)
    told = _counted(settled, of, first.draws)
    return f"Over the {len(first.under)} beliefs together: {told[0].lower()}{told[1:]}" if first.under else told


def _counted(settled: int, of: int, draws: int) -> str:
    beyond = "more than chance" if draws == 1 else "settled"
    if settled == 0:
        return f"None of the {of} differences is {beyond}: every interval includes zero."
    count = f"All {of} differences are" if settled == of else f"{settled} of the {of} differences are"
    if settled == 1:
        count = f"1 of the {of} differences is"
    whose = "its interval leaves" if settled == 1 else "their intervals leave"
    central = ", at the central values of the parameters" if draws == 1 else ""
    return f"{count} {beyond}{central}: {whose} out zero."


def _note(context: Context) -> str:
    first = context.comparisons[0]
    if first.draws == 1 and first.replicates == 1:
        return first.how
    alone = len(context.comparisons) == 1 and not first.under
    told = as_happened(first.headline) if alone else of_expected(OUTCOMES)
    return f"{MARKS} {first.how} {told}".rstrip()


def _harmed(context: Context) -> Card:
    """Who is harmed most under the first other regime, or under each of several."""
    points: list[str] = []
    for other, label in enumerate(context.labels[1:], start=1):
        whose = f"{label}: " if len(context.labels) > 2 else ""
        found, settled, looked = worst(context, other)
        if not looked or not found:
            points.append(f"{whose}No group is worse off on any outcome by the best estimates.")
        elif not settled:
            points.append(f"{whose}In none of {looked} group outcomes is harm {_beyond(context)}.")
            points.extend(f"{whose}Worst best estimate: {_harm(one)}" for one in found[:1])
        else:
            luck = number(float(round(looked * TAIL)))
            points.append(
                f"{whose}Harm is {_beyond(context)} in {settled} of {looked} group outcomes (of so many, about {luck} "
                "would seem so if nothing differed)."
            )
            points.extend(f"{whose}{_harm(one)}" for one in found[:NAMED])
    return Card("Who is harmed most?", tuple(points[:5]), "groups", "All groups and outcomes")


def _beyond(context: Context) -> str:
    """What an interval off zero means: with the parameters held it is of chance alone."""
    return (
        "settled" if context.gathered.draws > 1 or context.gathered.several else "more than chance, at central values,"
    )


def _harm(one: Place) -> str:
    label = row_label(one.group, one.level)
    spread = (
        " (single run, no interval)"
        if one.difference.low is None
        else f" (95% interval {interval(one.difference, sign=True)})"
    )
    return f"{one.outcome.label}, {label}: {number(one.difference.mean, sign=True)} per 1,000 person-years{spread}."


def _decides(context: Context) -> Card:
    """Whose belief, or which unknowns, the answer hangs on."""
    first = context.comparisons[0]
    decided = hanging(first, Hangs.DECIDES)
    points: list[str] = []
    if decided:
        points.append(f"Whose belief you take: on {joined([row.outcome.label.lower() for row in decided])}.")
    if not enough(context):
        points.append(
            f"Too few draws of the parameters to say: {context.gathered.draws}, and it takes {FEWEST} "
            "(for example --draws 64)."
        )
        return Card("What decides it?", tuple(points))
    points.extend(_named(context, first))
    return Card("What decides it?", tuple(points), "decides", "Every unknown, with its interval")


def _named(context: Context, made: Comparison) -> list[str]:
    """The parameters that stand out on most outcomes."""
    of: dict[str, list[tuple[str, Driver]]] = {}
    for row in made.headline:
        for one in drivers(context, 1, row):
            if one.beyond:
                of.setdefault(one.parameter, []).append((row.outcome.label.lower(), one))
    if not of:
        return [
            f"No single unknown stands out beyond chance with {context.gathered.draws} draws. With more of them one "
            "might (for example --draws 64)."
        ]
    ranked = sorted(of.items(), key=lambda item: (-len(item[1]), -max(abs(one.correlation) for _, one in item[1])))
    told = []
    for name, found in ranked[:NAMED]:
        words = called(name)
        alike = max(len(one.together) for _, one in found)
        also = f" (or one of {alike} unknowns that move together with it in these draws)" if alike else ""
        told.append(f"{words[:1].upper()}{words[1:]}{also}: {joined([label for label, _ in found])}.")
    return told


def _sources(context: Context) -> list[Block]:
    """Where the variance of each difference comes from, and whether more runs would narrow it."""
    blocks: list[Block] = []
    for label, made in zip(context.labels[1:], context.comparisons, strict=True):
        whose = f"{label}: " if len(context.comparisons) > 1 else ""
        said = briefly([(row.outcome.label, row.split) for row in made.headline])
        blocks.extend(Prose(f"{whose}{line}", "note") for line in said)
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


HEADLINE = Section("headline", "", build)
