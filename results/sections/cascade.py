"""The care cascade: how many get how far, and where they are lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from results.bars import bar_chart
from results.blocks import Block, Cell, Column, Figure, Prose, Table
from results.gather import Reading
from results.outcome import Kinds, Values, count
from results.outcomes import ASKED, ASSESSED, IDENTIFIED
from results.section import Context, Section
from results.spread import Spread, in_words, ranged, ratio, said_of, spread
from simulate.arrays import FloatArray
from simulate.observation import Observation
from simulate.status import TREATED, UNTREATED, Pathway


@dataclass(frozen=True, slots=True)
class Step:
    """A count of events. pathways: only those that struck there; None for all. part: of other steps, so not besides."""

    label: str
    kinds: Kinds
    pathways: tuple[int, ...] | None = None
    part: bool = False


JOBCENTRE = (
    Step("Identified to the Jobcentre", IDENTIFIED),
    Step("of whom not in treatment", IDENTIFIED, UNTREATED),
    Step("Appointments come due", (("attend", None),)),
    Step("Appointments attended", (("attend", "attended"),)),
)
TREATMENT = (
    Step("Assessed, by any route", ASSESSED),
    Step("Started treatment", (("place", "started"),)),
    Step("Reached 12 weeks", (("stabilise", "stabilised"),)),
    Step("Completed", (("complete", "completed"),)),
)
LEFT: Kinds = (("drop_out", None),)
LOST = (
    Step("Told an adviser, and nothing was done", tuple((process, "heard, nothing done") for process in ASKED)),
    Step("Missed the appointment", (("attend", "missed"),)),
    Step("Left before a place was free", LEFT, (Pathway.QUEUED,)),
    Step("Left in the first 12 weeks", LEFT, (Pathway.STABILISING,)),
    Step("Left later", LEFT, (Pathway.MAINTAINED,)),
    Step("of all who left: reported to the Jobcentre", (("drop_out", "left, reported"),), part=True),
    Step("Left as the allowance ended", (("allowance_ends", "left treatment"),)),
    Step("Taken from treatment to prison", (("arrest", "custody"),), TREATED),
    Step("Died in treatment", (("die", None),), TREATED),
)


def _read(steps: Sequence[Step]) -> Reading:
    def reading(seen: Observation, values: Values) -> FloatArray:
        return np.array([count(seen, step.kinds, step.pathways) for step in steps])

    return reading


def build(context: Context) -> tuple[Block, ...]:
    """Two charts of getting on, one of getting lost, each with its table."""
    return (
        Prose(
            "These are events, not people: one person can miss several appointments or start treatment more than once. "
            "The Jobcentre is only one way into treatment, so assessments by GPs, families, needle exchanges, prisons "
            "and the courts join before treatment starts; those in treatment on the first day can reach 12 weeks and "
            "complete too. "
            f"{said_of(context.gathered, 'whisker')}"
        ),
        _figure(context, "jobcentre", "How many get from the Jobcentre to an assessment?", JOBCENTRE, 3, 2),
        _figure(context, "treatment", "How many start, stay and complete?", TREATMENT, 3, 1),
        _figure(context, "lost", "Where are people lost?", LOST, None, None),
    )


def _figure(
    context: Context, name: str, question: str, steps: Sequence[Step], upper: int | None, lower: int | None
) -> Figure:
    """upper, lower: the steps whose ratio is the finding; None to find where most are lost."""
    array = context.gathered.arrays[f"cascade.{name}"]
    of = [[spread(array[s, :, :, k]) for k in range(len(steps))] for s in range(len(context.scenarios))]
    labels = [step.label for step in steps]
    data, shape = bar_chart(labels, context.labels, of, title=f"Events in {context.manifest.length}")
    rows: list[tuple[Cell, ...]] = []
    for regime, estimates in zip(context.labels, of, strict=True):
        for k, one in enumerate(estimates):
            before = estimates[k - 1].mean if k else 0.0
            share = f"{100 * one.mean / before:.0f}%" if upper is not None and k and before else None
            rows.append((labels[k], regime, one.mean, (one.low, one.high), share))
    columns = [
        Column("Step"),
        Column("Regime"),
        Column("Events", "number"),
        Column("Spread of the runs", "interval"),
    ]
    if upper is not None:
        columns.append(Column("Of the step before"))
    cut = tuple(row[: len(columns)] for row in rows)
    said = [
        _finding(regime, estimates, steps, upper, lower, array[s])
        for s, (regime, estimates) in enumerate(zip(context.labels, of, strict=True))
    ]
    text = in_words(context.labels, labels, of)
    return Figure(name, question, " ".join(said), text, data, shape, Table(question, tuple(columns), cut))


def _finding(
    regime: str,
    estimates: Sequence[Spread],
    steps: Sequence[Step],
    upper: int | None,
    lower: int | None,
    runs: FloatArray,
) -> str:
    """runs: (draws, replicates, steps)."""
    labels = [step.label for step in steps]
    if upper is None or lower is None:
        most = max((k for k, step in enumerate(steps) if not step.part), key=lambda k: estimates[k].mean)
        if estimates[most].mean == 0:
            return f"{regime}: nobody is lost."
        return f"{regime}, most often: {labels[most].lower()} {ranged(estimates[most])}."
    if not estimates[lower].mean:
        return f"{regime}: {labels[lower].lower()}: none."
    per = ratio(runs[..., upper], runs[..., lower], 100)
    return f"{regime}: {ranged(per)} {labels[upper].lower()} for every 100 {labels[lower].lower()}."


CASCADE = Section(
    "cascade",
    "The way into treatment, and where people are lost",
    build,
    {
        "cascade.jobcentre": _read(JOBCENTRE),
        "cascade.treatment": _read(TREATMENT),
        "cascade.lost": _read(LOST),
    },
)
