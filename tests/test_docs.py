"""What the documentation says is true of the code."""

import re
from pathlib import Path

from results.model_page import PAGE_FILE, blocks, made, names_in
from results.model_reads import parameters
from scenarios.moves import load_moves
from simulate.counts import COUNTS
from simulate.ledgers import LEDGERS
from simulate.processes import PROCESSES
from simulate.ticks import TICKS

ROOT = Path(__file__).parents[1]
MODEL = PAGE_FILE.read_text(encoding="utf-8")


def section(number: int) -> str:
    """A numbered section of the model page."""
    return MODEL.split(f"\n## {number}. ", 1)[1].split("\n## ", 1)[0]


def submodels(number: int) -> list[str]:
    """What the small headings of a section name, in order."""
    headings = re.findall(r"^#### (.+)$", section(number), flags=re.M)
    return [name.strip("`") for heading in headings for name in heading.split(", ")]


def test_the_tables_of_the_model_page_are_what_the_code_says() -> None:
    assert made(MODEL) == MODEL, "run: python -m results.model_page"


def test_the_model_page_tells_of_every_submodel_in_order() -> None:
    assert submodels(8) == [process.name for process in PROCESSES]
    assert submodels(9) == [count.name for count in COUNTS]
    assert submodels(10) == [tick.__module__.rpartition(".")[2] for tick in TICKS]
    assert submodels(11) == [ledger.name for ledger in LEDGERS]


def test_every_table_stands_on_the_page_once_but_those_with_nothing_in_them() -> None:
    there = names_in(MODEL)
    assert len(set(there)) == len(there)
    left_out = {name: text for name, text in blocks().items() if name not in there}
    shared = {
        f"count {name}"
        for name in ("withheld_jsa_is", "withheld_esa", "recovered_esa", "allowance_weeks", "incentives_paid")
    }
    assert {name for name, text in left_out.items() if "| `" in text} <= shared


def test_every_parameter_and_every_lever_is_on_the_model_page() -> None:
    assert [name for name in parameters().quantities if f"| `{name}` |" not in MODEL] == []
    levers = {move.lever for move in load_moves() if not move.lever.startswith("sanction.jsa.")}
    assert [lever for lever in levers if f"| `{lever}` |" not in section(12)] == []


def test_the_contents_lead_to_the_sections() -> None:
    headings = re.findall(r"^## (\d+\. .+)$", MODEL, flags=re.M)
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert re.findall(r"^\d+\. \[.+\]\(#(.+)\)$", MODEL, flags=re.M) == anchors


def test_nothing_points_at_a_file_that_is_not_there() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`((?:scenarios|simulate|results|calibration|docs|tests|benchmarks)/[\w./]*)`", text):
            assert (ROOT / name).exists(), f"{page.name} names {name}"
        for name in re.findall(r"\]\((?!#|\w+:)([^)#]+)", text):
            assert (page.parent / name).exists(), f"{page.name} links to {name}"
