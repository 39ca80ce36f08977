"""Tables for the terminal: readable at 80 columns and without colour."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from results.belief_words import verdict
from results.comparison import Compared, Comparison, levels
from results.estimate import Estimate, how_made
from results.gather import Gathered
from results.manifest import Manifest
from results.outcomes import HEADLINE, OUTCOMES
from results.split_words import BRIEF, percent, span, told
from results.words import EXTRAPOLATION, MINUS, answer, as_happened, named, number, sureness

MILLION = 1e6
STAR = "*"
"""Behind an outcome whose difference is of what was expected."""
LONGEST = 12
"""Letters of a word in a heading that are kept together."""


def brief(value: float | None, *, sign: bool = False) -> str:
    """Three significant figures, millions as `49.0m`."""
    if value is None or abs(value) < MILLION:
        return number(value, sign=sign)
    return f"{value / MILLION:{'+' if sign else ''},.3g}m".replace("-", MINUS)


def between(one: Estimate, *, sign: bool = False) -> str:
    """`a to b`, or that there is none."""
    if one.low is None or one.high is None:
        return "none"
    return f"{brief(one.low, sign=sign)} to {brief(one.high, sign=sign)}"


def heading(manifest: Manifest) -> str:
    """How many claimants, how long, how often."""
    beliefs = len(manifest.beliefs)
    return (
        f"{manifest.claimants:,} claimants, {manifest.length}, "
        f"{manifest.replicates} {'replicate' if manifest.replicates == 1 else 'replicates'}, "
        f"{manifest.draws} {'draw' if manifest.draws == 1 else 'draws'}{f', {beliefs} beliefs' if beliefs > 1 else ''}"
    )


def comparison_table(made: Comparison, manifest: Manifest, *, every: bool = False) -> RenderableType:
    """The paired comparison of two regimes. every: all outcomes, not only the headline ones."""
    if made.under:
        return _beliefs_table(made, manifest, every=every)
    base, other = manifest.label(made.base), manifest.label(made.other)
    table = Table(
        title=Text(f"{other} against {base}: {heading(manifest)}"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 0),
    )
    table.add_column("Outcome", min_width=12, overflow="fold")
    for name in (base, other, "Difference"):
        longest = min(max(len(word) for word in name.split()), LONGEST)
        table.add_column(Text(name), justify="right", overflow="fold", min_width=longest)
    table.add_column("95% interval", justify="right", no_wrap=True)
    table.add_column("How sure", overflow="fold")
    rows = made.rows if every else made.headline
    for row in rows:
        gap = row.difference
        table.add_row(
            starred(row),
            brief(row.base.mean),
            brief(row.other.mean),
            brief(gap.mean, sign=True),
            between(gap, sign=True),
            sureness(gap, made.draws),
        )
    return Group(table, *_sources(made, every=every), *_below(made, manifest, rows))


def starred(row: Compared) -> str:
    """The label of a row, with a star where the difference is of what was expected."""
    return row.outcome.label if row.happened is None else f"{row.outcome.label} {STAR}"


def _beliefs_table(made: Comparison, manifest: Manifest, *, every: bool) -> RenderableType:
    """The same with a column of differences for each belief."""
    base, other = manifest.label(made.base), manifest.label(made.other)
    table = Table(
        title=Text(f"{other} minus {base}, with 95% intervals: {heading(manifest)}"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    table.add_column("Outcome", min_width=12, overflow="fold")
    for name in made.under:
        label = manifest.belief_labels[name]
        longest = min(max(len(word) for word in label.split()), LONGEST)
        table.add_column(Text(label), justify="right", overflow="fold", min_width=longest)
    table.add_column("Whose belief", overflow="fold", min_width=LONGEST)
    rows = made.rows if every else made.headline
    for row in rows:
        name = row.outcome.name
        cells = [f"{brief(one.mean, sign=True)}\n{between(one, sign=True)}" for one in made.differences(name).values()]
        table.add_row(starred(row), *cells, made.hangs(name).value)
    return Group(
        table, *_sources(made, every=every), *_below(made, manifest, rows), Text(verdict(made, manifest.belief_labels))
    )


def _sources(made: Comparison, *, every: bool) -> list[RenderableType]:
    """Where the variance of each difference comes from, and what more runs would do."""
    rows = [row for row in (made.rows if every else made.headline) if row.split.chance is not None]
    lines: list[RenderableType] = []
    if rows and (made.draws > 1 or made.under):
        title = f"Where the variance of the differences comes from, {made.replicates} replicates of each draw"
        table = Table(
            title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
        )
        table.add_column("Outcome", min_width=12, overflow="fold")
        for name in ("Chance", "Parameters", *(("Belief",) if made.under else ())):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("Not known", justify="right", overflow="fold")
        table.add_column("More runs", overflow="fold")
        for row in rows:
            one = row.split
            cells = [percent(one.chance), percent(one.parameters), *((percent(one.belief),) if made.under else ())]
            table.add_row(row.outcome.label, *cells, span(one), BRIEF[one.more])
        lines.append(table)
    lines += [Text(line) for line in told([(row.outcome.label, row.split) for row in made.headline])]
    return lines


def _below(made: Comparison, manifest: Manifest, rows: Sequence[Compared]) -> list[RenderableType]:
    """What stands below a comparison of these outcomes."""
    lines: list[RenderableType] = [
        Text(made.how),
        Text("Figures are people of England, differences are paired: same people, same luck."),
    ]
    if told := as_happened(rows):
        lines.append(Text(f"{STAR} {told}"))
    if _obliges(manifest, made.base) or _obliges(manifest, made.other):
        lines.append(Text(EXTRAPOLATION))
    return lines


def answer_text(made: Comparison, manifest: Manifest) -> Text:
    """The headline in words."""
    return Text(answer(made, other=manifest.label(made.other), base=manifest.label(made.base)))


def levels_tables(gathered: Gathered, manifest: Manifest, *, every: bool = False) -> tuple[RenderableType, ...]:
    """The levels of every scenario of a run: a table for each belief where there are several."""
    each = gathered.each()
    if not each:
        return (levels_table(gathered, manifest, every=every),)
    return tuple(
        levels_table(under, manifest, every=every, belief=manifest.belief_labels[name]) for name, under in each.items()
    )


def levels_table(gathered: Gathered, manifest: Manifest, *, every: bool = False, belief: str = "") -> RenderableType:
    """The levels of every scenario of a run, with intervals. belief: the only one they are under, if there are more."""
    title = f"Belief: {belief}. {heading(manifest)}" if belief else heading(manifest)
    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Outcome", overflow="fold")
    for name in gathered.scenarios:
        table.add_column(Text(manifest.label(name)), justify="right", overflow="fold")
        table.add_column("95% interval", justify="right", overflow="fold")
    of = levels(gathered)
    for outcome in OUTCOMES if every else HEADLINE:
        cells = [text for one in of[outcome.name] for text in (brief(one.mean), between(one))]
        table.add_row(named(outcome), *cells)
    lines: list[RenderableType] = [
        table,
        Text(how_made(gathered.draws, gathered.replicates)),
        Text("Figures are people of England."),
    ]
    if any(told.obliges for told in manifest.scenarios):
        lines.append(Text(EXTRAPOLATION))
    return Group(*lines)


def _obliges(manifest: Manifest, name: str) -> bool:
    return any(told.obliges for told in manifest.scenarios if told.name == name)
