"""A table of figures of every regime with the paired differences from the base."""

from collections.abc import Sequence

from results.blocks import Cell, Column, Table
from results.mixture import mixed_level, mixture
from results.section import Context
from simulate.arrays import FloatArray


def paired_table(context: Context, array: FloatArray, rows: Sequence[str], *, caption: str, head: str) -> Table:
    """The table. array: (scenarios, beliefs x draws, replicates, rows). head: of the first column."""
    columns = [Column(head), *(Column(label, "number") for label in context.labels)]
    for label in context.labels[1:]:
        columns += [Column(f"{label}: difference", "signed"), Column("95% interval", "signed interval")]
    columns += [Column(f"{label}: 95% interval", "interval") for label in context.labels]
    made: list[tuple[Cell, ...]] = []
    for at, name in enumerate(rows):
        cells: list[Cell] = [name, *(float(table[..., at].mean()) for table in array)]
        for other in array[1:]:
            gap = mixture(context.gathered.by_belief(other[..., at] - array[0][..., at]))
            cells += [gap.mean, (gap.low, gap.high)]
        levels = (mixed_level(context.gathered.by_belief(table[..., at])) for table in array)
        cells += [(one.low, one.high) for one in levels]
        made.append(tuple(cells))
    return Table(caption, tuple(columns), tuple(made))
