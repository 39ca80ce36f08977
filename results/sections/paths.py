"""How people flow through the system: one diagram for each regime, and one of what is different."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from results.blocks import Block, Cell, Choice, Column, Figure, Prose, Table
from results.estimate import Estimate
from results.figures import INK, SOFT, faint, layout, plain
from results.mixture import mixed_level, mixture
from results.outcome import Values
from results.section import Context, Section
from results.words import interval, number
from simulate.arrays import FloatArray
from simulate.observation import Observation
from simulate.status import Pathway

NAME = "paths"
NEW, BACK, THERE, ASKED, WAITS, FIRST, SETTLED, LOST, DONE, DIED, STILL = range(11)
NODES = (
    "New", "Back", "There on day one", "Appointed", "Waiting", "First 12 weeks", "Settled", "Lost", "Completed", "Died",
    "Still there",
)  # fmt: skip
NODE = "#3D3D3D"
TO = {LOST: "#F46A25", DONE: "#28A197"}
"""Bands that end so have a colour of their own; all others are blue."""
INSIDE = {
    Pathway.APPOINTED: ASKED,
    Pathway.QUEUED: WAITS,
    Pathway.STABILISING: FIRST,
    Pathway.MAINTAINED: SETTLED,
}
CAME = {Pathway.NOT_ENGAGED: NEW, Pathway.LOST: BACK, Pathway.JUST_LEFT: BACK, Pathway.COMPLETED: BACK}
WENT = {Pathway.NOT_ENGAGED: LOST, Pathway.LOST: LOST, Pathway.JUST_LEFT: LOST, Pathway.COMPLETED: DONE}
X = (0.001, 0.001, 0.001, 0.25, 0.42, 0.6, 0.78, 0.999, 0.999, 0.999, 0.999)
Y = (0.12, 0.4, 0.8, 0.15, 0.35, 0.5, 0.7, 0.2, 0.55, 0.7, 0.85)
SMALL = 0.002
"""Share of the largest flow below which one is left to the table."""


def _read(seen: Observation, values: Values) -> FloatArray:
    """Flows between nodes over the run, people of England: (nodes, nodes)."""
    moved = seen.moves["pathway"].sum(axis=(0, 1))
    flows = np.zeros((len(NODES), len(NODES)))
    dead = moved.shape[1] - 1
    for level in Pathway:
        for after in range(moved.shape[1]):
            if level in INSIDE:
                to = DIED if after == dead else INSIDE.get(Pathway(after), WENT.get(Pathway(after), LOST))
                _add(flows, INSIDE[level], to, float(moved[level, after]))
            elif after != dead and Pathway(after) in INSIDE:
                flows[CAME[level], INSIDE[Pathway(after)]] += float(moved[level, after])
    for level, node in INSIDE.items():
        here = seen.where(pathway=level)
        flows[THERE, node] += float(seen.census[0, here].sum())
        flows[node, STILL] += float(seen.census[-1, here].sum())
    return flows * seen.weight


def _add(flows: FloatArray, source: int, to: int, amount: float) -> None:
    """What goes backwards within the system leaves it and comes back, so that the diagram has no circles."""
    if ASKED <= to <= SETTLED and to <= source:
        if to < source:
            flows[source, LOST] += amount
            flows[BACK, to] += amount
        return
    flows[source, to] += amount


def build(context: Context) -> tuple[Block, ...]:
    """Diagrams of which the reader chooses one, that of the difference first."""
    array = context.gathered.arrays[NAME]
    figures = [_levels(context, array, at) for at in range(len(context.labels))]
    options = list(context.labels)
    for other in range(1, len(context.labels)):
        figures.insert(other - 1, _difference(context, array, other))
        options.insert(other - 1, f"What is different under {context.labels[other]}")
    return (
        Prose(
            "Each band is people on their way through appointments and treatment, all who come and all who go over "
            f"{context.manifest.length}: new ones or back after they were lost, appointed by the Jobcentre, waiting "
            "for a place, in the first 12 weeks, settled. A person who comes back counts again. Lost is to leave "
            "before completing, by missing an appointment, dropping out, prison, or giving up the claim."
        ),
        Choice("paths-choice", "Show:", tuple(options), tuple(figures)),
    )


def _pairs(array: FloatArray) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in zip(*np.nonzero(array.any(axis=(0, 1, 2))), strict=True)]


def _levels(context: Context, array: FloatArray, at: int) -> Figure:
    label = context.labels[at]
    pairs = _pairs(array)
    of = {pair: mixed_level(context.gathered.by_belief(array[at][..., pair[0], pair[1]])) for pair in pairs}
    lost = mixed_level(context.gathered.by_belief(array[at][..., :, LOST].sum(axis=-1)))
    done = mixed_level(context.gathered.by_belief(array[at][..., :, DONE].sum(axis=-1)))
    question = f"Where do people go under {label}?"
    finding = f"Lost {number(lost.mean)} times{_spread(lost)}; completed {number(done.mean)} times{_spread(done)}."
    return Figure(
        f"{NAME}-{at}", question, finding, f"{question} {finding} {_largest(of)}",
        (_sankey(pairs, [of[pair].mean for pair in pairs]),), _shape(), _table(question, of, signed=False),
    )  # fmt: skip


def _difference(context: Context, array: FloatArray, other: int) -> Figure:
    label, base = context.labels[other], context.labels[0]
    pairs = _pairs(array)
    of = {(a, b): mixture(context.gathered.by_belief(array[other][..., a, b] - array[0][..., a, b])) for a, b in pairs}
    settled = [pair for pair in pairs if of[pair].settled]
    question = f"Which ways are taken more, and which less, under {label}?"
    if not any(one.mean for one in of.values()):
        finding = f"None: every flow is as large under {label} as under {base}."
    elif settled:
        most = max(settled, key=lambda pair: abs(of[pair].mean))
        finding = (
            f"{len(settled)} of {len(pairs)} flows differ beyond doubt; largest: {_way(most)}, "
            f"{number(of[most].mean, sign=True)}{_spread(of[most], sign=True)}."
        )
    else:
        finding = f"Of none of the {len(pairs)} flows is it settled whether it is larger or smaller."
    sizes = [of[pair].mean for pair in pairs]
    return Figure(
        f"{NAME}-difference-{other}", question, finding, f"{question} {finding} {_largest(of, sign=True)}",
        (_sankey(pairs, sizes, signed=True),), _shape(), _table(question, of, signed=True),
        "Width is the size of the difference. Strong bands: more people go this way. Faint bands: fewer do. The sign "
        "of each stands in the table and under the pointer.",
    )  # fmt: skip


def _spread(one: Estimate, *, sign: bool = False) -> str:
    return "" if one.low is None else f" (95% interval {interval(one, sign=sign)})"


def _way(pair: tuple[int, int]) -> str:
    return f"{NODES[pair[0]].lower()} to {NODES[pair[1]].lower()}"


def _largest(of: dict[tuple[int, int], Estimate], *, sign: bool = False) -> str:
    ranked = sorted(of, key=lambda pair: -abs(of[pair].mean))[:8]
    return "Largest: " + "; ".join(f"{_way(pair)} {number(of[pair].mean, sign=sign)}" for pair in ranked) + "."


def _sankey(pairs: Sequence[tuple[int, int]], sizes: Sequence[float], *, signed: bool = False) -> dict[str, Any]:
    most = max((abs(size) for size in sizes), default=0.0)
    shown = [(pair, size) for pair, size in zip(pairs, sizes, strict=True) if most and abs(size) > SMALL * most]
    used = sorted({node for pair, _ in shown for node in pair})
    place = {node: at for at, node in enumerate(used)}
    return {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [plain(NODES[node]) for node in used],
            "color": [NODE for _ in used],
            "x": [X[node] for node in used],
            "y": [Y[node] for node in used],
            "pad": 18,
            "thickness": 14,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        "link": {
            "source": [place[a] for (a, _), _ in shown],
            "target": [place[b] for (_, b), _ in shown],
            "value": [abs(size) for _, size in shown],
            "color": [
                faint("#12436D" if size > 0 else "#F46A25", 0.5 if size > 0 else 0.3) if signed
                else faint(TO.get(b, "#12436D"), 0.4)
                for (_, b), size in shown
            ],
            "customdata": [f"{_way(pair)}: {number(size, sign=signed)}" for pair, size in shown],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": 13, "color": INK, "shadow": "auto"},
    }  # fmt: skip


def _shape() -> dict[str, Any]:
    shape = layout(height=430)
    shape["margin"] = {"l": 8, "r": 8, "t": 14, "b": 14}
    shape["font"] = {**shape["font"], "color": SOFT}
    return shape


def _table(question: str, of: dict[tuple[int, int], Estimate], *, signed: bool) -> Table:
    rows: list[tuple[Cell, ...]] = [(NODES[a], NODES[b], one.mean, (one.low, one.high)) for (a, b), one in of.items()]
    columns = (
        Column("From"),
        Column("To"),
        Column("Difference" if signed else "Times", "signed" if signed else "number"),
        Column("95% interval", "signed interval" if signed else "interval"),
    )
    return Table(question, columns, tuple(rows))


PATHS = Section(NAME, "Ways through the system", build, {NAME: _read})
