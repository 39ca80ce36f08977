"""`sanctionsim sweep`: real plans, a real run, exit codes, JSON alone on stdout, going on where it stopped."""

import json
from pathlib import Path

import pytest

from tests.test_ci import PLAN
from tests.test_cli import sanctionsim

FILES = ("sweep.html", "summary.md", "junit.xml", "tornado.svg", "sweep.json", "sweep.yaml")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "plan.yaml"
    path.write_text(PLAN)
    return path


@pytest.fixture(scope="module")
def kept(plan: Path) -> Path:
    folder = plan.parent / "kept"
    made = sanctionsim("sweep", str(plan), "--out", str(folder), "--workers", "1")
    assert made.returncode == 0, made.stderr
    assert "contested" in made.stdout or "concealment" in made.stdout
    assert "Extrapolation" in made.stdout and f"Page: {folder / 'sweep.html'}" in made.stderr
    return folder


def test_everything_lies_in_the_folder_of_the_run(kept: Path) -> None:
    assert all((kept / name).is_file() for name in (*FILES, "manifest.json"))
    assert (kept / "sweep.yaml").read_text() == PLAN


def test_the_same_plan_costs_nothing_again_and_lost_parts_are_run_again(kept: Path, plan: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (kept / "parts").iterdir()}
    first = json.loads(sanctionsim("sweep", str(plan), "--out", str(kept), "--json").stdout)
    assert {path: path.stat().st_mtime_ns for path in (kept / "parts").iterdir()} == before
    lost = sorted((kept / "parts").iterdir())[0]
    lost.unlink()
    again = sanctionsim("sweep", str(plan), "--out", str(kept), "--json", "--workers", "1")
    assert again.returncode == 0 and lost.is_file(), again.stderr
    assert json.loads(again.stdout) == first


def test_another_plan_does_not_go_into_the_same_folder(kept: Path, plan: Path) -> None:
    other = sanctionsim("sweep", str(plan), "--out", str(kept), "--seed", "9")
    assert other.returncode == 2 and "seed" in other.stderr and "Traceback" not in other.stderr


def test_a_condition_that_is_met_is_exit_3_with_a_sentence_and_json_all_the_same(kept: Path) -> None:
    met = sanctionsim("sweep", "--run", str(kept), "--fail-if", "in_treatment > 0 @ 0", "--fail-if",
                      "in_treatment < 0 @ 0", "--json")  # fmt: skip
    assert met.returncode == 3 and "guardrails fail" in met.stderr
    said = json.loads(met.stdout)
    assert said["failed"] >= 1 and len(said["guardrails"]) == 2 and set(said["difference"]) == {"identified"}


@pytest.mark.verify
def test_a_kept_run_of_another_command_is_explained_by_its_draws(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    made = sanctionsim("run", "voluntary_2009", "act_2009", "--claimants", "600", "--years", "0.1", "--replicates", "1",
                       "--draws", "4", "--workers", "1", "--quiet", "--out", str(folder))  # fmt: skip
    assert made.returncode == 0, made.stderr
    told = sanctionsim("sweep", "--run", str(folder), "--outcome", "identified", "--json")
    assert told.returncode == 0, told.stderr
    said = json.loads(told.stdout)
    assert said["method"] == "given" and said["points"] == 4 and len(said["factors"]) > 200
    wrong = sanctionsim("sweep", "--run", str(folder), "--outcome", "identifed")
    assert wrong.returncode == 2 and "did you mean identified?" in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a plan, or a kept run"),
        (("nowhere",), "neither a built-in nor a file"),
        (("voluntary_against_green_papr",), "did you mean voluntary_against_green_paper?"),
        (("voluntary_against_green_paper", "--outcome", "deaths"), "is for --run"),
        (("voluntary_against_green_paper", "--fail-if", "deths > 2%"), "did you mean deaths?"),
        (("voluntary_against_green_paper", "--points", "1"), "points"),
        (("voluntary_against_green_paper", "--workers", "-1"), "--workers"),
        (("--run", "nowhere"), "not the folder of a run"),
    ],
)
def test_mistakes_are_sentences(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    refused = sanctionsim("sweep", *arguments, cwd=tmp_path)
    assert refused.returncode == 2 and said in refused.stderr and "Traceback" not in refused.stderr, refused.stderr
