"""People outside the benefit system: who leaves it and how, who comes back, and claims that are never made."""

from collections.abc import Mapping

import numpy as np

from results.bars import bar_chart
from results.blocks import Block, Cell, Column, Figure, Fold, Prose, Table
from results.outcome import Values
from results.section import Context, Section
from results.spread import in_words, ranged, said_of, spread
from simulate.arrays import FloatArray
from simulate.ledgers.outside import outside
from simulate.observation import Observation

OTHER = "In other ways"
LEAVE: Mapping[str, str] = {
    "find_work": "Found work",
    "arrest": "Went to prison",
    "walk_away": "Let the claim lapse, or left while sanctioned",
    "give_up": "Gave up the claim under the rules",
    "declare": "Gave up the claim when asked",
    "drug_test": "Gave up the claim over a test",
    "allowance_ends": "Left when the treatment allowance ended",
}
COME: Mapping[str, str] = {
    "claim_again": "Claimed again",
    "lose_work": "Lost the job and claimed",
    "release": "Left prison and claimed",
    "die": "Died outside",
}


def _read(seen: Observation, values: Values) -> FloatArray:
    """In England: there at the start, appeared, left the benefit system by LEAVE and OTHER, came out of it by COME and
    OTHER, there at the end, claims not made.
    """  # fmt: skip
    one = outside(seen)
    by = [
        [int(flows[name].sum()) if name in flows else 0 for name in names]
        + [sum(int(flow.sum()) for name, flow in flows.items() if name not in names)]
        for flows, names in ((one.came, LEAVE), (one.left, COME))
    ]
    ends = [one.there[0], one.appeared.sum(), *by[0], *by[1], one.there[-1], one.deterred.sum()]
    return np.array(ends, np.float64) * seen.weight


NAMES = (
    "Outside on the first day", "New dependent people, who begin outside",
    *(f"Left the benefit system: {name[0].lower()}{name[1:]}" for name in (*LEAVE.values(), OTHER)),
    *(f"No longer outside: {name[0].lower()}{name[1:]}" for name in (*COME.values(), OTHER)),
    "Outside on the last day", "Claims never made for fear of the question (expected)",
)  # fmt: skip
LEFT = slice(2, 3 + len(LEAVE))


def build(context: Context) -> tuple[Block, ...]:
    """How people leave the benefit system, and the whole account."""
    return (
        Prose(
            "Dependent people who are in work, in prison or without any claim are outside the benefit system: no rule "
            "reaches them there, and no Jobcentre counts them. In every run those there at the end are those there at "
            f"the start, plus who came, less who went. {said_of(context.gathered, 'whisker')}"
        ),
        _figure(context),
        Fold("The whole account", _account(context)),
    )


def _figure(context: Context) -> Figure:
    array = context.gathered.arrays["outside"][..., LEFT]
    labels = [*LEAVE.values(), OTHER]
    kept = [k for k in range(len(labels)) if array[..., k].any()]
    of = [[spread(array[s, :, :, k]) for k in kept] for s in range(len(array))]
    shown = [labels[k] for k in kept]
    question = "How do people leave the benefit system?"
    data, shape = bar_chart(shown, context.labels, of, title=f"People leaving in {context.manifest.length}")
    rows: list[tuple[Cell, ...]] = [
        (label, regime, found[k].mean, (found[k].low, found[k].high))
        for k, label in enumerate(shown)
        for regime, found in zip(context.labels, of, strict=True)
    ]
    columns = Column("How"), Column("Regime"), Column("Times", "number"), Column("Spread of the runs", "interval")
    last = [spread(table[..., -2]) for table in context.gathered.arrays["outside"]]
    deterred = [spread(table[..., -1]) for table in context.gathered.arrays["outside"]]
    finding = " ".join(
        f"{regime}: {ranged(there)} outside on the last day, and "
        f"{ranged(never)} claims never made for fear of the question."
        for regime, there, never in zip(context.labels, last, deterred, strict=True)
    )
    text = in_words(context.labels, shown, of)
    return Figure(
        "outside", question, finding, f"{question} {text}", data, shape,
        Table(question, columns, tuple(rows)), "Times, not people: one person can leave more than once.",
    )  # fmt: skip


def _account(context: Context) -> Table:
    mean = context.gathered.arrays["outside"].mean(axis=(1, 2))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(float(one) for one in mean[:, at])) for at, name in enumerate(NAMES) if mean[:, at].any()
    )
    columns = Column("People of England"), *(Column(label, "number") for label in context.labels)
    return Table("People outside the benefit system", columns, rows)


OUTSIDE = Section("outside", "People outside the benefit system", build, {"outside": _read})
