"""What a run of several beliefs says: in JSON, in the terminal, in the report, and on its first screen."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from results.belief_rule import Hangs
from results.belief_words import DECIDES, NO_CLASH, NOT_KNOWN, NOT_SETTLED, clash, verdict
from results.comparison import Comparison, as_json, compare
from results.estimate import how_made
from results.gather import Gathered
from results.outcomes import HEADLINE, OUTCOMES
from results.report import report_readings, write_report
from results.spread import said_of
from results.store import Run, open_run, readings
from results.terminal import answer_text, comparison_table, levels_tables
from results.words import answer
from scenarios.beliefs import load_belief
from tests.conftest import Figure
from tests.results.test_report import HOSTILE, Page

LABELS = {"m": "The <minister>", "d": "Doctors"}


def gaps(minister: dict[str, float], doctors: dict[str, float], *, draws: int = 6, replicates: int = 1) -> Gathered:
    """Two beliefs; the difference of an outcome scatters by 1 around what is given, 5 if nothing is."""
    scatter = np.linspace(-1, 1, draws)[:, None].repeat(replicates, axis=1)
    arrays = {}
    for one in OUTCOMES:
        other = np.concatenate([100 + of.get(one.name, 5.0) + scatter for of in (minister, doctors)])
        arrays[one.name] = np.stack([np.full_like(other, 100.0), other])
    return Gathered(("a", "b"), arrays, ("m", "d"))


def made_of(*given: dict[str, float], draws: int = 6, replicates: int = 1) -> Comparison:
    (made,) = compare(gaps(*given, draws=draws, replicates=replicates))
    return made


def test_opposite_answers_are_said_to_be_decided_by_belief() -> None:
    made = made_of({"deaths": -9.0}, {"deaths": 9.0})
    assert made.hangs("deaths") is Hangs.DECIDES and made.hangs("homeless") is Hangs.AGREES
    assert clash(made, LABELS) == (
        "The evidence does not settle this. On the number of deaths, beliefs lead to opposite answers: fewer under "
        "\N{LEFT DOUBLE QUOTATION MARK}The <minister>\N{RIGHT DOUBLE QUOTATION MARK}, more under "
        "\N{LEFT DOUBLE QUOTATION MARK}Doctors\N{RIGHT DOUBLE QUOTATION MARK}. "
        "The choice of belief, not the data, decides it."
    )
    # The rest is settled over all beliefs, and deaths are not counted among it.
    said = answer(made, other="B", base="A")
    assert said.startswith("Over the 2 beliefs with equal weight, B would mean 5 more people in treatment")
    assert "deaths" not in said


def test_several_outcomes_are_told_by_who_says_what() -> None:
    made = made_of(
        {"deaths": -9.0, "homeless": -9.0, "in_work": 9.0}, {"deaths": 9.0, "homeless": 9.0, "in_work": -9.0}
    )
    said = clash(made, LABELS)
    assert "On the numbers of deaths, people in work and people homeless, beliefs lead to opposite answers" in said
    assert "fewer deaths and people homeless under" in said and "; fewer people in work under" in said
    assert said.endswith("The choice of belief, not the data, decides them.")


def test_what_only_leans_is_not_said_to_be_decided() -> None:
    made = made_of({"deaths": -0.1}, {"deaths": 9.0})
    said = clash(made, LABELS)
    assert made.hangs("deaths") is Hangs.LEANS
    assert (
        said.startswith(f"{NOT_SETTLED} On the number of deaths, best estimates differ in sign") and DECIDES not in said
    )
    both = clash(made_of({"deaths": -0.1, "offences": -9}, {"deaths": 9.0, "offences": 9}), LABELS)
    assert "The number of deaths leans on the belief too" in both and f"{DECIDES} it." in both


def test_agreement_and_ignorance_are_said_as_well() -> None:
    agree = made_of({}, {})
    assert clash(agree, LABELS) == "" and verdict(agree, LABELS) == NO_CLASH
    single = made_of({"deaths": -9.0}, {"deaths": 9.0}, draws=1)
    assert clash(single, LABELS) == "" and verdict(single, LABELS) == NOT_KNOWN
    assert answer(single, other="b", base="a").startswith("One run of each regime was made under each belief")


def test_words_for_chance_alone_name_the_beliefs() -> None:
    said = answer(made_of({"deaths": 0.0}, {"deaths": 0.0}, draws=1, replicates=4), other="B", base="A")
    assert said.startswith("Over the 2 beliefs with equal weight, with every parameter at its central value, B would")
    assert how_made(3, 2, 2).startswith("Over 2 beliefs together") and how_made(3, 2, 2).endswith(how_made(3, 2))
    assert (
        said_of(gaps({}, {}, draws=3, replicates=2), "band")
        == "Each band spans all 12 runs of a regime, under 2 beliefs."
    )


def test_json_has_each_belief_and_all_of_them_together() -> None:
    gathered = gaps({"deaths": -9.0, "homeless": -0.1}, {"deaths": 7.0, "homeless": 3.0}, replicates=2)
    said = as_json(gathered)
    json.dumps(said, allow_nan=False)
    assert set(said["beliefs"]) == {"m", "d"} and (said["draws"], said["replicates"]) == (6, 2)
    for name, at in (("m", slice(0, 6)), ("d", slice(6, 12))):
        arrays = {outcome: array[:, at] for outcome, array in gathered.arrays.items()}
        alone = as_json(Gathered(("a", "b"), arrays))
        assert said["beliefs"][name] == {key: alone[key] for key in ("levels", "difference", "differences")}
        assert not {"beliefs", "variance_from_belief"} & (set(alone) | set(alone["difference"]["deaths"]))
    pooled = said["difference"]["deaths"]
    assert pooled["mean"] == pytest.approx((-9 + 7) / 2)
    assert pooled["variance_from_belief"] > 0.9
    assert [said["difference"][name]["belief_decides"] for name in ("deaths", "homeless", "offences")] == [
        True,
        None,
        False,
    ]
    assert said["differences"]["b"] == said["difference"]
    assert said["levels"]["b"]["deaths"]["mean"] == pytest.approx(99)


@pytest.mark.parametrize("width", [80, 100])
def test_the_terminal_has_a_column_for_each_belief_and_fits(believers: Run, width: int) -> None:
    gathered = readings(believers)
    console = Console(width=width, record=True, no_color=True, force_terminal=False)
    with console.capture() as capture:
        for made in compare(gathered):
            console.print(comparison_table(made, believers.manifest), answer_text(made, believers.manifest))
        console.print(*levels_tables(gathered, believers.manifest))
    text = capture.get()
    words = " ".join(text.split())
    (made,) = compare(gathered)
    assert "2,000 claimants, 1 year, 2 replicates, 2 draws, 2 beliefs" in words
    assert "Minister" in text and "Doctors" in text and "Whose belief" in text
    assert verdict(made, believers.manifest.belief_labels) in words
    assert "Belief: Minister." in text and "Belief: Doctors (SMMGP)." in text
    assert max(len(line) for line in text.splitlines()) <= width and "\N{HORIZONTAL ELLIPSIS}" not in text


def test_the_report_asks_whose_belief(believers: Run, tmp_path: Path) -> None:
    text = write_report(open_run(believers.folder), tmp_path / "report.html").read_text(encoding="utf-8")
    section = text[text.index('<section id="beliefs"') : text.index('<section id="outcomes"')]
    assert "Does it depend on whose belief you take?" in section
    for name in believers.beliefs:
        belief = load_belief(name)
        assert belief.who in section and belief.sentence in section and belief.source in section
    (made,) = compare(readings(believers))
    assert verdict(made, believers.manifest.belief_labels) in section
    page = Page(section)
    chart = json.loads(page.charts["chart-beliefs-0"])
    marks = [trace for trace in chart["data"] if trace.get("error_x")]
    assert [trace["name"] for trace in marks] == ["Minister", "Doctors (SMMGP)"]
    assert len({trace["marker"]["symbol"] for trace in marks}) == len({t["error_x"]["color"] for t in marks}) == 2
    for trace, name in zip(marks, believers.beliefs, strict=True):
        due = [100 * made.under[name].of(o.name).difference.mean / made.of(o.name).base.mean for o in HEADLINE]
        assert trace["x"] == pytest.approx(due)
    alternative = re.search(r'id="chart-beliefs-0" role="img" aria-label="([^"]*)"', section)
    assert alternative and all(f"{one.label}, " in alternative[1] for one in HEADLINE)
    assert "Due to belief" in text and "under each of 2 beliefs" in text
    assert len(page.ids) == len(set(page.ids))
    rows = re.findall(r'<th scope="row">contested\.push</th>(.*?)</tr>', section)
    assert rows and "2 (1.4 to 3)" in rows[0] and "1 (0.9 to 1.15)" in rows[0]


def test_the_section_is_left_out_with_one_belief(pair: Run, maker: Callable[..., Run], tmp_path: Path) -> None:
    alone = maker("voluntary_2009", "green_paper_2008", beliefs=("minister",), replicates=1)
    text = ""
    for run in (pair, alone):
        text = write_report(open_run(run.folder), tmp_path / "report.html").read_text(encoding="utf-8")
        body = text[: text.index("plotly.js")]
        assert (
            'id="beliefs"' not in body and "Due to belief" not in body and "beliefs" not in body[: body.index("<nav")]
        )
    assert "Belief: minister." in text


def test_one_regime_under_two_beliefs_shows_levels(maker: Callable[..., Run]) -> None:
    page = write_report(maker("act_2009", beliefs=("minister", "smmgp"))).read_text(encoding="utf-8")
    assert "Headline outcomes under each belief" in page and "chart-beliefs" not in page


def test_hostile_beliefs_are_only_text(maker: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_text(
        f'schema: 1\ntitle: "{HOSTILE}"\nwho: "</script>"\nsource: "=1+1"\nsentence: "<img src=x>"\nset: {{}}\n'
    )
    run = maker("voluntary_2009", "green_paper_2008", beliefs=("minister", str(file)), replicates=1)
    page = write_report(run).read_text(encoding="utf-8")
    assert HOSTILE not in page and "&lt;script&gt;" in page and "img" not in Page(page).tags
    assert f"--belief minister --belief {file}" in run.manifest.command


def test_the_first_screen_says_when_belief_decides(
    believers: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is small, so its figures are put in place: under the minister fewer die, under the doctors more."""
    real = readings(believers, report_readings())
    arrays = dict(real.arrays)
    arrays["deaths"] = arrays["deaths.expected"] = np.array(
        [[[90.0, 91.0]] * 4, [[70.0, 71.5], [71.0, 72.0], [110.0, 112.0], [111.0, 112.5]]]
    )
    monkeypatch.setattr("results.report.readings", lambda run, wanted: Gathered(real.scenarios, arrays, real.beliefs))
    text = write_report(open_run(believers.folder), tmp_path / "report.html").read_text(encoding="utf-8")
    top = text[: text.index('<section id="beliefs"')]
    assert NOT_SETTLED in top and "beliefs lead to opposite answers" in top and DECIDES in top
    assert top.index(NOT_SETTLED) < top.index('class="ranges"')
    assert re.search(r"The belief decides \d of 6 outcomes \(deaths", text)


@pytest.mark.verify
def test_minister_and_doctors_lead_to_opposite_answers(tmp_path: Path, figure: Figure) -> None:
    """The built-in beliefs disagree on the sign of a headline outcome, and the report says that belief decides it."""
    import sanctionsim

    made = sanctionsim.compare(
        "voluntary_2009", "green_paper_2008", belief=("minister", "smmgp"), claimants=6000, years=3, draws=48,
        replicates=1, workers=2, out=tmp_path / "run",
    )  # fmt: skip
    minister, doctors = (made.comparison["beliefs"][name]["difference"] for name in ("minister", "smmgp"))
    apart = [one.name for one in HEADLINE if minister[one.name]["mean"] * doctors[one.name]["mean"] < 0]
    decided = [one.name for one in HEADLINE if made.difference[one.name]["belief_decides"]]
    text = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    top = text[: text.index('<section id="beliefs"')]
    figure("minister against doctors: best estimates of opposite sign", ", ".join(apart), "1 or more", len(apart) >= 1,
           family="beliefs")  # fmt: skip
    figure("minister against doctors: decided by belief", ", ".join(decided), "1 or more", len(decided) >= 1,
           family="beliefs")  # fmt: skip
    assert set(decided) <= set(apart)
    assert DECIDES in top and "beliefs lead to opposite answers" in top
