"""What the page draws by itself, as paper has it: prose, tables, and the differences as a chart."""

from collections.abc import Iterator

from results.blocks import Block, Choice, Column, Figure, Points, Prose, Table
from results.figures import INK, PAPER, SOFT, axis, layout, plain, style, words_axis
from results.pieces import Card, First, LifeLines, RangeRow, Ranges, TileMap, Track

ROW = 52
"""Height of a row of the chart, in pixels."""


def on_paper(block: Block) -> Iterator[Block]:
    """The same block, or those that say the same on paper."""
    if isinstance(block, First):
        yield from _first(block)
    elif isinstance(block, Ranges):
        yield chart(block)
    elif isinstance(block, TileMap):
        yield from _tiles(block)
    elif isinstance(block, LifeLines):
        yield from _lives(block)
    elif isinstance(block, Choice):
        for one in block.figures:
            yield from on_paper(one)
    else:
        yield block


def _first(block: First) -> Iterator[Block]:
    yield Prose(block.verdict, "verdict")
    yield Prose(block.answer, "lead")
    if block.warning:
        yield Prose(block.warning, "warning")
    yield chart(block.ranges)
    for card in block.cards:
        yield from _card(card)


def _card(card: Card) -> Iterator[Block]:
    yield Prose(card.title, "head")
    yield Points(card.points)


def chart(block: Ranges) -> Figure:
    """The differences on their scale, each row with its figures in words; the table behind it is that of the page."""
    rows = block.rows
    several = {row.style: row.regime for row in rows if row.regime}
    drawn = [(at, row, row.track) for at, row in enumerate(rows) if row.track is not None]
    marks = [
        _marks([one for one in drawn if one[1].style == index], several.get(index, ""))
        for index in sorted({row.style for row in rows})
    ]
    zero = {
        "type": "line", "x0": block.zero, "x1": block.zero, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": INK, "width": 1.5},
    }  # fmt: skip
    shape = layout(
        height=ROW * len(rows) + 70,
        xaxis=axis(
            title={"text": plain(block.head), "font": {"size": 13, "color": SOFT}}, tickmode="array",
            tickvals=[place for place, _ in block.ticks], ticktext=[words for _, words in block.ticks],
            range=[0, 100], zeroline=False,
        ),
        yaxis=words_axis([float(at) for at in range(len(rows))], [_label(row) for row in rows]),
        shapes=[zero], showlegend=len(several) > 1,
    )  # fmt: skip
    said = "; ".join(f"{_of(row)}: {row.difference} ({row.interval}), {row.sure}" for row in rows)
    return Figure(
        block.name, block.question, block.finding, f"{block.head}. {said}.", tuple(marks), shape, block.twin, block.note
    )


def _of(row: RangeRow) -> str:
    return f"{row.label}, {row.regime}" if row.regime else row.label


def _label(row: RangeRow) -> str:
    named = f"{plain(row.regime)}: " if row.regime else ""
    return f"<b>{plain(row.label)}</b><br>{named}{row.difference}"


def _marks(drawn: list[tuple[int, RangeRow, Track]], regime: str) -> dict[str, object]:
    """One regime's marks. drawn: place of the row, row, track."""
    look = style(drawn[0][1].style if drawn else 1)
    ends = [
        (track.mark, track.mark if track.low is None else track.low, track.mark if track.high is None else track.high)
        for _, _, track in drawn
    ]
    return {
        "type": "scatter", "mode": "markers", "name": plain(regime), "showlegend": bool(regime),
        "x": [mark for mark, _, _ in ends], "y": [float(at) for at, _, _ in drawn],
        "error_x": {
            "type": "data", "symmetric": False, "array": [max(high - mark, 0) for mark, _, high in ends],
            "arrayminus": [max(mark - low, 0) for mark, low, _ in ends],
            "color": look.colour, "thickness": 2, "width": 5,
        },
        "marker": {
            "symbol": look.symbol, "size": 12, "line": {"color": look.colour, "width": 2.5},
            "color": [look.colour if track.settled else PAPER for _, _, track in drawn],
        },
    }  # fmt: skip


def _tiles(block: TileMap) -> Iterator[Block]:
    yield Prose(block.question, "head")
    yield Prose(block.finding)
    yield block.table
    if block.note:
        yield Prose(block.note, "note")


def _lives(block: LifeLines) -> Iterator[Block]:
    yield Prose(block.title, "head")
    yield Prose(f"{block.who} {block.why} {block.begins}")
    rows = tuple(
        (f"{step.when} (the lives part)" if step.parts else step.when, *_cells(step.cells, len(block.regimes)))
        for step in block.steps
    )
    yield Table(block.title, (Column("Day"), *(Column(one) for one in block.regimes)), rows)
    yield Prose(block.parting)


def _cells(cells: tuple[str, ...], many: int) -> tuple[str, ...]:
    """What stands under each regime; what is shared stands under all."""
    told = cells if len(cells) == many else cells[:1] * many
    return tuple(cell or "\N{EN DASH}" for cell in told)
