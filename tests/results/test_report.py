"""One file, nothing fetched, numbers as compared, hostile text only text, odd cases readable."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import plotly.graph_objects as go
import pytest

from results.blocks import Column, Table
from results.comparison import compare
from results.report import in_script, write_report
from results.store import Run, add, create, finish, open_run, readings
from results.words import EXTRAPOLATION, UNTESTED, interval, number, sureness
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, run_plan

MOST = 8_000_000
HOSTILE = "<script>alert(1)</script>"


class Page(HTMLParser):
    """Tags, links, table cells and the JSON of the charts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self.ids: list[str] = []
        self.charts: dict[str, str] = {}
        self._inside = self._chart = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.links.extend(value for name, value in attrs if name in ("src", "href", "action", "poster") and value)
        self.ids.extend(value for name, value in attrs if name == "id" and value)
        self._inside = tag if tag in ("td", "th") else ""
        self._chart = found.get("data-for") or ""
        if self._inside:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data
        if self._chart:
            self.charts[self._chart] = data
            self._chart = ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@pytest.fixture(scope="module")
def text(pair: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = write_report(open_run(pair.folder), tmp_path_factory.mktemp("report") / "report.html")
    assert path.stat().st_size < MOST
    return path.read_text(encoding="utf-8")


def test_nothing_is_fetched(text: str) -> None:
    page = Page(text)
    assert [link for link in page.links if not link.startswith(("#", "data:"))] == []
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style and "@import" not in style
    assert text.count("Plotly.react") >= 1


def test_numbers_in_the_table_are_those_of_the_comparison(text: str, pair: Run) -> None:
    (made,) = compare(readings(pair))
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    cells = [[re.sub(r"<[^>]*>", "", c) for c in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]
    for row in made.rows:
        d = row.difference
        due = [
            number(d.mean, sign=True),
            interval(d, sign=True),
            sureness(d, made.draws),
            number(row.base.mean),
            number(row.other.mean),
        ]
        assert any(found[0].startswith(row.outcome.label) and found[1:6] == due for found in cells), row.outcome.name


def test_every_chart_is_one_plotly_accepts_and_has_words_and_a_table(text: str) -> None:
    page = Page(text)
    assert len(page.charts) >= 15
    for name, spec in page.charts.items():
        go.Figure(json.loads(spec))
        assert name in page.ids
    drawn_by_the_page = 1 + text.count('<figure class="tilemap"')
    assert page.tags.count("figure") == len(page.charts) + drawn_by_the_page
    assert (
        page.tags.count("figure")
        == text.count("Show the numbers as a table")
        == text.count('class="download"') - (len(re.findall(r'<details class="fold">', text)) + plain_tables(text))
    )
    assert len(page.ids) == len(set(page.ids))
    labels = re.findall(r'role="img" aria-label="([^"]*)"', text)
    assert len(labels) == len(page.charts) and all(re.search(r"\d|no difference|settled", label) for label in labels)


def plain_tables(text: str) -> int:
    """Tables that stand by themselves, behind no summary."""
    open_ = re.sub(r"<details.*?</details>", "", text, flags=re.DOTALL)
    return open_.count('<div class="table">')


def test_first_screen_says_how_sure_and_that_no_pilot_ran(text: str) -> None:
    top = text[: text.index('id="decides"')]
    assert EXTRAPOLATION in top and "Only 2 draws" in top and "<h1>" in top


def test_every_figure_of_a_mandatory_regime_says_that_no_pilot_ran(text: str, maker: Callable[..., Run]) -> None:
    """All but the first, which stands right under the same words in large letters."""
    said = f"Green Paper 2008: {UNTESTED}."
    assert text.count(f'class="untested">{said}<') == text.count("<figure") - 1 > 10
    run = maker("none", "voluntary_2009")
    assert UNTESTED not in write_report(run).read_text()


def test_hostile_titles_are_only_text(maker: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_text(
        f'schema: 1\nextends: voluntary_2009\ntitle: "{HOSTILE}"\nproposed_by: "=1+1"\n'
        f'source: ["</script>"]\n'
        f'tests: "<img src=x onerror=alert(2)>"\n'
    )
    run = maker("voluntary_2009", str(file), replicates=1)
    page = write_report(run).read_text(encoding="utf-8")
    plain = Page(page)
    assert HOSTILE not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "img" not in plain.tags and plain.tags.count("script") == len(plain.charts) + 2


def test_json_cannot_end_its_script() -> None:
    assert "<" not in in_script({"a": "</script><!--"}) and "&" not in in_script("&amp;")
    assert json.loads(str(in_script({"a": "</script>"}))) == {"a": "</script>"}


def test_cells_of_csv_cannot_be_formulas() -> None:
    table = Table(
        "t",
        (Column("=x"), Column("n", "signed"), Column("i", "interval")),
        (
            ("=cmd()", -1.5, (-2.0, None)),
            ("+a", None, (None, None)),
            ("@b", 2.0, (0.0, 1.0)),
            ("-c", 0.0, (0.0, 0.0)),
        ),
    )
    lines = table.csv().split("\r\n")
    assert lines[0] == "'=x,n,i: low,i: high"
    assert lines[1] == "'=cmd(),-1.5,-2.0,"
    assert [line.partition(",")[0] for line in lines[2:5]] == ["'+a", "'@b", "'-c"]


def test_single_scenario_has_no_comparison(maker: Callable[..., Run]) -> None:
    page = write_report(maker("voluntary_2009")).read_text(encoding="utf-8")
    assert "compare it with another" in page and 'id="groups"' not in page and 'id="decides"' not in page
    assert EXTRAPOLATION not in page


def test_single_replicate_shows_no_interval(maker: Callable[..., Run]) -> None:
    page = write_report(maker("voluntary_2009", "green_paper_2008", replicates=1)).read_text(encoding="utf-8")
    assert "One run of each regime was made" in page and "No interval: a single run" in page
    body = page[: page.index("plotly.js")]
    assert (
        "NaN" not in body
        and ">n/a<" not in body
        and "None" not in re.sub(r"\bNone of\b", "", body.split('id="method"')[0])
    )


def test_three_scenarios_and_one_that_is_the_same(maker: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "same.yaml"
    file.write_text(
        "schema: 1\nextends: voluntary_2009\ntitle: Twin\nproposed_by: a test\nsource: [x]\ntests: Nothing.\n"
    )
    run = maker("voluntary_2009", "green_paper_2008", str(file))
    page = write_report(run).read_text(encoding="utf-8")
    assert "On no headline outcome did Same differ from Voluntary 2009 in any run." in page
    assert "under Green Paper 2008 or Same, instead of Voluntary 2009?" in page and "no difference at all" in page


def test_a_report_needs_the_store_alone(pair: Run, tmp_path: Path) -> None:
    one = write_report(open_run(pair.folder), tmp_path / "one.html").read_bytes()
    two = write_report(open_run(pair.folder), tmp_path / "two.html").read_bytes()
    assert one == two


def test_nobody_dies_and_almost_nobody_is_there(tmp_path: Path) -> None:
    loaded = tuple(load_scenario(name) for name in ("voluntary_2009", "green_paper_2008"))
    plan = Plan(tuple((one.name, one.scenario) for one in loaded), load_parameters(), 100, 4, 2, 1, 5)
    run = create(tmp_path / "run", plan=plan, loaded=loaded)
    for rans in run_plan(plan):
        add(run, rans)
    finish(run)
    (made,) = compare(readings(run))
    deaths = made.of("deaths")
    assert deaths.base.mean == 0 and deaths.happened is not None and deaths.happened.zero
    assert deaths.difference.mean != 0, "nobody died, but not at the same risk"
    page = write_report(run).read_text(encoding="utf-8")
    assert "nan" not in Page(page).cells and "NaN" not in page[: page.index("plotly.js")]
    for spec in Page(page).charts.values():
        go.Figure(json.loads(spec))
