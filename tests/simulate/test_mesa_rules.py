"""The second implementation against the core, rule by rule: every hazard, chance and change, status by status."""

from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest

from scenarios.library import built_in
from simulate.counts import COUNTS
from simulate.expected import EXPECTED
from simulate.mesa_model.counted import COUNTED
from simulate.mesa_model.submodels import SUBMODELS
from simulate.mesa_model.ticks import TICKS as MESA_TICKS
from simulate.processes import PROCESSES
from simulate.ticks import TICKS
from tests.conftest import Figure
from tests.simulate.markov import library, table_under
from tests.simulate.rule_by_rule import differences, some_rows
from tests.simulate.worlds import scenario, table

MOST = 1000
"""Statuses looked at under each regime of the library."""


def test_both_have_the_same_submodels_counts_and_ticks() -> None:
    by_calendar = "new_rules"
    here = [(one.name, one.clock.stages, one.tilts) for one in PROCESSES if one.name != by_calendar]
    assert [(one.name, one.stages, one.tilts) for one in SUBMODELS] == here
    kept = [*((one.name, one.drawn) for one in COUNTS), *((name, False) for name in EXPECTED)]
    assert [(one.name, one.drawn) for one in COUNTED] == kept
    assert [tick.__name__ for tick in MESA_TICKS] == [tick.__name__ for tick in TICKS]


def test_every_rule_of_a_regime_is_the_same() -> None:
    of = table("voluntary_2009")
    assert list(islice(differences(of, 0, scenario("voluntary_2009").regime, some_rows(of, 300)), 3)) == []


@pytest.mark.parametrize("what", ["hazard", "chance", "after", "rate", "arrived"])
def test_a_cell_that_is_off_is_noticed(what: str) -> None:
    of = table("voluntary_2009")
    cells = np.array(getattr(of, what))
    if cells.dtype.kind == "f":
        cells = cells * (1 + 1e-9)
    else:
        cells = np.roll(cells, 1, axis=-1)
    changed: dict[str, Any] = {what: cells}
    broken = replace(of, **changed)
    assert next(differences(broken, 0, scenario("voluntary_2009").regime, some_rows(of, 100)), None) is not None


@pytest.mark.verify
@pytest.mark.long
@pytest.mark.parametrize("name", built_in())
def test_every_rule_of_the_library_is_the_same(name: str, figure: Figure) -> None:
    looked, found = 0, list[str]()
    for regime in library()[name]:
        of = table_under(regime)
        rows = some_rows(of, MOST)
        looked += len(rows)
        found += islice(differences(of, 0, regime, rows), 3)
    said = f"{looked} statuses of {len(library()[name])} regimes of its own"
    figure(f"Mesa, every rule of {name}", found[0] if found else said, "the same rules", not found,
           family="second_rules")  # fmt: skip
