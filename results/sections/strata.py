"""Pushed in, pushed out, unmoved: the same person under both regimes, counted in a sample that was lived again."""

import numpy as np

from results.blocks import Block, Cell, Column, Figure, Points, Prose, Table
from results.estimate import Estimate, how_made
from results.figures import INK, PAPER, axis, layout, plain, style, words_axis
from results.mixture import mixed_level, mixture
from results.section import Context, Section
from results.twins import BOTH, DIED, FACTS, LONG, NEITHER, ONLY_BASE, ONLY_OTHER, SAMPLE, Twins
from results.words import interval, number, sureness
from simulate.arrays import FloatArray

NAME = "strata"
SAID = {fact.name: fact.words for fact in FACTS} | {DIED: "Died"}


def build(context: Context) -> tuple[Block, ...]:
    """A chart and a table for each other regime; nothing for a single scenario."""
    twins = context.twins
    if not context.comparisons:
        return ()
    if twins is None:
        return (Prose(_why_not(context)),)
    draws = f"{twins.draws} draws of the parameters" if twins.draws > 1 else f"{twins.replicates} replicates"
    if len(context.gathered.beliefs) > 1:
        draws += " under each belief"
    blocks: list[Block] = [
        Prose(
            "Averages hide people who move in opposite ways. Here every person is followed under both regimes with the "
            f"same luck. For this, {number(twins.claimants)} claimants, each standing for "
            f"{number(240_000 / twins.claimants)}, lived through {draws} once more, person by person; figures are of "
            "them, scaled to 240,000, so they are rougher than those of the whole run."
        )
    ]
    for other, label in enumerate(context.labels[1:]):
        blocks.append(_figure(context, twins, other, label))
    blocks.append(
        Points(
            (
                f"Treated means {LONG:g} weeks in treatment or more, all stays together: as effective treatment was "
                "counted in 2009. Who was in treatment on the first day can be treated without doing anything.",
                "Pushed in: treated only under the other regime. Pushed out: treated only under the base. The model "
                "can follow both lives of a person; in reality only one is ever lived, so no data can show this.",
            )
        )
    )
    return tuple(blocks)


def _why_not(context: Context) -> str:
    if context.manifest.claimants < SAMPLE:
        return (
            f"To follow persons it takes a run of {number(SAMPLE)} claimants or more, and this one is of "
            f"{number(context.manifest.claimants)}: nothing is said here."
        )
    return "The sample could not be lived again by this version of the model, so nothing is said here."


def _cells(context: Context, twins: Twins, fact: str, other: int) -> list[Estimate]:
    """People under both, only the other, only the base, neither."""
    table = twins.shares[fact][other]
    return [mixed_level(_by_belief(context, table[..., cell])) for cell in range(4)]


def _by_belief(context: Context, table: FloatArray) -> FloatArray:
    return np.reshape(table, (len(context.gathered.beliefs), -1, table.shape[-1]))


def _figure(context: Context, twins: Twins, other: int, label: str) -> Figure:
    base = context.labels[0]
    facts = list(SAID)
    of = {fact: _cells(context, twins, fact, other) for fact in facts}
    nets = {
        fact: mixture(
            _by_belief(context, twins.shares[fact][other][..., ONLY_OTHER] - twins.shares[fact][other][..., ONLY_BASE])
        )
        for fact in facts
    }
    rows: list[tuple[Cell, ...]] = [
        (
            SAID[fact], cells[ONLY_OTHER].mean, (cells[ONLY_OTHER].low, cells[ONLY_OTHER].high), cells[ONLY_BASE].mean,
            (cells[ONLY_BASE].low, cells[ONLY_BASE].high), nets[fact].mean, (nets[fact].low, nets[fact].high),
            sureness(nets[fact], twins.draws), cells[BOTH].mean, (cells[BOTH].low, cells[BOTH].high),
            cells[NEITHER].mean, (cells[NEITHER].low, cells[NEITHER].high),
        )
        for fact, cells in of.items()
    ]  # fmt: skip
    columns = [Column("What happens to a person")]
    for name in (f"Only under {label}", f"Only under {base}"):
        columns += [Column(name, "number"), Column("95% interval", "interval")]
    columns += [Column("Net", "signed"), Column("95% interval", "signed interval"), Column("How sure")]
    for name in ("Under both", "Under neither"):
        columns += [Column(name, "number"), Column("95% interval", "interval")]
    treated = of["treated"]
    finding = (
        f"{number(treated[ONLY_OTHER].mean)} people are pushed in ({_within(treated[ONLY_OTHER])}) and "
        f"{number(treated[ONLY_BASE].mean)} pushed out ({_within(treated[ONLY_BASE])}); "
        f"{number(treated[BOTH].mean)} are treated either way ({_within(treated[BOTH])}) and "
        f"{number(treated[NEITHER].mean)} neither way ({_within(treated[NEITHER])})."
    )
    text = " ".join(
        f"{SAID[fact]}: only under {label} {number(cells[ONLY_OTHER].mean)}, only under {base} "
        f"{number(cells[ONLY_BASE].mean)}."
        for fact, cells in of.items()
    )
    question = f"Whom does {label} move, compared with {base}, and which way?"
    how = how_made(twins.draws, twins.replicates, len(context.gathered.beliefs))
    return Figure(
        f"{NAME}-{other}", question, finding, f"{question} {finding} {text}", *_chart(of, label, base),
        Table(f"The same person under {label} and {base}, people of England", tuple(columns), tuple(rows)),
        f"Bars to the left: only under {base}; to the right: only under {label}. Lines are 95% intervals. {how}",
    )  # fmt: skip


def _within(one: Estimate) -> str:
    return "single run, no interval" if one.low is None else f"95% interval {interval(one)}"


def _chart(
    of: dict[str, list[Estimate]], label: str, base: str
) -> tuple[tuple[dict[str, object], ...], dict[str, object]]:
    """Bars to both sides of 0."""
    bars: list[dict[str, object]] = []
    longest = 1.0
    for cell, sign, at, name in ((ONLY_BASE, -1, 0, f"Only under {base}"), (ONLY_OTHER, 1, 1, f"Only under {label}")):
        found = [cells[cell] for cells in of.values()]
        drawn = style(at)
        up = [0.0 if one.high is None else one.high - one.mean for one in found]
        down = [0.0 if one.low is None else one.mean - one.low for one in found]
        longest = max(longest, *(one.mean if one.high is None else one.high for one in found))
        bars.append(
            {
                "type": "bar", "orientation": "h", "name": plain(name), "y": list(range(len(found))), "width": 0.55,
                "x": [sign * one.mean for one in found],
                "marker": {
                    "color": drawn.colour, "line": {"color": drawn.colour, "width": 1},
                    "pattern": {"shape": drawn.pattern, "fgcolor": PAPER, "bgcolor": drawn.colour, "size": 7},
                },
                "error_x": {
                    "type": "data", "symmetric": False, "array": up if sign > 0 else down,
                    "arrayminus": down if sign > 0 else up, "color": INK, "thickness": 1.5, "width": 4,
                },
                "customdata": [number(one.mean) for one in found],
                "hovertemplate": "%{customdata}<extra>" + plain(name) + "</extra>",
            }
        )  # fmt: skip
    step = _step(longest)
    ticks = [step * n for n in range(-int(longest * 1.1 // step), int(longest * 1.1 // step) + 1)]
    shape = layout(
        height=len(of) * 46 + 100, barmode="overlay",
        xaxis=axis(range=[-longest * 1.12, longest * 1.12], tickmode="array", tickvals=ticks,
                   ticktext=[_tick(one) for one in ticks], zeroline=True),
        yaxis=words_axis([float(at) for at in range(len(of))], [plain(SAID[fact]) for fact in of]),
        showlegend=True,
    )  # fmt: skip
    shape["margin"] = {**shape["margin"], "t": 40}
    shape["legend"] = {**shape["legend"], "traceorder": "normal"}
    return tuple(bars), shape


def _step(longest: float) -> float:
    """A round step, so that there are one or two on each side."""
    power = 10.0 ** np.floor(np.log10(longest))
    return float(power * max(one for one in (1, 2, 5) if one * power <= longest + 1e-9))


def _tick(value: float) -> str:
    """Short, and without a sign: both sides are people."""
    size = abs(value)
    return f"{size / 1000:g}k" if size >= 1000 else f"{size:g}"


STRATA = Section(NAME, "Pushed in, pushed out, unmoved", build)
