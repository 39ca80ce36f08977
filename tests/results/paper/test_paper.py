"""Paper says what the store says, to the printed precision, and hostile text on it is only text."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest

from results.blocks import RISKY, Column, Figure, Table
from results.comparison import compare
from results.paper.chart import NotDrawable, draw, svg
from results.paper.document import Document, document, numbered
from results.paper.extras import need
from results.paper.local import scales
from results.paper.pdf import broken, pdf
from results.paper.tables import DICTIONARY, INDEX, csv_files, keep, png_files
from results.paper.text import cleaned, inert, slug
from results.paper.workbook import workbook
from results.store import Run, open_run, readings
from results.words import interval, number
from scenarios.errors import InputError

LONG = "w" * 3000
HOSTILE = (
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202egnp.exe \u2066abc", "\\e[31mred\\e[0m", LONG,
    "#panic() $x$ *b* @ref `raw`", "\U0001f600 \u05e2\u05d1\u05e8\u05d9\u05ea \u6f22\u5b57",
)  # fmt: skip


@pytest.fixture(scope="module")
def paper(pair: Run) -> Document:
    return document(open_run(pair.folder))


@pytest.fixture(scope="module")
def hostile(paper: Document) -> Document:
    """The same with a table whose every text is hostile, and a chart of it."""
    table = Table(HOSTILE[0], tuple(Column(text) for text in HOSTILE), (HOSTILE, tuple(f"-{text}" for text in HOSTILE)))
    first = next(one.block for one in numbered(paper) if isinstance(one.block, Figure))
    figure = replace(first, question=" ".join(HOSTILE), finding=HOSTILE[1], note=HOSTILE[5], table=table)
    drawn = replace(cleaned(replace(figure, data=(), layout={})), data=first.data, layout=first.layout)
    part = replace(paper.parts[1], title=inert(HOSTILE[5]), blocks=(cleaned(table), drawn))
    return replace(paper, parts=(paper.parts[0], part), question=inert(" ".join(HOSTILE), 300))


def _words(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text).replace("\u00ad", "")


@pytest.fixture(scope="module")
def pages(paper: Document) -> str:
    """What the PDF says, letters only."""
    read = pypdf.PdfReader(io.BytesIO(pdf(paper)))
    assert read.metadata is not None and read.metadata.title == paper.question
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"], "a screen reader finds no tags"  # type: ignore[index]
    return _words("".join(page.extract_text() for page in read.pages))


def test_pdf_has_every_difference_and_interval_as_it_was_compared(pages: str, pair: Run) -> None:
    (made,) = compare(readings(pair))
    for row in made.rows:
        gap = row.difference
        shown = _words(number(gap.mean, sign=True) + interval(gap, sign=True))
        assert shown in pages, (row.outcome.name, shown)


def test_pdf_has_every_chart_as_vectors(paper: Document, pages: str) -> None:
    """But the flows between states, of which paper has the table."""
    for one in numbered(paper):
        if isinstance(one.block, Figure):
            if any(trace["type"] == "sankey" for trace in one.block.data):
                assert one.part.name == "paths"
                continue
            assert "<image" not in svg(one.block)
            assert _words(one.block.question) in pages.replace("\u2010", ""), one.block.question


def test_workbook_has_the_numbers_of_the_store_and_scales_them(paper: Document, pair: Run) -> None:
    content = workbook(paper)
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    assert shown.sheetnames[:5] == ["Cover", "Contents", "Notes", "Inputs", "Local"]
    assert not any(sheet.merged_cells.ranges for sheet in shown.worksheets)
    (made,) = compare(readings(pair))
    local = {row[0]: row[3:] for row in shown["Local"].iter_rows(min_row=4, values_only=True)}
    written = {row[0]: row[3:] for row in formulas["Local"].iter_rows(min_row=4, values_only=True)}
    for row in made.rows:
        gap = row.difference
        found = local[row.outcome.label]
        assert found == pytest.approx((row.base.mean, row.other.mean, gap.mean, gap.low, gap.high)), row.outcome.name
        formula = written[row.outcome.label][2]
        assert str(formula).endswith("*LocalCaseload/EnglandCaseload") is scales(row.outcome)
    assert not scales(made.of("death_rate").outcome) and scales(made.of("deaths").outcome)
    caption = "Green Paper 2008 against Voluntary 2009"
    (sheet,) = [one for one in shown.worksheets if str(one["A1"].value).endswith(f": {caption}")]
    of_sheet = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    deaths = made.of("deaths").difference
    assert of_sheet["Deaths"][1:4] == pytest.approx((deaths.mean, deaths.low, deaths.high))


def test_csv_has_every_table_and_a_dictionary_of_every_column(paper: Document, tmp_path: Path) -> None:
    files = csv_files(paper)
    assert len(files) == len(numbered(paper)) + 1
    told = list(csv.DictReader(io.StringIO(files[DICTIONARY].decode("utf-8-sig"))))
    for name, content in files.items():
        head, *_ = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        if name != DICTIONARY:
            assert [row["column"] for row in told if row["file"] == name] == head
    made = keep(files, tmp_path / "tables.zip", "--csv")
    assert set(zipfile.ZipFile(made).namelist()) == set(files)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="nothing is overwritten"):
        keep(files, tmp_path / "full", "--csv")


def test_hostile_text_is_no_formula_and_no_command(hostile: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(hostile)))
    formulas = [c for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert formulas and all(str(cell.value).endswith("*LocalCaseload/EnglandCaseload") for cell in formulas)
    for name, content in csv_files(hostile).items():
        text = content.decode("utf-8-sig")
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\u202e\u2066]", text), name
        for row in csv.reader(io.StringIO(text)):
            risky = [cell for cell in row if cell.startswith(RISKY) and not re.fullmatch(r"-?[\d.e+-]+", cell)]
            assert not risky, name
    read = pypdf.PdfReader(io.BytesIO(pdf(hostile)))
    said = "".join(page.extract_text() for page in read.pages)
    assert "<script>alert(1)</script>" in _words(said) and "#panic()" in said and "\u202e" not in said
    for one in numbered(hostile):
        assert re.fullmatch(r"[a-z0-9-]+", slug(one.title))


def test_pictures_come_with_what_they_say(hostile: Document) -> None:
    files = png_files(hostile)
    rows = list(csv.DictReader(io.StringIO(files[INDEX].decode("utf-8-sig"))))
    assert len(rows) == len(files) - 1 == 2
    for row in rows:
        assert files[row["file"]].startswith(b"\x89PNG") and row["text alternative"]


def test_text_on_paper_is_one_harmless_line() -> None:
    assert inert("a\x1b[31m\tb\u202ec\x85d") == "a\ufffd[31m b\ufffdc\ufffdd"
    assert len(inert("x" * 5000)) == 1000 and inert("x" * 5000).endswith("\u2026")
    assert _words(broken("contested.some_name " + LONG)) == "contested.some_name" + LONG
    assert max(len(word) for word in broken(LONG).split("\u200b")) <= 24


def test_what_cannot_be_drawn_is_given_as_its_table(paper: Document) -> None:
    figure = next(one.block for one in numbered(paper) if isinstance(one.block, Figure))
    strange = replace(figure, data=({"type": "sankey"},))
    with pytest.raises(NotDrawable):
        draw(strange)
    part = replace(paper.parts[0], blocks=(strange,))
    read = pypdf.PdfReader(io.BytesIO(pdf(replace(paper, parts=(part,)))))
    assert strange.table.caption in " ".join(page.extract_text() for page in read.pages).replace("\n", " ")


def test_a_library_that_is_not_there_is_named_with_what_to_do() -> None:
    with pytest.raises(InputError, match=r"pip install 'sanctionsim\[paper\]'"):
        need("typst_that_is_not_there", "--pdf")


def test_one_regime_alone_can_be_put_on_paper(maker: Callable[..., Run]) -> None:
    alone = document(maker("voluntary_2009", replicates=1))
    assert pdf(alone).startswith(b"%PDF")
    local = openpyxl.load_workbook(io.BytesIO(workbook(alone)), data_only=True)["Local"]
    assert local["D4"].value > 0 and local["E4"].value is None
