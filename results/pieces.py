"""Pieces of the report that are drawn by the page itself: they need no JavaScript, and each is a table or a list to a
screen reader.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from results.blocks import Table


@dataclass(frozen=True, slots=True)
class Track:
    """A mark with its interval on a scale. Places are % of the width, from the left.

    settled: a filled mark. below, above: the line goes on beyond that end of the scale.
    """

    mark: float
    low: float | None
    high: float | None
    settled: bool
    below: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A difference in words and on the scale.

    label: what differs; under it `level`, what it is under the base. regime: of how many there are, where several.
    style: of the regime, from 1. first: of the rows of this label. track: None where there is nothing to draw.
    """

    label: str
    level: str
    regime: str
    style: int
    first: bool
    difference: str
    interval: str
    sure: str
    chance: str
    track: Track | None


@dataclass(frozen=True, slots=True)
class Ranges:
    """A table in which every row draws its own difference on one scale. ticks: place and words. twin: as CSV."""

    name: str
    question: str
    finding: str
    head: str
    rows: tuple[RangeRow, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float
    note: str
    twin: "Table"
    block: Literal["ranges"] = "ranges"


@dataclass(frozen=True, slots=True)
class Card:
    """A short answer to one question, with where to read on. points: a line each."""

    title: str
    points: tuple[str, ...]
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """The first screen: verdict, answer, what must not be overlooked, the differences, and cards beside them."""

    verdict: str
    answer: str
    warning: str
    ranges: Ranges
    cards: tuple[Card, ...]
    block: Literal["first"] = "first"


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on a tile map. row, column: from 1. shade: 0 to 2. up: which way. settled: else dashed."""

    row: int
    column: int
    name: str
    value: str
    interval: str
    shade: int
    up: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """A map of equal tiles. columns: how many there are."""

    name: str
    question: str
    finding: str
    columns: int
    tiles: tuple[Tile, ...]
    note: str
    table: "Table"
    block: Literal["tiles"] = "tiles"


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of lives side by side. cells: one for each regime, "" where nothing happened; `shared` is of all."""

    when: str
    cells: tuple[str, ...]
    shared: bool = False
    parts: bool = False


@dataclass(frozen=True, slots=True)
class LifeLines:
    """The life of one claimant under each regime. why: the rule by which this one was chosen."""

    name: str
    title: str
    who: str
    why: str
    begins: str
    regimes: tuple[str, ...]
    steps: tuple[Step, ...]
    parting: str
    block: Literal["lives"] = "lives"
