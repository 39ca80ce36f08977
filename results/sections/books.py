"""What the books would show: each effect as it is and as official records would have it, and the gap between them."""

import numpy as np

from results.blocks import Block, Cell, Column, Figure, Fold, Prose, Table
from results.dots import Row, dot_chart
from results.estimate import Estimate
from results.figures import plain
from results.mixture import mixed_level, mixture
from results.outcome import Values
from results.section import Context, Section
from results.words import interval, joined, number
from simulate.arrays import FloatArray
from simulate.ledgers.books import FIGURES, Book, books
from simulate.observation import Observation

TRUTH, BOOKS_SHOW = "What happened", "What the books show"
FIRST = 3
"""Style of the first of these two, so that neither looks like a regime."""
MOST = 1.0
"""Effects beyond this multiple of the figure under the base are not drawn: all others would shrink to a point."""
NAME = "books"


def _read(seen: Observation, values: Values) -> FloatArray:
    """In truth and on the books, people of England: (figures, 2); of stocks the average day."""
    return np.array([_pair(seen, book) for book in books(seen, values)])


def _pair(seen: Observation, book: Book) -> tuple[float, float]:
    scale = seen.weight / (seen.weeks if book.unit == "person-weeks" else 1)
    return float(book.truth.sum()) * scale, float(book.recorded.sum()) * scale


def _unit(unit: str) -> str:
    return "people, average day" if unit == "person-weeks" else unit


def build(context: Context) -> tuple[Block, ...]:
    """A chart for each other regime; for a single one a table of what the books lack."""
    array = context.gathered.arrays[NAME]
    about = Prose(
        "People who deny drug use when asked, or who stop claiming, vanish from official records, so a regime can look "
        "better on the books than it is. Here every effect stands twice: as it is in the model, and as the Jobcentre, "
        "treatment monitoring, police and death registration would count it. The gap between the two is the mirage."
    )
    figures = tuple(_figure(context, array, other) for other in range(1, len(context.scenarios)))
    return about, *figures, Fold("How much of each figure the books hold", _held(context, array))


def _figure(context: Context, array: FloatArray, other: int) -> Figure:
    base, label = context.labels[0], context.labels[other]
    rows: list[Row] = []
    table: list[tuple[Cell, ...]] = []
    undrawn: list[str] = []
    found: list[tuple[str, Estimate, Estimate, Estimate]] = []
    for at, (name, unit) in enumerate(FIGURES.values()):
        gap = context.gathered.by_belief(array[other, :, :, at] - array[0, :, :, at])
        truth, recorded, mirage = (mixture(gap[..., 0]), mixture(gap[..., 1]), mixture(gap[..., 1] - gap[..., 0]))
        level = float(array[0, :, :, at, 0].mean())
        scale = 100 / level if level else 0.0
        if level and max(abs(truth.mean), abs(recorded.mean)) <= MOST * level:
            rows.append(Row(plain(name), (truth, recorded), scale))
        else:
            undrawn.append(name)
        found.append((name, truth, recorded, mirage))
        table.append(
            (
                name, _unit(unit), truth.mean, (truth.low, truth.high), recorded.mean, (recorded.low, recorded.high),
                mirage.mean, (mirage.low, mirage.high), f"{number(mirage.mean * scale, sign=True)}%" if level else None,
            )
        )  # fmt: skip
    columns = (
        Column("Figure"),
        Column("Unit"),
        Column("Difference in truth", "signed"),
        Column("95% interval", "signed interval"),
        Column("Difference on the books", "signed"),
        Column("95% interval", "signed interval"),
        Column("Mirage: books less truth", "signed"),
        Column("95% interval", "signed interval"),
        Column(f"Mirage index, % of {base}"),
    )
    data, shape = dot_chart(
        rows, (TRUTH, BOOKS_SHOW), title="Difference as % of the true figure", suffix="%", first=FIRST
    )
    question = f"Would the books show what {label} does?"
    said = _finding(found, label)
    text = " ".join(
        f"{name}: in truth {number(truth.mean, sign=True)}, on the books {number(recorded.mean, sign=True)}."
        for name, truth, recorded, _ in found
    )
    return Figure(
        f"{NAME}-{other}", question, said, f"{question} {said} {text}", data, shape,
        Table(f"{label} against {base} in both books, people of England", columns, tuple(table)),
        "Filled mark: the interval leaves out zero. Hollow mark: it could go either way. Mirage index: the effect on "
        f"the books less the true one, in % of the true figure under {base}.{_left_out(undrawn)}",
    )  # fmt: skip


def _left_out(names: list[str]) -> str:
    """What the chart does not hold."""
    return f" Too large an effect to be drawn, see the table: {joined([n.lower() for n in names])}." if names else ""


def _finding(found: list[tuple[str, Estimate, Estimate, Estimate]], label: str) -> str:
    """What misleads most: effects with the wrong sign, failing that the widest settled gap."""
    wrong = [
        f"{name[0].lower()}{name[1:]} (in truth {number(truth.mean, sign=True)}, on the books "
        f"{number(recorded.mean, sign=True)})"
        for name, truth, recorded, mirage in found
        if mirage.settled and truth.mean * recorded.mean < 0
    ]
    if wrong:
        return f"The books would show the effect of {label} with the wrong sign for {joined(wrong)}."
    apart = [one for one in found if one[3].settled]
    if not apart:
        return f"For no figure is it settled that the books would miss the effect of {label}, or add to it."
    name, truth, recorded, mirage = max(apart, key=lambda one: abs(one[3].mean) / (abs(one[1].mean) or 1))
    return (
        f"No effect of {label} has the wrong sign on the books. Furthest off, for its size: {name[0].lower()}"
        f"{name[1:]}, in truth {number(truth.mean, sign=True)}, on the books {number(recorded.mean, sign=True)} "
        f"(mirage {number(mirage.mean, sign=True)}, 95% interval {interval(mirage, sign=True)})."
    )


def _held(context: Context, array: FloatArray) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for at, (name, unit) in enumerate(FIGURES.values()):
        for index, label in enumerate(context.labels):
            truth, shown = (mixed_level(context.gathered.by_belief(array[index, :, :, at, k])) for k in (0, 1))
            share = f"{100 * shown.mean / truth.mean:.0f}%" if truth.mean else None
            rows.append((name, label, _unit(unit), truth.mean, shown.mean, share))
    columns = (
        Column("Figure"),
        Column("Regime"),
        Column("Unit"),
        Column("In truth", "number"),
        Column("On the books", "number"),
        Column("Books as a share of the truth"),
    )
    return Table("Both books, people of England", columns, tuple(rows))


BOOKS = Section("books", "What the books would show", build, {NAME: _read})
