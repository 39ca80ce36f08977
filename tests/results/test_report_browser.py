"""The report in a real Chromium: it draws itself, fetches nothing, complains of nothing, and shows the store's numbers.

Skipped where there is no Chromium. What axe-core finds is looked at where `make axe` has fetched it.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from results.comparison import compare
from results.report import write_report
from results.store import Run, open_run, readings
from results.words import interval, number, sureness
from tests.browser import Browser, Page, chromium, found
from tests.conftest import Figure

pytestmark = pytest.mark.skipif(found() is None, reason="there is no Chromium on this machine")
AXE = Path(__file__).parents[2] / "build" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DRAW_ALL = """(async () => {
  for (const chart of document.querySelectorAll('.chart')) {
    chart.scrollIntoView(); await new Promise(next => setTimeout(next, 40));
  }
  for (const choice of document.querySelectorAll('.choice')) {
    const select = choice.querySelector('select');
    for (let at = select.options.length - 1; at >= 0; at--) {
      select.selectedIndex = at; select.dispatchEvent(new Event('change'));
      choice.scrollIntoView(); await new Promise(next => setTimeout(next, 40));
    }
  }
  scrollTo(0, 0); await new Promise(next => setTimeout(next, 100));
  return [document.querySelectorAll('.js-plotly-plot').length, document.querySelectorAll('.chart').length];
})()"""
HOSTILE = (
    "<script>window.harmed=1</script>", '"><img src=x onerror="window.harmed=1">', "=cmd()|' /C calc'!A0",
    "\u202egnp.exe",
    "\N{WOMAN}\u200d\N{MICROSCOPE} \N{COLLISION SYMBOL}", "{{ 7*7 }}",
    "</style><svg onload=window.harmed=1>",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def file(pair: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(open_run(pair.folder), tmp_path_factory.mktemp("shown") / "report.html")


def quiet(page: Page) -> None:
    """No error, nothing asked of the network."""
    assert page.errors == [] and page.requests == []


def test_every_chart_is_drawn_without_a_word_or_a_request(browser: Browser, file: Path, pair: Run) -> None:
    page = browser.open(file)
    assert page.evaluate("document.querySelector('.js-plotly-plot')") is None, "the answer is there before any chart"
    made, of = page.evaluate(DRAW_ALL)
    assert made == of >= 25
    assert page.evaluate("[...document.querySelectorAll('main > section')].every(one => one.offsetHeight > 50)")
    quiet(page)
    shown_are_the_stores_numbers(page, pair)


def shown_are_the_stores_numbers(page: Page, pair: Run) -> None:
    """The rows of the first screen, as a reader sees them, against the store."""
    (made,) = compare(readings(pair))
    rows = page.evaluate(
        "[...document.querySelectorAll('.range:not(.head)')].map(row => "
        "[...row.querySelectorAll('.what b, .what small, .size b, .size small, .sure b')].map(one => one.innerText))"
    )
    assert len(rows) == len(made.headline)
    for row, (label, level, difference, span, sure) in zip(made.headline, rows, strict=True):
        gap = row.difference
        assert label == row.outcome.label and number(row.base.mean) in level
        assert difference == number(float(round(gap.mean)) if abs(gap.mean) >= 1 else gap.mean, sign=True)
        assert span == interval(gap, sign=True) and sure == sureness(gap, made.draws)
    # And the marks stand where the numbers are: in the order of the differences in % of the base.
    left = page.evaluate("[...document.querySelectorAll('.range .mark')].map(one => parseFloat(one.style.left))")
    share = [100 * row.difference.mean / row.base.mean for row in made.headline if row.base.mean]
    zero = page.evaluate("parseFloat(document.querySelector('.range .zero').style.left)")
    for one, place in zip(share, left, strict=True):
        assert (place > zero) == (one > 0) or abs(place - zero) < 0.1


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_it_fits_the_window(browser: Browser, file: Path, width: int, dark: bool) -> None:
    page = browser.open(file, width=width, height=844, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    top = page.evaluate("document.querySelector('.verdict').getBoundingClientRect().bottom")
    first = page.evaluate("document.querySelector('.range:not(.head)').getBoundingClientRect().bottom")
    assert top < 400 and first < 844, "the verdict and the first difference stand on the first screen"
    quiet(page)


def test_without_javascript_headline_tables_and_words_are_there(browser: Browser, file: Path) -> None:
    page = browser.open(file, script=False)
    document = page.send("DOM.getDocument")["root"]
    drawn = page.send("DOM.querySelector", nodeId=document["nodeId"], selector=".js-plotly-plot")["nodeId"]
    assert drawn == 0, "JavaScript is off"

    def box(selector: str) -> float:
        node = page.send("DOM.querySelector", nodeId=document["nodeId"], selector=selector)["nodeId"]
        return float(page.send("DOM.getBoxModel", nodeId=node)["model"]["height"])

    assert box(".verdict") > 20 and box(".ranges") > 200 and box("#outcomes table") > 500 and box(".card") > 50
    assert "The chart needs JavaScript. In words:" in file.read_text(encoding="utf-8")
    quiet(page)


def test_a_hand_on_the_keyboard_reaches_everything_and_is_never_caught(browser: Browser, file: Path) -> None:
    page = browser.open(file)
    page.key("Tab", 9)
    assert page.evaluate("document.activeElement.className") == "skip"
    page.key("Enter", 13, text="\r")
    assert page.evaluate("document.activeElement.id") == "main"
    page.evaluate(
        "window.reached = new Set(); document.addEventListener('focusin', e => { window.reached.add(e.target);"
        "if (getComputedStyle(e.target).outlineStyle === 'none') { window.unseen = e.target.outerHTML; } })"
    )
    due = page.evaluate(
        "[...document.querySelectorAll('main a, main summary, main select, main [tabindex=\"0\"]')]"
        ".filter(one => one.checkVisibility()).length"
    )
    for _ in range(due + 3):
        page.key("Tab", 9)
    assert page.evaluate("window.reached.size") >= due and page.evaluate("window.unseen") is None
    page.evaluate("document.querySelector('.drawn summary').focus()")
    page.key("Enter", 13, text="\r")
    assert page.evaluate("document.querySelector('.drawn details').open") is True


def test_hostile_words_are_only_words(browser: Browser, maker: Callable[..., Run], tmp_path: Path) -> None:
    written = [f"{word} {'x' * 3000}" for word in HOSTILE]
    scenario = tmp_path / "hostile.yaml"
    lines = {"title": " ".join(HOSTILE), "label": '"><img src=x>', "proposed_by": written[1], "tests": written[3]}
    body = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())
    scenario.write_text(f"schema: 1\nextends: green_paper_2008\n{body}source: [{json.dumps(HOSTILE[2])}]\n")
    run = maker("voluntary_2009", str(scenario), replicates=1)
    page = browser.open(write_report(run), width=390)
    page.evaluate(DRAW_ALL)
    quiet(page)
    assert page.evaluate("window.harmed") is None and page.evaluate("document.querySelectorAll('img').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    body_text: str = page.evaluate("document.body.textContent + document.title")
    assert not re.search("[\u202e\u200f\x1b\x07]", body_text)
    for link in page.evaluate("[...document.querySelectorAll('.download a')].map(one => decodeURIComponent(one.href))"):
        cells = [cell.strip('"') for line in link.split("\r\n") for cell in line.split(",")]
        assert not [c for c in cells if re.match(r"\s*[=@]", c)], "no cell is a formula"


def violations(page: Page) -> list[Any]:
    """What axe-core finds: rule and the first element, of every part of the page, all folds open."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found_: list[Any] = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(RULES)}, resultTypes: ['violations']}})"
        ".then(all => all.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)]))"
    )
    return found_


@pytest.mark.verify
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: `make axe` fetches it (npm, once)")
@pytest.mark.parametrize("how", ["light", "dark", "390 pixels", "print"])
def test_axe_finds_nothing(browser: Browser, file: Path, figure: Figure, how: str) -> None:
    page = browser.open(file, width=390 if how == "390 pixels" else 1280, dark=how == "dark")
    page.evaluate(DRAW_ALL)
    if how == "print":
        page.view(width=700, printed=True)
    wrong = violations(page)
    figure(f"WCAG 2.2 A and AA, axe-core, {how}", str(len(wrong)), "0", wrong == [])
    assert wrong == []


@pytest.mark.verify
def test_what_axe_would_find_is_found(browser: Browser, file: Path, tmp_path: Path) -> None:
    """The check can fail: text that is too pale, and a picture without words."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: `make axe` fetches it (npm, once)")
    text = file.read_text(encoding="utf-8").replace('role="img" aria-label=', 'role="img" data-label=', 1)
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(text.replace("--soft: #50555a", "--soft: #c0c5ca", 1), encoding="utf-8")
    page = browser.open(spoilt)
    assert {"color-contrast", "role-img-alt"} <= {rule for rule, *_ in violations(page)}
