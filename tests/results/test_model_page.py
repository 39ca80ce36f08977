"""The tables of the model page say what the code does: found by asking submodels and by reading the code."""

import pytest

from results.model_page import blocks, made, names_in
from results.model_parameters import rows_of
from results.model_probe import asked
from results.model_reads import parameters_read, traits_read, values
from simulate.numbers import sources
from simulate.processes import PROCESSES
from simulate.status import AXES


def of(name: str):  # type: ignore[no-untyped-def]
    return next(process for process in PROCESSES if process.name == name)


def test_who_is_at_risk_is_found_by_asking() -> None:
    assert asked(of("deadline")).at_risk == {
        "pathway": ("not engaged", "appointed", "lost", "just left"),
        "mandate": ("required",),
        "income": ("JSA", "ESA", "IS"),
        "sanction": ("none",),
    }
    assert asked(of("die")).at_risk == {} == asked(of("new_rules")).at_risk


def test_what_an_outcome_changes_is_found_by_asking() -> None:
    changes = asked(of("arrest")).changes
    assert list(changes) == ["custody", "community order", "released"]
    assert changes["community order"] == {"record": ("record",)} and changes["released"] == {}
    assert changes["custody"]["pathway"] == ("not engaged",) and changes["custody"]["income"] == ("custody",)


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_every_process_says_what_it_leads_to(process) -> None:  # type: ignore[no-untyped-def]
    said = asked(process)
    assert said.changes
    assert {axis for changed in said.changes.values() for axis in changed} | set(said.at_risk) <= set(AXES)


def test_parameters_are_found_where_they_are_read() -> None:
    assert "trust.memory" in parameters_read("simulate.ticks.trust")
    assert parameters_read("simulate.ticks.phases") == ()
    assert "scope.alcohol" in parameters_read("simulate.ticks.startup"), "read in a function that it calls"
    assert "labour_market.y2010" in parameters_read("simulate.ticks.labour_market"), "read by its beginning"
    assert "base_rates.is" in parameters_read("simulate.ledgers.rights"), "read by a pattern"
    assert "attend.attend" not in parameters_read("simulate.ledgers.rights")


def test_traits_are_found_where_they_are_weighed() -> None:
    assert traits_read("simulate.processes.die") == ("age", "injecting", "male")
    assert traits_read("simulate.processes.notify") == ("propensity_offences",), "weighed in what it borrows"
    assert traits_read("simulate.processes.place") == ()


def test_every_number_of_a_submodel_has_its_row() -> None:
    for process in PROCESSES:
        for name in sources(process.name, process.numbers, values()).values():
            assert f"| `{name}` |" in blocks()[f"process {process.name}"]
    assert rows_of("settle", of("settle").numbers).count("\n") == 2


def test_prose_is_left_alone_and_tables_are_made_anew() -> None:
    text = "By hand.\n\n<!-- made by python -m results.model_page: axes -->\nold\n<!-- end -->\n\nBy hand too.\n"
    anew = made(text)
    assert anew.startswith("By hand.\n\n") and anew.endswith("\n\nBy hand too.\n") and "old" not in anew
    assert blocks()["axes"] in anew and made(anew) == anew and names_in(anew) == ["axes"]
    with pytest.raises(KeyError, match="axles"):
        made(text.replace("axes", "axles"))
