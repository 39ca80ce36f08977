"""The evidence tables: whole, readable, and the figures people know."""

from collections import Counter
from pathlib import Path

import pytest

from scenarios.evidence import EVIDENCE_FOLDER, TABLES, all_rows, duplicates, load_evidence, read_table

HEAD = (EVIDENCE_FOLDER / TABLES[0]).read_text(encoding="utf-8").splitlines()[0] + "\n"


def test_601_rows_of_which_five_ids_stand_twice() -> None:
    assert len(all_rows()) == 601
    assert {kept.id for kept, _ in duplicates()} == {
        "early_exit_30d",
        "housing_support_spend",
        "p2w_cost_per_job",
        "pdu_gb_total",
        "pilot_districts",
    }
    assert len(load_evidence()) == 601 - len(duplicates())


def test_of_two_rows_the_first_table_counts() -> None:
    for kept, left_out in duplicates():
        assert (kept.table, left_out.table) == TABLES
        assert kept.id == left_out.id
        assert load_evidence()[kept.id] is kept


def test_grades_and_verification() -> None:
    assert Counter(row.grade for row in all_rows()) == {"A": 279, "B": 226, "C": 57, "D": 39}
    assert Counter(row.verified for row in all_rows()) == {True: 538, False: 63}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("jcp_identified_17m", 10_300.0),
        ("pdu_on_jsa", 66_000.0),
        ("ben_rate_25plus_2008", 60.5),
        ("early_exit_30d", 0.245),
        ("p2w_cost_per_job", 7_229.0),
    ],
)
def test_known_figures(key: str, value: float) -> None:
    assert load_evidence()[key].value == value


def test_a_figure_told_only_in_words_has_no_value() -> None:
    row = load_evidence()["black_2016_verdict"]
    assert (row.value, row.low, row.high) == (None, None, None)
    assert row.quantity


def test_ranges_are_the_right_way_round() -> None:
    for row in all_rows():
        if row.low is not None and row.high is not None:
            assert row.low <= row.high, row.id


def test_every_row_says_what_whose_and_from_where() -> None:
    for row in all_rows():
        assert row.id.isidentifier(), row.id
        assert row.quantity and row.population and row.source, row.id


def test_changing_the_returned_dictionary_changes_nothing() -> None:
    load_evidence().clear()
    assert load_evidence()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("k,q,ten,,,u,p,t,s,l,w,A,yes,input,n", r"table\.csv:2: value: 'ten' is not a number"),
        ("k,q,inf,,,u,p,t,s,l,w,A,yes,input,n", r":2: value: inf is not a finite number"),
        ("k,q,1,,,u,p,t,s,l,w,E,yes,input,n", r":2: grade: 'E'; wanted one of A, B, C, D"),
        ("k,q,1,,,u,p,t,s,l,w,A,true,input,n", r":2: verified: 'true'; wanted one of yes, no"),
        ("k,q,1,,,u,p,t,s,l,w,A,yes,prior,n", r":2: suggested_use: 'prior'"),
        (",q,1,,,u,p,t,s,l,w,A,yes,input,n", r":2: id: empty"),
        ("k,q,1", r":2: 3 cells; wanted 15"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, cells: str, message: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(HEAD + cells + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_table(file)


def test_a_wrong_head_is_named(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("id,value\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r":1: columns are id, value; wanted: id, quantity"):
        read_table(file)
