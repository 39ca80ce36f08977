"""What a scenario does, before it runs: its levers, its table in words, and exactly what differs from
another.

A difference is a setting, a group of cells of the compiled table, a rule outside it, or an outcome's name.
The list is
complete and sufficient: `apply` makes the table of one scenario from that of the other and the list alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np

from results.explain_boxes import Box
from results.explain_cells import Cells, apply, cell_differences, cells_of
from results.explain_levers import apply_levers, in_force_differences, lever_differences, settings
from results.explain_own import Behaviour, behaviours
from results.explain_people import name_differences, people_differences, tick_differences
from results.explain_reasons import Search
from results.explain_rules import rule_words
from results.explain_status import Situation, situations
from results.explain_times import contrasts
from results.explain_types import Case, Contrast, Difference, Reason, Setting, Span
from results.explain_words import level_words
from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.loader import Loaded
from scenarios.parameters import Parameters
from scenarios.timeline import Timeline, timeline
from simulate.arrays import RowArray
from simulate.counts import COUNTS
from simulate.hazards import Table, compile_table
from simulate.processes import PROCESSES
from simulate.run import opening_codes

__all__ = [
    "Box", "Case", "Cells", "Contrast", "Difference", "Explanation", "Reason", "Setting", "Shared",
    "Situation", "Span", "apply", "apply_levers", "as_json", "cells_of", "differences", "explain",
    "shared_table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """Two scenarios (or one) compiled over the same statuses.

    regimes: those of the base, then those of the other; the first axis of the table's arrays.
    """

    table: Table
    regimes: tuple[Regime, ...]
    base: Timeline
    other: Timeline


@dataclass(frozen=True, slots=True)
class Explanation:
    """A scenario explained, by itself or against a base.

    settings: levers that its files set. behaviours: its table in words, for each regime ever in force, in
    order; empty
    against a base. contrasts: regimes facing each other, when and where. differences: all that differs.
    situations:
    what only this scenario brings about, for each pair of regimes (base, other). rules: its adaptive rules, each in a
    sentence; what they would bring is not among the behaviours told or the differences.
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
    rules: tuple[str, ...] = ()


def shared_table(base: Loaded, other: Loaded, values: Mapping[str, float]) -> Shared:
    """Two scenarios compiled in one table, over every status that can be reached under either."""
    areas = load_areas()
    one, two = timeline(base.scenario, areas), timeline(other.scenario, areas)
    regimes = (*one.regimes, *two.regimes)
    table = compile_table(regimes=regimes, values=values, opening=_opening_codes(), processes=PROCESSES, counts=COUNTS)
    return Shared(table, regimes, one, two)


def differences(
    base: Loaded, other: Loaded, parameters: Parameters, *, values: Mapping[str, float] | None = None,
    shared: Shared | None = None, why: bool = True,
) -> tuple[Difference, ...]:  # fmt: skip
    """All that differs between two scenarios, settings first; empty if they are the same but for their
    titles.

    values: 'group.name' -> value in weeks and per week, the central ones of `parameters` if not given.
    shared: from `shared_table`, if the caller has it already. why: whether to search for the levers and
    parameters behind each difference of the table, which takes most of the time.
    """
    used = parameters.values() if values is None else values
    both = shared or shared_table(base, other, used)
    opening = _opening(both.table)
    found = list(lever_differences(base, other))
    for contrast in contrasts(both.base, both.other):
        i, j = contrast.base, contrast.other
        if both.regimes[i] == both.regimes[j]:
            continue
        search = Search(table=both.table, regimes=both.regimes, base=i, other=j, values=used, parameters=parameters)
        found += in_force_differences(contrast, both.regimes, base, other)
        of_regimes = [
            *cell_differences(both.table, i, j, opening),
            *people_differences(both.table, both.regimes, i, j, used),
            *name_differences(both.table, both.regimes, i, j, used),
        ]
        found += [search.explained(d) for d in of_regimes] if why else of_regimes
        found += tick_differences(both.regimes, i, j)
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
    used = parameters.values() if values is None else values
    both = shared_table(against or scenario, scenario, used)
    own: tuple[tuple[Behaviour, ...], ...] = ()
    if against is None:
        own = tuple(behaviours(both.table, i) for i in range(len(both.base.regimes)))
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
        differences=differences(against, scenario, parameters, values=used, shared=both) if against else (),
        situations={(c.base, c.other): _situations(both, c, used, parameters) for c in met if against},
        rules=tuple(rule_words(rule) for rule in scenario.scenario.rules),
    )


def _opening(table: Table) -> RowArray:
    """Rows in which claimants begin."""
    return table.rows(_opening_codes())


def _opening_codes() -> RowArray:
    return np.unique(opening_codes()).astype(np.int32)


def _situations(
    both: Shared, contrast: Contrast, values: Mapping[str, float], parameters: Parameters
) -> tuple[Situation, ...]:
    return tuple(
        situations(
            both.table, contrast.base, contrast.other, opening=_opening(both.table), values=values,
            regimes=(both.regimes[contrast.base], both.regimes[contrast.other]), parameters=parameters,
        )
    )  # fmt: skip


def as_json(thing: Any) -> Any:
    """An explanation, or any part of one, as plain values: boxes by the words of their levels, days as
    text.
    """
    if isinstance(thing, Box):
        return {axis: [level_words(axis, level) for level in levels] for axis, levels in thing.levels}
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: as_json(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): as_json(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [as_json(each) for each in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, float) and not np.isfinite(thing):
        return str(thing)
    return int(thing) if isinstance(thing, IntEnum | np.integer) else thing
