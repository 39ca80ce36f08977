"""`sanctionsim calibrate`: a whole small calibration, gone on with; the check; areas; refusals without a traceback."""

import json
from pathlib import Path

import pandas as pd
import pytest

from scenarios.learnt import LEARNT, POSTERIOR
from tests.conftest import Figure
from tests.test_cli import sanctionsim

EXAMPLE = Path(__file__).parents[1] / "calibration" / "profile.yaml"


def test_mistakes_are_refused_in_one_sentence(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("schema: 1\nseed: 1\nclaimants: 10\n")
    area = tmp_path / "area.yaml"
    area.write_text(EXAMPLE.read_text().replace("in_treatment: 640", "in_treatment: 1300"))
    for arguments, said in (
        (("calibrate", str(plan)), "plan.yaml:3:12: claimants: is out of range"),
        (
            ("calibrate", "--area", str(area)),
            "area.yaml:7:15: in_treatment: more are in treatment than there are claimants",
        ),
    ):
        made = sanctionsim(*arguments)
        assert made.returncode == 2 and said in made.stderr and "Traceback" not in made.stderr, made.stderr


def test_an_area_is_moved_and_kept(tmp_path: Path) -> None:
    made = sanctionsim("calibrate", "--area", str(EXAMPLE), "--out", str(tmp_path / "out"), "--json")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert told["factors"]["death"]["standing"] == "moved by the area's own number"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"posterior.parquet", "local.yaml"}


def test_a_run_can_draw_from_what_is_shipped(tmp_path: Path) -> None:
    made = sanctionsim(
        "compare", "voluntary_2009", "green_paper_2008", "--claimants", "600", "--years", "0.25", "--draws", "2",
        "--replicates", "1", "--posterior", "shipped", "--out", str(tmp_path / "run"), "--json",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "run" / "posterior.parquet").read_bytes() == (LEARNT / POSTERIOR).read_bytes()


@pytest.mark.verify
def test_a_small_calibration_does_every_step_and_goes_on_to_the_same_posterior(tmp_path: Path, figure: Figure) -> None:
    folder = tmp_path / "small"
    made = sanctionsim("calibrate", "small", "--out", str(folder), "--json", "--workers", "2")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert {path.name for path in folder.iterdir()} >= {
        "posterior.parquet", "manifest.json", "card.json", "runs.parquet", "predicted.parquet", "calibration.html",
    }  # fmt: skip
    first = pd.read_parquet(folder / "posterior.parquet")
    stage = folder / "wave_1.jsonl"
    stage.write_text("\n".join(stage.read_text().splitlines()[:-5]) + "\n")
    again = sanctionsim("calibrate", "small", "--out", str(folder), "--json", "--workers", "1")
    assert again.returncode == 0, again.stderr
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "posterior.parquet"), first)
    inside = told["coverage"]["fit"]["inside_95"]
    figure("a small calibration, gone on with", f"same posterior, {inside} fitted targets inside", "same", inside > 5)


@pytest.mark.verify
def test_what_is_shipped_is_what_the_command_made(figure: Figure) -> None:
    made = sanctionsim("calibrate", "--check", "--draws", "2", "--json", "--workers", "2")
    told = json.loads(made.stdout)
    failed = [one["what"] for one in told["checks"] if not one["holds"]]
    assert made.returncode == (3 if failed else 0)
    figure(
        "the shipped posterior, tried again",
        f"{len(told['checks'])} checks, failed: {failed}",
        "none failed",
        not failed,
    )
