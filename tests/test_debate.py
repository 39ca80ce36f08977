"""Every row of the debate is represented in the model as `debate.yaml` says, and the page shows it."""

import ast
from functools import cache
from pathlib import Path

import pytest

from results.debate_names import KIND_OF, ROOT, faults, known
from results.debate_page import PAGE_FILE, line, page, write_page
from scenarios.claim_file import LAST_ROW
from scenarios.claims import load_claims
from scenarios.debate import DEBATE_FILE, DebateRow, Trap, load_debate
from scenarios.errors import InputError
from scenarios.moves import load_moves

WAITING: tuple[int, ...] = ()
"""Rows that nothing in the model represents yet; `needs` says what is still to be built. To be emptied."""
EVERY_LEVER = "tests/simulate/test_levers.py::test_every_lever_moves_what_it_should"
ROWS = load_debate().rows


def waits(row: DebateRow) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=row.needs or "", strict=True),) if row.row in WAITING else ()


@cache
def functions_of(file: str) -> frozenset[str]:
    """Names of the test functions of a file."""
    return frozenset(
        node.name
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def missing_tests(said: DebateRow | Trap) -> list[str]:
    """Tests named that there are not."""
    found = [node.partition("::") for node in said.test]
    return [
        f"{file}::{name}" for file, _, name in found if not (ROOT / file).is_file() or name not in functions_of(file)
    ]


@pytest.mark.parametrize("row", [pytest.param(row, marks=waits(row), id=str(row.row)) for row in ROWS])
def test_the_row_is_represented(row: DebateRow) -> None:
    assert list(faults(row)) == []
    assert missing_tests(row) == []


def test_every_row_is_there_and_those_that_wait_say_what_they_need() -> None:
    assert [row.row for row in ROWS] == list(range(1, LAST_ROW + 1))
    assert {row.row for row in ROWS if row.needs} == set(WAITING)


def test_what_waits_names_what_there_is_all_the_same() -> None:
    for row in ROWS:
        assert [fault for fault in faults(row) if fault.startswith(("there is no", "the row names"))] == []
        assert missing_tests(row) == []


def test_claims_and_rows_name_each_other() -> None:
    made = load_claims()
    names = {row.row: set(row.names) for row in ROWS}
    for claim in made.claims:
        assert all(claim.id in names[row] for row in claim.row), claim.id
    of = {claim.id: set(claim.row) for claim in made.claims}
    strangers = [
        (row.row, name)
        for row in ROWS
        for name in row.names
        if name in of and row.row not in of[name] and set(known()[name]) == {"claim"}
    ]
    assert strangers == []
    assert all(answer.id in names[answer.row] for answer in made.answers)


def test_a_row_on_the_test_of_levers_moves_what_its_levers_move() -> None:
    moved: dict[str, set[str]] = {}
    for move in load_moves():
        moved.setdefault(move.lever, set()).add(move.outcome)
    for row in (row for row in ROWS if EVERY_LEVER in row.test):
        inside = [outcomes for lever, outcomes in moved.items() for name in row.names if _within(lever, name)]
        assert set().union(*inside) & set(row.moves), row.row


def _within(lever: str, name: str) -> bool:
    return lever == name or lever.startswith(f"{name}.")


def test_every_lever_of_a_regime_answers_to_a_row() -> None:
    """Nothing is built that nobody asked for, but what a scenario needs to be run at all."""
    named = {name for row in ROWS for name in row.names if "lever" in known()[name]}
    levers = {move.lever for move in load_moves()}
    unasked = {lever for lever in levers if not any(_within(lever, name) for name in named)}
    assert unasked == {
        "capacity.area_variation", "capacity.growth", "capacity.office_variation", "capacity.places",
        "capacity.priority", "capacity.spare_places", "refer.appointment_wait",
        *(f"identify.data_share.{agency}.{name}" for agency in ("probation", "prison")
          for name in ("recall", "precision", "lag")),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"names": ("idenfity.esa_screening",)}, "nothing called 'idenfity.esa_screening'"),
        ({"names": ("screen.claims",), "kind": ("lever",)}, "names a lever, and no name is of one"),
        ({"kind": ("claim",)}, "is of a kind that the row does not name"),
        ({"moves": ("idenfitied",)}, "no figure 'idenfitied'"),
        ({"files": ("simulate/processes/nobody.py",)}, "no file 'simulate/processes/nobody.py'"),
        ({"names": ("identified",), "kind": ("outcome",)}, "neither a lever nor a mechanism nor a claim"),
        ({"needs": "a good deal"}, "waits: a good deal"),
    ],
)
def test_a_row_that_is_not_so_is_noticed(changed: dict[str, object], said: str) -> None:
    row = ROWS[13]
    assert list(faults(row)) == []
    assert any(said in fault for fault in faults(row.model_copy(update=changed)))


def test_a_test_that_is_gone_is_noticed() -> None:
    gone = ("tests/test_debate.py::test_nobody_wrote", "tests/test_nowhere.py::test_it")
    assert missing_tests(ROWS[0].model_copy(update={"test": gone})) == list(gone)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - row: 2\n", "  - row: 3\n", "rows are numbered in order"),
        ("    section: a\n", "    section: z\n", "there is no such section"),
        ("    kind: [counts]\n", "    kind: [counts, counts]\n", "names the same thing twice"),
        ("    kind: [counts]\n", "    kind: [rumour]\n", "kind"),
        ("    document: S\n", "    documents: S\n", "documents"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = DEBATE_FILE.read_text(encoding="utf-8")
    broken = tmp_path / "debate.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    line_of = text[: text.index(old)].count("\n") + 1
    with pytest.raises(InputError) as refused:
        load_debate(broken)
    assert any(said in problem.text and (problem.line or 0) >= line_of for problem in refused.value.problems)


def test_rows_know_their_lines() -> None:
    text = DEBATE_FILE.read_text(encoding="utf-8").splitlines()
    assert all(f"row: {row}" in text[at - 1] for row, at in load_debate().lines.items())


def test_the_page_is_what_the_file_says(tmp_path: Path) -> None:
    assert PAGE_FILE.read_text(encoding="utf-8") == page(), "run: python -m results.debate_page"
    write_page(tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()


def test_every_row_has_its_line_of_five_cells_and_every_link_leads_somewhere() -> None:
    told = page()
    for row in ROWS:
        assert line(row) in told and line(row).count(" | ") == 4
    files = {part.split(")")[0] for part in told.split("](../")[1:]}
    assert files and all((ROOT / file).is_file() for file in files)


def test_every_trap_of_the_documents_is_kept_out_of() -> None:
    traps = load_debate().traps
    assert len(traps) == 10
    for trap in traps:
        assert missing_tests(trap) == [] and all((ROOT / file).is_file() for file in trap.files)
        assert trap.said in page()


def test_the_sorts_of_thing_make_the_kinds() -> None:
    assert {kind for kind in KIND_OF.values() if kind} == {kind for row in ROWS for kind in row.kind}
