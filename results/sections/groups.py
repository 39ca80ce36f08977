"""Who gains and who loses: the paired difference in rates by level of each equity group."""

from collections.abc import Mapping

import numpy as np

from results.blocks import Block, Cell, Column, Figure, Grid, Prose, Table
from results.dots import Row, dot_chart
from results.estimate import Estimate
from results.figures import plain
from results.gather import Reading
from results.mixture import mixture
from results.outcome import ByGroup, Outcome, Values, alive
from results.outcomes import HEADLINE
from results.section import Context, Section
from results.words import interval, number
from scenarios.areas import regions
from simulate.arrays import FloatArray
from simulate.groups import LEVELS
from simulate.observation import Observation

OUTCOMES = tuple(outcome for outcome in HEADLINE if outcome.group is not None)
PER = 1000
"""Person-years that rates are given for."""
MEANINGLESS = {("homeless", "housing")}
"""Outcome and group that say the same thing."""
IN_TABLES = frozenset({"region"})
"""Groups of too many levels for a chart that is to be read; their figures stand in its table."""
SHORT: Mapping[str, tuple[str, ...]] = {
    "readiness": ("Not wanting change", "Wanting change"),
    "needs": ("0 or 1 other needs", "2 other needs", "3 or more needs"),
    "bite": ("Benefit: small part", "Benefit: middling", "Benefit: large part"),
    "opening benefit": ("First on JSA", "First on ESA", "First on IS"),
    "housing": ("Settled housing", "Insecure housing", "Homeless"),
}
"""Levels as rows of a chart, where their names are too long or say too little alone."""
TITLES: Mapping[str, str] = {"needs": "other needs", "bite": "benefit as a part of income"}
"""Groups as a reader knows them, where their name is short for it."""


def _rate(by_group: ByGroup, group: str) -> Reading:
    def read(seen: Observation, values: Values) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return PER * by_group(seen, group) / alive(seen, group)

    return read


def _readings() -> dict[str, Reading]:
    return {f"groups.{group}.{one.name}": _rate(one.group, group) for one in OUTCOMES if one.group for group in LEVELS}


def names_of(group: str) -> tuple[str, ...]:
    """Names of the levels of a group."""
    return regions() if group == "region" else LEVELS[group]


def row_label(group: str, level: int) -> str:
    """A level as a row of a chart."""
    name = SHORT[group][level] if group in SHORT else names_of(group)[level]
    return name[:1].upper() + name[1:]


def build(context: Context) -> tuple[Block, ...]:
    """A dot chart for each headline outcome; nothing for a single scenario."""
    if not context.comparisons:
        return ()
    return (
        Prose(
            f"Differences for every {number(PER)} person-years lived in a group, so that groups of different size can "
            "be compared: for treatment, work, homelessness and lost benefit that is people in every 1,000 on an "
            "average day; for deaths and offences, those expected in every 1,000 people a year. Housing is that of the "
            "moment, the other groups are those of the first day. Needs are those besides dependence: mental illness, "
            "a chronic condition, no settled home, a criminal record, children at home. The part of all income that "
            "benefit is says how hard its loss would bite. Regions stand in the tables behind the "
            "charts, and on the map below."
        ),
        Grid(tuple(_figure(context, one) for one in OUTCOMES)),
    )


def _estimates(context: Context, outcome: Outcome, group: str, at: int) -> tuple[Estimate | None, ...]:
    """For each other regime the difference in a level's rate; None where nobody lived in it."""
    table = context.gathered.arrays[f"groups.{group}.{outcome.name}"][..., at]
    made = []
    for other in range(1, len(table)):
        gap = table[other] - table[0]
        made.append(mixture(context.gathered.by_belief(gap)) if np.isfinite(gap).all() else None)
    return tuple(made)


def _figure(context: Context, outcome: Outcome) -> Figure:
    rows: list[Row] = []
    table: list[tuple[Cell, ...]] = []
    places: list[tuple[str, Estimate]] = []
    for group in LEVELS:
        if (outcome.name, group) in MEANINGLESS:
            continue
        for at, name in enumerate(names_of(group)):
            of_all = _estimates(context, outcome, group, at)
            if group not in IN_TABLES:
                rows.append(Row(plain(row_label(group, at)), of_all))
            if of_all[0] is not None:
                places.append((row_label(group, at), of_all[0]))
            table.extend(
                _line(group, name, label, one) for label, one in zip(context.labels[1:], of_all, strict=True) if one
            )
    data, shape = dot_chart(rows, context.labels[1:], title="Difference per 1,000 person-years", row_height=29)
    # Lines between the groups.
    cuts, at = [], 0
    for group in LEVELS:
        if (outcome.name, group) not in MEANINGLESS and group not in IN_TABLES:
            at += len(names_of(group))
            cuts.append(at - 0.5)
    line = {"color": "#8A8F93", "width": 1, "dash": "dot"}
    between = [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": cut, "y1": cut, "line": line} for cut in cuts[:-1]
    ]
    shape["shapes"] = [*shape["shapes"], *between]
    question = f"{outcome.label}: who gains, who loses?"
    said = _finding(places, context.labels[1])
    columns = (
        Column("Group"),
        Column("Level"),
        Column("Regime"),
        Column("Difference per 1,000 person-years", "signed"),
        Column("95% interval", "signed interval"),
    )
    return Figure(
        f"groups-{outcome.name}",
        question,
        said,
        f"{question} {said}",
        data,
        shape,
        Table(question, columns, tuple(table)),
    )


def _line(group: str, name: str, label: str, one: Estimate) -> tuple[Cell, ...]:
    return TITLES.get(group, group), name, label, one.mean, (one.low, one.high)


def _finding(places: list[tuple[str, Estimate]], label: str) -> str:
    settled = [place for place in places if place[1].settled]
    if not places or all(one.zero for _, one in places):
        return f"{label}: no difference in any group."
    if not settled:
        return f"{label}: in no group is the sign of the difference settled."
    name, one = max(settled, key=lambda place: abs(place[1].mean))
    return (
        f"{label}: settled in {len(settled)} of {len(places)} groups; largest for “{name}”, "
        f"{number(one.mean, sign=True)} (95% interval {interval(one, sign=True)})."
    )


GROUPS = Section("groups", "Who gains, who loses", build, _readings())
