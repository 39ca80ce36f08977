"""The table that `make verify` ends with: under headings, a family a line or a check a line, as the reader can bear."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from tests.verification.families import FALSE_ALARM, FAMILIES, HEADINGS, POWER, Family
from tests.verification.rows import Row

WIDTH = 120
FOLDED = 8
"""A family of more checks than this is folded into one line."""
ODD = Family(says="Not in the register", heading=HEADINGS[-1], catches="")


def family_of(row: Row) -> Family:
    """Its family, or that of checks that are in no register."""
    return FAMILIES.get(row.family, ODD)


def by_family(rows: Iterable[Row]) -> Iterator[tuple[str, Family, list[Row]]]:
    """Heading, family and its rows, in the order of the register."""
    every = list(rows)
    order = {**FAMILIES, "": ODD}
    for heading in HEADINGS:
        for family in order.values():
            own = [row for row in every if family_of(row) is family]
            if own and family.heading == heading:
                yield heading, family, sorted(own, key=lambda row: row.check)


def one_line(family: Family, own: Sequence[Row]) -> Row:
    """One line for many checks: how many passed, the nearest to its limit, the least errors that they would find."""
    good = [row for row in own if row.passed]
    judged = [row for row in good if row.p is not None and row.level]
    nearest = min(judged, key=lambda row: (row.p or 0.0) / (row.level or 1.0), default=None)
    shown = f"{len(good)} of {len(own)} pass"
    limits = {row.limit for row in own}
    limit = limits.pop() if len(limits) == 1 else "each its own"
    if nearest:
        shown += f"; nearest to its limit: {nearest.check}, p {nearest.p:.1e}"
        limit = nearest.limit
    finds = [row.finds for row in good if row.finds]
    return Row(
        family=own[0].family, check=family.says, shown=shown, limit=limit, passed=len(good) == len(own),
        catches=family.catches,
        finds=between(finds), p=nearest.p if nearest else None, level=nearest.level if nearest else None,
    )  # fmt: skip


def between(finds: Sequence[str]) -> str:
    """`0.9% to 12%` of many such; what is rare stays so."""
    ends = [end for one in finds for end in one.split(" to ")]
    every = [float(end.rstrip("%")) for end in ends if end.endswith("%")]
    if not every:
        return finds[0] if len(set(finds)) == 1 else ""
    low, high = min(every), max(every)
    top = "rare" if "rare" in ends else f"{high:g}%"
    return f"{low:g}%" if low == high and top != "rare" else f"{low:g}% to {top}"


def verdict(rows: Sequence[Row]) -> str:
    """What is below the table."""
    bad = sum(not row.passed for row in rows)
    families = len({row.family for row in rows})
    said = f"{len(rows) - bad:,} of {len(rows):,} checks in {families} families pass" + (
        f"; {bad} FAIL." if bad else "."
    )
    return (
        f"{said} Statistical checks of the project together fail by luck once in {1 / FALSE_ALARM:,.0f} times; 'finds' "
        f"is the least error noticed {POWER:.0%} of the time. docs/verification.md says more."
    )


def cells(row: Row | None) -> tuple[RenderableType, ...]:
    """Figure, least error, limit, verdict; nothing where there is no row."""
    if row is None:
        return ()
    mark = Text("pass") if row.passed else Text("FAIL", style="bold red")
    return Text(row.shown), Text(row.finds), Text(row.limit), mark


def made(rows: Sequence[Row]) -> Table:
    """The table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), width=WIDTH, show_edge=False)
    table.add_column("check: what it would catch", ratio=44, overflow="fold")
    table.add_column("figure", ratio=38, overflow="fold")
    table.add_column("finds", ratio=12, overflow="fold")
    table.add_column("limit", ratio=16, overflow="fold")
    table.add_column("", width=4)
    last = ""
    for heading, family, own in by_family(rows):
        if heading != last:
            if last:
                table.add_row()
            table.add_row(Text(heading.upper(), style="bold"))
            last = heading
        many = len(own) > FOLDED
        first = one_line(family, own) if many else None
        table.add_row(Text(f"{family.says}: {family.catches}" if family.catches else family.says), *cells(first))
        for row in own:
            if not (many and row.passed):
                table.add_row(Text(f"- {row.check}: {row.catches}" if row.catches else f"- {row.check}"), *cells(row))
    return table


def text(rows: Sequence[Row], *, colour: bool = False) -> str:
    """The table and the verdict, at most 120 columns."""
    to = StringIO()
    console = Console(file=to, width=WIDTH, force_terminal=colour, no_color=not colour, highlight=False)
    console.print(made(rows))
    console.print()
    console.print(Text(verdict(rows)))
    return "\n".join(line.rstrip() for line in to.getvalue().splitlines())
