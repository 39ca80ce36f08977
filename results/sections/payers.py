"""Who pays, who gains: what each payer spends under each regime, and whether anybody pays more."""

import numpy as np

from results.blocks import Block, Column, Figure, Prose, Table
from results.dots import Row, dot_chart
from results.figures import plain
from results.mixture import mixed_level, mixture
from results.outcome import Values
from results.paired import paired_table
from results.section import Context, Section
from results.words import interval, joined, number
from simulate.arrays import FloatArray
from simulate.ledgers.payers import ITEMS, PAYERS, VICTIMS, WEEKS_A_YEAR, payers
from simulate.observation import Observation

NAME = "payers"
QUOTED = 15e9
"""Pounds a year of drug-related crime, as quoted (evidence: ddn_cost_drug_crime)."""
GAIN = "benefit_received"
"""Outcome by which claimants gain."""


def _read(seen: Observation, values: Values) -> FloatArray:
    """Pounds in England over the run, by line: (ITEMS,)."""
    return np.array([line.pounds for line in payers(seen, values)]) * seen.weight


def build(context: Context) -> tuple[Block, ...]:
    """A table of lines and payers, and whether everybody wins."""
    array = context.gathered.arrays[NAME]
    of_payer = _by_payer(array)
    rows = [f"{payer}: {item[0].lower()}{item[1:]}" for payer, item in ITEMS]
    caption = f"What each payer spends in {context.manifest.length}, England"
    return (
        Prose(
            "Prices are published or judged, of 2005 to 2016, and not brought to one year. The price of an offence "
            "holds police, courts and prison, and that of homelessness some health and justice, so payers stand side "
            "by side and must not be added up. Training of advisers, tests, earnings and lives have no price here."
        ),
        Prose(_crime(context, of_payer)),
        *(Prose(_everybody(context, of_payer, other)) for other in range(1, len(context.scenarios))),
        *((_figure(context, of_payer),) if context.comparisons else ()),
        paired_table(context, of_payer, PAYERS, caption=caption, head="Pounds"),
        paired_table(context, array, rows, caption=f"{caption}, line by line", head="Pounds"),
    )


def _crime(context: Context, of_payer: FloatArray) -> str:
    """The model's own figure beside the one that was quoted in 2009."""
    years = context.manifest.weeks / WEEKS_A_YEAR
    a_year = float(of_payer[0, ..., PAYERS.index(VICTIMS)].mean()) / years
    return (
        f"Offences of these claimants cost {number(a_year)} pounds a year under {context.labels[0]}. In 2009 a "
        f"minister spoke of {number(QUOTED)} a year: that was of England and Wales, of all who depend on drugs and of "
        "more kinds of crime, so the two are not the same thing."
    )


def _by_payer(array: FloatArray) -> FloatArray:
    """(..., ITEMS) -> (..., PAYERS)."""
    return np.stack(
        [array[..., [k for k, (payer, _) in enumerate(ITEMS) if payer == one]].sum(axis=-1) for one in PAYERS], axis=-1
    )


def _everybody(context: Context, of_payer: FloatArray, other: int) -> str:
    """In how many draws nobody loses, and who does on average."""
    label, base = context.labels[other], context.labels[0]
    more_runs = of_payer[other] - of_payer[0]
    gain = context.gathered.arrays[GAIN]
    less_runs = -(gain[other] - gain[0])
    more, less = more_runs.mean(axis=1), less_runs.mean(axis=1)
    losses = np.column_stack([more, less])
    nobody = int((losses <= 0).all(axis=1).sum())
    names = [f"{payer[0].lower()}{payer[1:]}" for payer in PAYERS] + ["claimants, who receive less benefit"]
    mean = losses.mean(axis=0)
    losing = []
    for at, (name, amount) in enumerate(zip(names, mean, strict=True)):
        if amount > 0:
            runs = more_runs[..., at] if at < len(PAYERS) else less_runs
            one = mixture(context.gathered.by_belief(runs))
            span = "" if one.low is None else f", 95% interval {interval(one, sign=True)}"
            losing.append(f"{name} ({number(amount)} pounds{span})")
    if len(losses) > 1:
        everybody = f"In {nobody} of {len(losses)} draws of the parameters nobody is worse off"
    else:
        everybody = f"With these parameters {'nobody' if nobody else 'somebody'} is worse off"
    who = f" On average it costs {joined(losing)}." if losing else " On average nobody pays more."
    return f"Does everybody win under {label}, compared with {base}? {everybody}.{who}"


def _figure(context: Context, of_payer: FloatArray) -> Figure:
    """The difference for each payer, as % of what it pays under the base."""
    rows, table, told = [], [], []
    for at, payer in enumerate(PAYERS):
        level = mixed_level(context.gathered.by_belief(of_payer[0, ..., at]))
        gaps = [mixture(context.gathered.by_belief(other[..., at] - of_payer[0, ..., at])) for other in of_payer[1:]]
        scale = 100 / level.mean if level.mean else 0.0
        rows.append(Row(plain(payer), tuple(one if level.mean else None for one in gaps), scale))
        for label, one in zip(context.labels[1:], gaps, strict=True):
            table.append((payer, label, level.mean, (level.low, level.high), one.mean, (one.low, one.high)))
            told.append((payer, label, one))
    base = context.labels[0]
    settled = [one for one in told if one[2].settled]
    most = max(settled, key=lambda one: abs(one[2].mean), default=None)
    finding = (
        "For no payer is it settled whether it would pay more or less."
        if most is None
        else f"Settled for {len(settled)} of {len(told)}; largest: {most[0].lower()} under {most[1]}, "
        f"{number(most[2].mean, sign=True)} pounds (95% interval {interval(most[2], sign=True)})."
    )
    question = f"Who would pay more, and who less, than under {base}?"
    data, shape = dot_chart(rows, context.labels[1:], title=f"Difference as % of {base}", suffix="%")
    columns = (
        Column("Payer"), Column("Regime"), Column(f"{base}, pounds", "number"), Column("95% interval", "interval"),
        Column("Difference, pounds", "signed"), Column("95% interval", "signed interval"),
    )  # fmt: skip
    text = " ".join(f"{payer}, {label}: {number(one.mean, sign=True)} pounds." for payer, label, one in told)
    return Figure(
        "payers", question, finding, f"{question} {finding} {text}", data, shape,
        Table(question, columns, tuple(table)),
        "Lines are 95% intervals. Filled mark: the interval leaves out zero. Hollow mark: it could go either way.",
    )  # fmt: skip


PAYING = Section("payers", "Who pays, who gains", build, {NAME: _read})
