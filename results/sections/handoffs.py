"""Who lost the client: hand-overs between agencies as tickets, and every lost one with its owner and reason."""

import numpy as np

from results.bars import bar_chart
from results.blocks import Block, Cell, Column, Figure, Fold, Prose, Table
from results.outcome import Values
from results.section import Context, Section
from results.spread import in_words, ranged, said_of, spread
from simulate.arrays import FloatArray
from simulate.ledgers.handoffs import (
    JOBCENTRE,
    JUSTICE,
    PRISON,
    REASONS,
    STAGES,
    TREATMENT,
    lost_people,
    tickets,
)
from simulate.observation import Observation

AGENCIES = (JOBCENTRE, TREATMENT, JUSTICE, PRISON)
OTHER = "other reasons"
UNMADE = ("told, and nothing was done", "released and not met")
WHY = (*dict.fromkeys(REASONS.values()), *UNMADE, OTHER)
TICKETS = ("opened", "closed", "other ends", "lost", "open at the end")
QUESTION = "Who lost the client?"


def _losses(seen: Observation, values: Values) -> FloatArray:
    """Losses in England by agency and reason: (agencies, reasons)."""
    table = np.zeros((len(AGENCIES), len(WHY)))
    for (agency, reason), times in lost_people(seen).items():
        table[AGENCIES.index(agency), WHY.index(reason if reason in WHY else OTHER)] += times * seen.weight
    return table


def _tickets(seen: Observation, values: Values) -> FloatArray:
    """Tickets in England by stage: (stages, what became of them)."""
    rows = [
        [
            one.opened.sum(), one.closed.sum(), sum(int(ended.sum()) for ended in one.ended.values()),
            sum(int(lost.sum()) for lost in one.lost.values()), one.open[-1],
        ]
        for one in tickets(seen)
    ]  # fmt: skip
    return np.array(rows, np.float64) * seen.weight


def build(context: Context) -> tuple[Block, ...]:
    """A chart of losses by agency, and what became of every ticket."""
    return (
        Prose(
            "Every hand-over between agencies is a ticket: opened when a client comes into an agency's hands, closed "
            "when the agency has done its part, and lost otherwise. A loss belongs to the agency that was accountable "
            "last. Deaths and recoveries are nobody's loss. In every run opened tickets equal closed, ended, lost and "
            f"open ones. {said_of(context.gathered, 'whisker')}"
        ),
        _figure(context),
        Fold("What became of every ticket", _stages(context)),
    )


def _figure(context: Context) -> Figure:
    array = context.gathered.arrays["handoffs.lost"]
    by_agency = array.sum(axis=-1)
    of = [[spread(by_agency[s, :, :, k]) for k in range(len(AGENCIES))] for s in range(len(context.scenarios))]
    labels = [name[0].upper() + name[1:] for name in AGENCIES]
    data, shape = bar_chart(labels, context.labels, of, title=f"Losses in {context.manifest.length}")
    rows: list[tuple[Cell, ...]] = []
    mean = array.mean(axis=(1, 2))
    for a, agency in enumerate(labels):
        for r in np.argsort(-mean[:, a].max(axis=0), kind="stable"):
            if mean[:, a, r].any():
                rows.append((agency, WHY[r], *(float(one) for one in mean[:, a, r])))
    said = [
        f"{regime}: most often the {AGENCIES[most]} {ranged(estimates[most])}, of all losses "
        f"{ranged(spread(by_agency[s].sum(axis=-1)))}."
        for s, (regime, estimates) in enumerate(zip(context.labels, of, strict=True))
        if (most := max(range(len(AGENCIES)), key=lambda k: estimates[k].mean)) >= 0 and estimates[most].mean
    ]
    text = in_words(context.labels, labels, of)
    finding = " ".join(said) or "Nobody was lost between agencies."
    columns = (Column("Agency accountable last"), Column("How"), *(Column(name, "number") for name in context.labels))
    return Figure(
        "handoffs", QUESTION, finding, f"{QUESTION} {text}", data, shape,
        Table("Times a client was lost, by agency and reason, England", columns, tuple(rows)),
        "Times, not people: one person can be lost more than once.",
    )  # fmt: skip


def _stages(context: Context) -> Table:
    mean = context.gathered.arrays["handoffs.tickets"].mean(axis=(1, 2))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (stage.name[0].upper() + stage.name[1:], label, stage.owner, *(float(one) for one in mean[index, at]))
        for at, stage in enumerate(STAGES)
        for index, label in enumerate(context.labels)
    )
    columns = (
        Column("Hand-over"),
        Column("Regime"),
        Column("Owner"),
        *(Column(name[0].upper() + name[1:], "number") for name in TICKETS),
    )
    return Table("Tickets of every hand-over, England", columns, rows)


HANDOFFS = Section("handoffs", "Who lost the client", build, {"handoffs.lost": _losses, "handoffs.tickets": _tickets})
