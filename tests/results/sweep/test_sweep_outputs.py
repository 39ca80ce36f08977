"""What a sweep leaves behind: a page that fetches nothing, a picture, a summary, JUnit; hostile text is only text."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from rich.console import Console

from results.sweep.junit import junit
from results.sweep.keep import keep
from results.sweep.page import Swept, render_page
from results.sweep.picture import picture
from results.sweep.plain import as_json
from results.sweep.summary import summary
from results.sweep.terminal import render
from tests.results.sweep.conftest import HEAD, load, pretended
from tests.results.test_report import Page

PLAN = """method: latin_hypercube
points: 48
vary:
  contested.concealment: {}
  contested.push: {}
  drug_test.sensitivity: {}
fail_if:
  - "identified < -1% @ 0.5"
  - "identified > 400% @ 0.5"
guardrails:
  - words: Deaths of <parents> must not | rise.
    metric: deaths
    group: {name: children, level: children at home}
    threshold: {direction: more, by: 0.02}
"""


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    return pretended(load(tmp_path_factory.mktemp("sweep"), HEAD + PLAN))


def test_guardrails_are_tried_on_the_draws(swept: Swept) -> None:
    by = {one.guard.text: one for one in swept.tried}
    assert len(by) == 3
    assert by["identified > 400% @ 0.5"].probability == 0.0 and not by["identified > 400% @ 0.5"].failed
    fall = by["identified < -1% @ 0.5"]
    (found,) = [one for one in swept.analysis.found if one.outcome.name == "identified"]
    assert fall.probability is not None and fall.low is not None and fall.high is not None
    assert fall.low <= fall.probability <= fall.high
    assert (found.figures < -0.01 * found.level.mean).mean() == pytest.approx(fall.probability, abs=0.02)
    assert by["Deaths of <parents> must not | rise."].failed


def test_the_page_fetches_nothing_and_every_chart_is_one(swept: Swept) -> None:
    text = render_page(swept)
    page = Page(text)
    assert [link for link in page.links if not link.startswith(("#", "data:"))] == []
    assert len(page.charts) == 2 * (4 + 3)
    for name, chart in page.charts.items():
        spec = json.loads(chart)
        go.Figure(data=spec["data"], layout=spec["layout"])
        assert re.search(rf'id="{name}" role="img" aria-label="[^"]+"', text), name
    assert text.count("Show the numbers as a table") == len(page.charts)
    assert "<b>hostile</b>" not in text and "&lt;b&gt;hostile" in text and "<parents>" not in text
    assert len(re.findall(r"<select id", text)) == 2 and len(set(page.ids)) == len(page.ids)


def test_figures_of_the_page_are_those_of_the_analysis(swept: Swept) -> None:
    text = render_page(swept)
    for at, found in enumerate(swept.analysis.found):
        for index in found.indices:
            spec = json.loads(Page(text).charts[f"chart-index-{at}-{index.name}"])
            assert spec["data"][0]["x"] == pytest.approx([index.value[one] for one in found.order()])


def test_the_picture_is_svg_with_a_title(swept: Swept) -> None:
    drawn = ElementTree.fromstring(picture(swept))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.tag == f"{space}svg" and "hostile" in str(drawn.findtext(f"{space}title"))
    words = [one.text for one in drawn.iter(f"{space}text")]
    assert "dummy line" in words and "contested: concealment" in words


def test_junit_has_a_case_for_each_guardrail_and_a_failure_for_each_that_fails(swept: Swept) -> None:
    suites = ElementTree.fromstring(junit(swept))
    (suite,) = suites
    cases = suite.findall("testcase")
    failed = [one for one in cases if one.find("failure") is not None]
    assert len(cases) == 3 == int(suite.attrib["tests"])
    assert len(failed) == sum(one.failed for one in swept.tried) == int(suite.attrib["failures"])
    assert {one.attrib["name"] for one in cases} == {one.guard.text for one in swept.tried}
    assert all(one.attrib["classname"] == "sweep.green_paper_2008" for one in cases)


def test_the_summary_is_markdown_whose_cells_hold(swept: Swept) -> None:
    text = summary(swept)
    assert "<b>" not in text and "&lt;b&gt;" in text
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block


def test_the_terminal_names_the_telling_parameter(swept: Swept) -> None:
    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    for one in render(swept):
        console.print(one)
    said = console.export_text()
    assert "contested: concealment" in said and "dummy" in said and "Extrapolation" in said
    assert max(len(line) for line in said.splitlines()) <= 80


def test_json_is_strict_and_has_the_paired_difference(swept: Swept) -> None:
    said = json.loads(json.dumps(as_json(swept), allow_nan=False))
    assert set(said["difference"]) == {"in_treatment", "identified"} and said["failed"] in (0, 1, 2)
    (found,) = [one for one in said["found"] if one["outcome"] == "identified"]
    assert found["indices"]["delta"]["contested.concealment"]["beyond"] is True
    assert found["beyond"][0] == "contested.concealment"


def test_everything_is_written(swept: Swept, tmp_path: Path) -> None:
    files = keep(swept, tmp_path)
    assert sorted(files) == ["junit.xml", "summary.md", "sweep.html", "sweep.json", "tornado.svg"]
    assert all(path.stat().st_size > 100 for path in files.values())
