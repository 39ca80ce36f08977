"""What finding people costs them and others: yield and burden of every route, and rights touched for each start."""

import numpy as np

from results.bars import bar_chart
from results.blocks import Block, Cell, Column, Figure, Prose, Table
from results.outcome import Values
from results.section import Context, Section
from results.spread import in_words, ranged, ratio, said_of, spread
from results.words import joined, number
from simulate.arrays import FloatArray
from simulate.ledgers.rights import Route, routes
from simulate.observation import Observation

ROUTES = {
    "disclose": "Advisers who are trained to ask",
    "disclose_untrained": "Advisers who are not trained",
    "screen": "Screening of new ESA claims",
    "declare": "Declaration asked of claimants",
    "drug_test": "Drug test",
    "data_share": "Records shared with the Jobcentre",
    "notify": "Records shared, the person told",
    "exchange_report": "Needle exchanges that report",
}
"""Route -> what it is called here."""
FIELDS = ("dependent", "others", "found", "accused")
ASKED = "questions_put"
"""Outcome that dwarfs the others, so it is told in words and not drawn."""
BURDENS = (
    ("false_identifications", "False identifications"),
    ("data_passed_on", "Personal data passed on"),
    ("privacy_exposures", "of which without a basis in law"),
    ("sanctions", "Sanctions"),
    ("wrongful_sanctions", "Sanctions in spite of good cause"),
    ("sanctions_overturned", "Sanctions overturned"),
    ("fraud_cases", "Fraud inquiries"),
    ("prosecuted", "Prosecutions"),
)
"""Outcomes that are set against treatment starts."""
STARTS = "treatment_starts"
PER = 100


def _read(seen: Observation, values: Values) -> FloatArray:
    """Routes in England: (routes, FIELDS)."""
    of = {route.name: route for route in routes(seen)}
    table = [[getattr(of[name], field) for field in FIELDS] for name in ROUTES]
    return np.array(table, np.float64) * seen.weight


def build(context: Context) -> tuple[Block, ...]:
    """Burden for each treatment start, and a table of routes."""
    return (
        Prose(
            "Whoever asks, tests or names dependent claimants does so to other people as well. How many is a matter of "
            "base rates: where few are dependent, many are asked for each one found, and even a good test accuses "
            f"people wrongly. {said_of(context.gathered, 'whisker')}"
        ),
        _figure(context),
        _routes(context),
    )


def _figure(context: Context) -> Figure:
    gathered = context.gathered
    starts = gathered.arrays[STARTS]
    labels = [label for _, label in BURDENS]
    with np.errstate(divide="ignore", invalid="ignore"):
        per = [np.where(starts > 0, PER * gathered.arrays[name] / starts, 0.0) for name, _ in BURDENS]
    of = [[spread(each[s]) for each in per] for s in range(len(context.scenarios))]
    question = f"What does it cost in rights for every {PER} who start treatment?"
    data, shape = bar_chart(labels, context.labels, of, title=f"For every {PER} treatment starts")
    rows: list[tuple[Cell, ...]] = [
        (label, regime, found[k].mean, (found[k].low, found[k].high), float(gathered.arrays[name][s].mean()))
        for k, (name, label) in enumerate(BURDENS)
        for s, (regime, found) in enumerate(zip(context.labels, of, strict=True))
    ]
    columns = (
        Column("What"),
        Column("Regime"),
        Column(f"For every {PER} treatment starts", "number"),
        Column("Spread of the runs", "interval"),
        Column("In all", "number"),
    )
    said = " ".join((_asked(context), *(_extra(context, other) for other in range(1, len(context.scenarios)))))
    text = in_words(context.labels, labels, of)
    return Figure(
        "rights", question, said, f"{question} {text}", data, shape,
        Table(f"Rights touched for every {PER} treatment starts, England", columns, tuple(rows)),
        "Rates of the averages of all runs stand in the text; whiskers are of single runs.",
    )  # fmt: skip


def _asked(context: Context) -> str:
    """How many are asked for each start, under every regime."""
    told = []
    for s, label in enumerate(context.labels):
        asked, starts = context.gathered.arrays[ASKED][s], context.gathered.arrays[STARTS][s]
        told.append(f"under {label} {ranged(ratio(asked, starts, PER) if starts.any() else spread(asked))} people")
    return f"Asked or tested for every {PER} starts: {joined(told)}."


def _extra(context: Context, other: int) -> str:
    """What each additional start is bought with, where there are any."""

    def gap(name: str) -> float:
        table = context.gathered.arrays[name]
        return float((table[other] - table[0]).mean())

    label, base, starts, asked = context.labels[other], context.labels[0], gap(STARTS), gap(ASKED)
    accused = gap("false_identifications")
    if asked <= 0:
        return f"{label}: no more people are asked than under {base}."
    burden = f"{number(asked)} more people asked and {number(accused, sign=True)} falsely identified"
    if starts <= 0:
        return f"{label}: {burden} than under {base}, without more treatment starts on average."
    return f"{label}: for each treatment start more than under {base}, {number(asked / starts)} more people are asked."


def _routes(context: Context) -> Table:
    mean = context.gathered.arrays["rights.routes"].mean(axis=(1, 2))
    rows: list[tuple[Cell, ...]] = []
    for at, (name, label) in enumerate(ROUTES.items()):
        for index, regime in enumerate(context.labels):
            one = Route(name, *(float(figure) for figure in mean[index, at]))
            if one.dependent + one.others == 0:
                continue
            value = one.predictive_value
            rows.append(
                (
                    label, regime, one.dependent + one.others, one.dependent, one.found, one.accused,
                    one.asked_per_case if one.found else None, f"{100 * value:.0f}%" if np.isfinite(value) else None,
                )
            )  # fmt: skip
    columns = (
        Column("Route"),
        Column("Regime"),
        Column("Asked, tested or named", "number"),
        Column("of whom dependent", "number"),
        Column("Found", "number"),
        Column("Falsely identified", "number"),
        Column("Asked for each one found", "number"),
        Column("Of those identified, dependent"),
    )
    return Table("Yield and burden of every route, people of England", columns, tuple(rows))


RIGHTS = Section("rights", "What finding people costs", build, {"rights.routes": _read})
