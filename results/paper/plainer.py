"""Pieces that only a page can draw, as what paper can: prose, charts and tables that say the same."""

from collections.abc import Iterator

from results.blocks import Block, Choice, Column, Figure, Prose, Table
from results.pieces import First, LifeLines, Ranges, TileMap


def plainer(block: Block) -> Iterator[Block]:
    """A block as paper takes it."""
    if isinstance(block, First):
        yield Prose(block.verdict, "lead")
        yield from (Prose(block.answer),) if block.answer else ()
        yield from (Prose(block.warning, "warning"),) if block.warning else ()
        yield block.chart
        yield from (Prose(" ".join((card.title, *card.points))) for card in block.cards)
    elif isinstance(block, Prose) and block.style == "verdict":
        yield Prose(block.text, "lead")
    elif isinstance(block, Ranges):
        yield block.twin
    elif isinstance(block, TileMap):
        yield Prose(f"{block.question} {block.finding} {block.note}")
        yield block.table
    elif isinstance(block, LifeLines):
        yield Prose(f"{block.title}. {block.who} {block.why} {block.begins} {block.parting}")
        yield _life(block)
    elif isinstance(block, Figure) and _flows(block):
        yield Prose(f"{block.question} {block.finding}")
        yield block.table
    elif isinstance(block, Choice) and any(not isinstance(one, Figure) or _flows(one) for one in block.figures):
        for one in block.figures:
            yield from plainer(one)
    else:
        yield block


def _flows(block: Figure) -> bool:
    """Whether it is a diagram of flows, for which paper has no way to draw."""
    return any(one.get("type") == "sankey" for one in block.data)


def _life(block: LifeLines) -> Table:
    """A life as a table; what is shared stands in every column."""
    columns = (Column("Day"), *(Column(regime) for regime in block.regimes))
    rows = []
    for step in block.steps:
        when = f"{step.when}: the lives part" if step.parts else step.when
        cells = step.cells * len(block.regimes) if step.shared else step.cells
        rows.append((when, *(cell or "\N{EN DASH}" for cell in cells[: len(block.regimes)])))
    return Table(block.title, columns, tuple(rows))
