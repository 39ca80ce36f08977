"""The command line as its users meet it: real commands, real files, exit codes, JSON alone on stdout."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulate.laws import LAWS
from tests.interrupts import heeds_interrupts

ROOT = Path(__file__).parents[1]
SMALL = ("--claimants", "1000", "--years", "0.5", "--replicates", "2", "--workers", "1")


def sanctionsim(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "sanctionsim.cli", *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=300, env=environment,
    )  # fmt: skip


def test_help_names_every_command_and_each_has_an_example() -> None:
    said = sanctionsim("--help")
    assert said.returncode == 0
    for command in ("run", "compare", "explain", "check", "schema", "trace", "runs", "doctor", "report", "app"):
        assert command in said.stdout
        if command != "runs":
            assert "Example:" in sanctionsim(command, "--help").stdout, command


def test_nothing_heavy_is_imported_for_help() -> None:
    heavy = "('numpy', 'pandas', 'scipy', 'plotly', 'pydantic.main')"
    program = f"import sys, sanctionsim.cli; print(sorted(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_regime_against_a_renamed_copy_differs_by_exactly_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "renamed.yaml"
    copy.write_text(
        "schema: 1\nextends: green_paper_2008\ntitle: Renamed\nproposed_by: nobody\n"
        "source: [nothing]\ntests: Nothing.\n"
    )
    made = sanctionsim("compare", "green_paper_2008", str(copy), *SMALL, "--json", "--out", str(tmp_path / "kept"))
    assert made.returncode == 0, made.stderr
    difference = json.loads(made.stdout)["difference"]
    assert len(difference) > 20
    for outcome, found in difference.items():
        assert (found["mean"], found["low"], found["high"]) == (0, 0, 0), outcome


def test_compare_prints_the_table_and_the_report_and_the_run_can_be_shown(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    made = sanctionsim("compare", "voluntary_2009", "act_2009", *SMALL, "--out", str(kept))
    assert made.returncode == 0, made.stderr
    assert "1,000 claimants" in made.stdout and "no pilot of a mandatory regime ever ran" in made.stdout
    assert str(kept / "report.html") in made.stderr and (kept / "report.html").stat().st_size > 1_000_000
    again = sanctionsim("compare", "voluntary_2009", "act_2009", *SMALL, "--out", str(kept))
    assert again.returncode == 2 and "not empty" in again.stderr
    shown = sanctionsim("runs", "show", str(kept), "--json")
    other = sanctionsim("compare", "voluntary_2009", "act_2009", *SMALL, "--json", "--out", str(tmp_path / "b"))
    assert json.loads(shown.stdout)["difference"] == json.loads(other.stdout)["difference"]
    listed = json.loads(sanctionsim("runs", "list", str(tmp_path), "--json").stdout)["runs"]
    assert {Path(one["folder"]).name for one in listed} == {"kept", "b"} and all(one["complete"] for one in listed)
    assert sanctionsim("report", str(kept), "--to", str(tmp_path / "again.html")).returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_stops_quickly_with_130(tmp_path: Path, workers: str) -> None:
    """A real SIGINT to the whole process group, as Ctrl-C sends it, once the first parts are on disk."""
    kept = tmp_path / "kept"
    running = subprocess.Popen(
        [sys.executable, "-m", "sanctionsim.cli", "run", "none", "--claimants", "3000", "--replicates", "500",
         "--workers", workers, "--out", str(kept)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, preexec_fn=heeds_interrupts,
    )  # fmt: skip
    patience = time.monotonic() + 60
    while not (kept / "parts").is_dir() or not list((kept / "parts").iterdir()):
        assert time.monotonic() < patience and running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    out, told = running.communicate(timeout=30)
    assert running.returncode == 130, told
    assert out == "" and "Interrupted" in told and "Traceback" not in told
    shown = sanctionsim("runs", "list", str(tmp_path), "--json")
    assert [one["complete"] for one in json.loads(shown.stdout)["runs"]] == [False]


def test_a_damaged_run_is_named_and_not_read(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert sanctionsim("run", "none", *SMALL, "--out", str(kept), "--quiet").returncode == 0
    part = next((kept / "parts").iterdir())
    part.write_bytes(part.read_bytes()[:-7])
    shown = sanctionsim("runs", "show", str(kept))
    assert shown.returncode == 1 and part.name in shown.stderr and "Traceback" not in shown.stderr


FIVE = """schema: 1
extends: voluntary_2009
title: Five mistakes
proposed_by: nobody
source: [nothing]
tests: Nothing.
regime:
  identify:
    trained_adviser: 0.5
  refer:
    appointment_wait: 10 fortnights
    appointment_wait: 9 days
  oblige:
    attend_assessment: false
  sanction:
    jsa: {share_of_benefit: 1.5, weeks: [2 weeks]}
"""


def test_five_mistakes_give_five_messages_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "five.yaml"
    file.write_text(FIVE)
    refused = sanctionsim("check", str(file), "--json")
    assert refused.returncode == 2 and "Traceback" not in refused.stderr
    problems = json.loads(refused.stdout)["problems"]
    assert [(p["line"], p["column"]) for p in problems] == [(9, 5), (11, 23), (12, 5), (16, 5), (16, 29)]
    assert "trained_advisers" in refused.stderr


DOUBTFUL = """schema: 1
extends: voluntary_2009
title: Doubtful
proposed_by: nobody
source: [nothing]
tests: Nothing.
assume: {contested.push: 5}
regime:
  oblige: {providers_report: true}
"""


def test_what_is_doubtful_is_said_on_stderr_and_fails_only_if_asked_to(tmp_path: Path) -> None:
    file = tmp_path / "doubtful.yaml"
    file.write_text(DOUBTFUL)
    said = sanctionsim("check", str(file))
    assert said.returncode == 0 and said.stdout == ""
    assert f"{file}:7:10: warning: assume.contested.push: assumes 5" in said.stderr
    assert f"{file}:9:12: warning: regime.oblige.providers_report:" in said.stderr
    strict = sanctionsim("check", str(file), "--strict")
    assert strict.returncode == 3 and "Refused because of 2 warnings (--strict)." in strict.stderr
    told = sanctionsim("check", str(file), "none", "--strict", "--json")
    assert told.returncode == 3
    given = json.loads(told.stdout)
    assert [(w["line"], w["column"], w["severity"]) for w in given["warnings"]] == [
        (7, 10, "warning"),
        (9, 12, "warning"),
    ]
    assert given["problems"] == [] and [one["scenario"] for one in given["checked"]] == [str(file), "none"]
    assert sanctionsim("check", "none", "--strict").returncode == 0


def test_policy_laws_are_tried_on_any_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(DOUBTFUL)
    said = sanctionsim("check", str(file), "none", "--laws", "--claimants", "400", "--weeks", "39", "--json")
    assert said.returncode == 0, said.stderr
    tried = json.loads(said.stdout)["laws"]
    assert len({one["law"] for one in tried}) == len(LAWS) and {one["scenario"] for one in tried} == {str(file), "none"}
    assert {one["verdict"] for one in tried} == {"holds", "says nothing"}
    assert [one["why"] for one in tried if one["scenario"] == "none" and one["law"] == "no detection"] == [
        "nothing is required of anybody"
    ]


def test_a_broken_law_fails_the_check_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tick of the model that looks ahead in time, so that two regimes part before they differ."""
    from typer.testing import CliRunner

    from sanctionsim.cli import app
    from simulate.ticks.places import Places

    act = Places.act

    def looks_ahead(self, world):  # type: ignore[no-untyped-def]
        act(self, world)
        if len(world.regimes) > 1 and world.week == 3:
            world.lives.next_time[5] = 3.5

    monkeypatch.setattr(Places, "act", looks_ahead)
    monkeypatch.setattr("simulate.counterexample.MOST", 3)
    done = CliRunner().invoke(app, ["check", "voluntary_2009", "--laws", "--claimants", "400", "--weeks", "39"])
    assert done.exit_code == 3
    assert "broken" in done.output and "Broken, identical until they differ:" in done.output
    assert "1 policy law is broken." in done.output


def test_a_mistake_outweighs_a_warning(tmp_path: Path) -> None:
    good, bad = tmp_path / "doubtful.yaml", tmp_path / "five.yaml"
    good.write_text(DOUBTFUL)
    bad.write_text(FIVE)
    said = sanctionsim("check", str(good), str(bad), "--strict")
    assert said.returncode == 2 and "warning: regime.oblige" in said.stderr and "five.yaml:9:5" in said.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb", "a: &a [x,x]\n" + "".join(f"b{i}: &b{i} [*a,*a]\n" for i in range(50))),
        ("tag", "schema: !!python/object/apply:os.system ['touch executed']\n"),
        ("noise", "q7#{" * 800_000),
        ("brackets", "a: " + "[" * 200_000),
        ("empty", ""),
        ("binary", "\ud800"),
    ],
)
def test_hostile_files_are_refused_quickly_and_nothing_is_executed(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    began = time.monotonic()
    refused = sanctionsim("check", str(file), cwd=tmp_path)
    took = time.monotonic() - began
    assert refused.returncode == 2, refused.stderr
    assert "Traceback" not in refused.stderr and len(refused.stderr) < 20_000
    assert not (tmp_path / "executed").exists()
    # Start-up of the interpreter included; the reader's own limit is held in tests/scenarios/test_reader.py.
    assert took < 10


@pytest.mark.parametrize("what", ["absent.yaml", "."])
def test_a_file_that_is_none_is_refused(what: str, tmp_path: Path) -> None:
    refused = sanctionsim("check", what, cwd=tmp_path)
    assert refused.returncode == 2 and "Traceback" not in refused.stderr and refused.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "none", "--claimants", "99"),
        ("run", "none", "--claimants", "5000001"),
        ("run", "none", "--years", "0"),
        ("run", "none", "--years", "nan"),
        ("run", "none", "--replicates", "0"),
        ("run", "none", "--draws", "0"),
        ("run", "none", "--seed", "-1"),
        ("run", "none", "--workers", "-2"),
        ("run", "none", "--belief", "ministre"),
        ("run", "none", "--belief", "minister", "--belief", "ministre"),
        ("compare", "none", "act_2009", "--belief", "minister", "--belief", "smmgp", "--belief", "minister"),
        ("explain", "none", "--belief", "minister", "--belief", "smmgp"),
        ("trace", "none", "--claimant", "1", "--belief", "minister", "--belief", "smmgp"),
        ("compare", "none", "none"),
        ("trace", "none", "--claimant", "1000", "--claimants", "1000"),
        ("compare", "none"),
        ("runs", "show", "nowhere"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_exit_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    refused = sanctionsim(*arguments, cwd=tmp_path)
    assert refused.returncode == 2, refused.stderr + refused.stdout
    assert "Traceback" not in refused.stderr and refused.stderr.strip()
    assert not list(tmp_path.iterdir()), "nothing is left behind"


@pytest.mark.parametrize(
    ("beliefs", "said"),
    [
        (("minister", "minister"), "command line: --belief: the same belief is given twice; given minister"),
        (("minister", "ministre"), "did you mean minister?"),
        (("minister", "scenarios/minister.yaml"), "two beliefs have one name"),
        (("skewed.yaml",), "no beta distribution has the mean 0.01 and the 95th percentile 0.15"),
    ],
)
def test_a_belief_that_cannot_be_is_refused_in_one_sentence(
    beliefs: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "scenarios").mkdir()
    head = "schema: 1\ntitle: A\nwho: B\nsource: C\nsentence: D\n"
    setting = "{value: 0.01, distribution: {kind: beta, low: 0.0, high: 0.15}}"
    (tmp_path / "scenarios" / "minister.yaml").write_text(f"{head}set: {{}}\n")
    (tmp_path / "skewed.yaml").write_text(f"{head}set:\n  contested.stops_claiming: {setting}\n")
    asked = [part for name in beliefs for part in ("--belief", name)]
    refused = sanctionsim("compare", "none", "act_2009", "--draws", "2", *asked, *SMALL, cwd=tmp_path)
    assert refused.returncode == 2 and said in refused.stderr, refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1 and not (tmp_path / "runs").exists()


def test_two_beliefs_are_compared_on_the_same_people(tmp_path: Path) -> None:
    """By the command and by the API, and each is what it is alone."""
    both = sanctionsim(
        "compare", "voluntary_2009", "green_paper_2008", "--belief", "minister", "--belief", "smmgp", *SMALL,
        "--draws", "2", "--json", "--out", str(tmp_path / "both"),
    )  # fmt: skip
    assert both.returncode == 0, both.stderr
    said = json.loads(both.stdout)
    assert set(said["beliefs"]) == {"minister", "smmgp"}
    assert all("belief_decides" in found for found in said["difference"].values())
    import sanctionsim as package

    for name, asked in (("minister", "minister"), ("smmgp", ("smmgp",))):
        alone = package.run(
            "voluntary_2009", "green_paper_2008", claimants=1000, years=0.5, replicates=2, draws=2, belief=asked,
            out=tmp_path / name,
        )  # fmt: skip
        assert said["beliefs"][name]["difference"] == alone.difference
        assert "beliefs" not in alone.comparison
    shown = sanctionsim("runs", "show", str(tmp_path / "both"), "--json")
    assert json.loads(shown.stdout)["beliefs"] == said["beliefs"]
    table = sanctionsim("runs", "show", str(tmp_path / "both")).stdout
    assert "2 beliefs x 2 draws x 2 replicates" in sanctionsim("runs", "list", str(tmp_path)).stdout
    assert "2 draws, 2 beliefs" in " ".join(table.split()) and "Whose belief" in table


def test_trace_follows_one_claimant_through_two_regimes() -> None:
    made = sanctionsim(
        "trace",
        "voluntary_2009",
        "green_paper_2008",
        "--claimant",
        "17",
        "--claimants",
        "1000",
        "--years",
        "1",
        "--json",
    )
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)


def test_the_second_implementation_tells_the_same_life() -> None:
    asked = ("trace", "act_2009", "green_paper_2008", "--claimant", "3", "--claimants", "200", "--years", "1")
    core, mesa = sanctionsim(*asked), sanctionsim(*asked, "--engine", "mesa")
    assert mesa.returncode == 0, mesa.stderr
    assert mesa.stdout == core.stdout and len(core.stdout.splitlines()) > 4


def test_explain_lists_what_differs_and_nothing_between_copies() -> None:
    made = sanctionsim("explain", "green_paper_2008", "--against", "voluntary_2009", "--json")
    assert len(json.loads(made.stdout)["differences"]) > 20
    same = sanctionsim("explain", "none", "--against", "none", "--json")
    assert json.loads(same.stdout)["differences"] == []


def test_doctor_prints_every_margin() -> None:
    made = sanctionsim("doctor", "--population", "--claimants", "24000", "--json")
    margins = json.loads(made.stdout)["margins"]
    assert made.returncode == 0 and len(margins) == 185
    assert max(abs(margin["error"]) for margin in margins) < 1e-3


def test_the_schema_is_json() -> None:
    assert json.loads(sanctionsim("schema").stdout)["title"]
