"""What a scenario does, before it runs: its levers, its table in words, and exactly what differs from another.

A difference is a setting, a group of cells of the compiled table, a rule outside it, or an outcome's name. The list is
complete and sufficient: `apply` makes the table of one scenario from that of the other and the list alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from results.explain_apply import apply
from results.explain_begins import Beginning, beginnings
from results.explain_boxes import Box
from results.explain_cells import Cells, cell_differences, cells_of
from results.explain_json import as_json
from results.explain_levers import apply_levers, in_force_differences, lever_differences, settings
from results.explain_lived import Lived, lived
from results.explain_own import Behaviour, behaviours
from results.explain_people import name_differences, people_differences
from results.explain_reasons import Search
from results.explain_rules import rule_words
from results.explain_status import Situation, situations
from results.explain_ticks import TICK_RULES, TickRule, tick_differences
from results.explain_times import contrasts
from results.explain_together import Pair, compiled_together
from results.explain_types import Case, Contrast, Difference, Reason, Setting, Span
from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.loader import Loaded
from scenarios.parameters import Parameters, load_parameters
from scenarios.timeline import Timeline, timeline
from simulate.hazards import Table
from simulate.run import opening_codes

__all__ = [
    "Box", "Case", "Cells", "Contrast", "Difference", "Explanation", "Reason", "Setting", "Shared",
    "Situation", "Span", "apply", "apply_levers", "as_json", "cells_of", "differences", "explain",
    "shared_table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """Two scenarios (or one) compiled over the same statuses.

    regimes: those of the base, then those of the other; the first axis of the table's arrays. values: parameters of the
    base and of the other, as each assumes them. lived: what lives under each come to.
    """

    table: Table
    regimes: tuple[Regime, ...]
    base: Timeline
    other: Timeline
    values: Pair
    lived: tuple[Lived, Lived]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A scenario explained, by itself or against a base.

    settings: levers that its files set. behaviours: its table in words, for each regime ever in force, in order; empty
    against a base. contrasts: regimes facing each other, when and where. differences: all that differs. situations:
    what only this scenario brings about, for each pair of regimes (base, other). begins: what changes at once on the
    days on which its regimes begin, less what changes so under the base too. ticks: what weekly ticks read of each
    regime; empty against a base. rules: its adaptive rules, each in a sentence; what they would bring is not among the
    behaviours told or the differences.
    """

    name: str
    title: str
    against: str | None
    against_title: str
    start: date
    settings: tuple[Setting, ...]
    behaviours: tuple[tuple[Behaviour, ...], ...]
    contrasts: tuple[Contrast, ...]
    differences: tuple[Difference, ...]
    situations: Mapping[tuple[int, int], tuple[Situation, ...]]
    begins: tuple[Beginning, ...]
    ticks: tuple[tuple[tuple[TickRule, Any], ...], ...]
    rules: tuple[str, ...] = ()


def shared_table(
    base: Loaded, other: Loaded, values: Mapping[str, float], parameters: Parameters | None = None
) -> Shared:
    """Two scenarios compiled in one table, over every status that can be reached under either.

    values: before what a scenario assumes besides. parameters: whose units assumptions are in, those of
    `parameters.yaml` if not given.
    """
    areas = load_areas()
    one, two = timeline(base.scenario, areas), timeline(other.scenario, areas)
    regimes = (*one.regimes, *two.regimes)
    begins = [np.unique(opening_codes(each.scenario.population)).astype(np.int32) for each in (base, other)]
    units = parameters or load_parameters()
    used = dict(values) | base.scenario.assumed(units), dict(values) | other.scenario.assumed(units)
    table = compiled_together(one.regimes, two.regimes, values=used, opening=np.union1d(*begins))
    of_base = lived(table, one, 0, table.rows(begins[0]))
    of_other = lived(table, two, len(one.regimes), table.rows(begins[1]))
    return Shared(table, regimes, one, two, used, (of_base, of_other))


def own_table(scenario: Loaded, values: Mapping[str, float], parameters: Parameters) -> Shared:
    """One scenario in a table, as base and other at once."""
    plan = timeline(scenario.scenario, load_areas())
    used = dict(values) | scenario.scenario.assumed(parameters)
    begins = np.unique(opening_codes(scenario.scenario.population)).astype(np.int32)
    table = compiled_together(plan.regimes, (), values=(used, used), opening=begins)
    there = lived(table, plan, 0, table.rows(begins))
    return Shared(table, plan.regimes, plan, plan, (used, used), (there, there))


def differences(
    base: Loaded, other: Loaded, parameters: Parameters, *, values: Mapping[str, float] | None = None,
    shared: Shared | None = None, why: bool = True,
) -> tuple[Difference, ...]:  # fmt: skip
    """All that differs between two scenarios, settings first; empty if they are the same but for their titles.

    values: 'group.name' -> value in weeks and per week, the central ones of `parameters` if not given; what a scenario
    assumes is laid over them.
    shared: from `shared_table`, if the caller has it already. why: whether to search for the levers and
    parameters behind each difference of the table, which takes most of the time.
    """
    both = shared or shared_table(base, other, parameters.values() if values is None else values, parameters)
    found = list(lever_differences(base, other))
    for contrast in contrasts(both.base, both.other):
        i, j = contrast.base, contrast.other
        if both.regimes[i] == both.regimes[j] and both.values[0] == both.values[1]:
            continue
        there, begins = both.lived[0].there[i], both.lived[1].begins(j)
        search = Search(
            table=both.table, regimes=both.regimes, base=i, other=j, values=both.values, parameters=parameters
        )
        found += in_force_differences(contrast, both.regimes, base, other)
        of_regimes = [
            *cell_differences(both.table, i, j, there=there, begins=begins, order=search.left_out_first),
            *people_differences(both.table, both.regimes, i, j, both.values, there),
            *name_differences(both.table, both.regimes, i, j, both.values),
        ]
        found += [search.explained(d) for d in of_regimes] if why else of_regimes
        found += tick_differences(both.regimes, i, j, both.values)
    return tuple(found)


def explain(
    scenario: Loaded,
    parameters: Parameters,
    *,
    values: Mapping[str, float] | None = None,
    against: Loaded | None = None,
) -> Explanation:
    """Explain a scenario: by itself, or all in which it differs from another.

    values: as in `differences`. against: the base; None explains the scenario by itself.
    """
    given = parameters.values() if values is None else values
    both = shared_table(against, scenario, given, parameters) if against else own_table(scenario, given, parameters)
    used = both.values[1]
    own: tuple[tuple[Behaviour, ...], ...] = ()
    ticks: tuple[tuple[tuple[TickRule, Any], ...], ...] = ()
    if against is None:
        own = tuple(behaviours(both.table, i, r, used) for i, r in enumerate(both.base.regimes))
        ticks = tuple(tuple((rule, rule.read(r, used)) for rule in TICK_RULES) for r in both.base.regimes)
    met = contrasts(both.base, both.other)
    return Explanation(
        name=scenario.name,
        title=scenario.scenario.title,
        against=against.name if against else None,
        against_title=against.scenario.title if against else "",
        start=scenario.scenario.calendar.start,
        settings=settings(scenario),
        behaviours=own,
        contrasts=met,
        differences=differences(against, scenario, parameters, shared=both) if against else (),
        situations={(c.base, c.other): _situations(both, c, parameters) for c in met if against},
        begins=_begins(both, beside_base=against is not None),
        ticks=ticks,
        rules=tuple(rule_words(rule) for rule in scenario.scenario.rules),
    )


def _begins(both: Shared, *, beside_base: bool) -> tuple[Beginning, ...]:
    """What changes at once under the other scenario, and not in the same way under the base."""
    of_base = beginnings(both.table, both.regimes, both.lived[0], both.values[0]) if beside_base else ()
    of_other = beginnings(both.table, both.regimes, both.lived[1], both.values[1])
    return tuple(one for one in of_other if one not in of_base)


def _situations(both: Shared, contrast: Contrast, parameters: Parameters) -> tuple[Situation, ...]:
    i, j = contrast.base, contrast.other
    there = both.lived[0].there[i], both.lived[1].there[j]
    regimes = both.regimes[i], both.regimes[j]
    return tuple(situations(both.table, lived=there, regimes=regimes, values=both.values, parameters=parameters))
