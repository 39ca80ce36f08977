"""`--until` and `--posterior` as their users meet them: real runs of the real model, stopped and gone on with."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from results.store import open_run
from tests.test_cli import sanctionsim

PAIR = ("compare", "voluntary_2009", "green_paper_2008")
TINY = ("--claimants", "600", "--years", "0.25", "--workers", "1", "--json")


@pytest.mark.verify
def test_it_runs_until_it_is_known_stops_where_told_and_goes_on_to_the_same_end(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    target = ("--until", "in_treatment<0.17%")
    whole = sanctionsim(*PAIR, *TINY, *target, "--out", str(one))
    assert whole.returncode == 0, whole.stderr
    said = json.loads(whole.stdout)
    (figure,) = said["until"]["figures"]
    assert said["until"]["reached"] and said["until"]["of"] == "chance at central values"
    assert figure["half_width"] <= figure["half_width_asked"] and figure["more_runs"] == 0
    level = said["levels"]["voluntary_2009"]["in_treatment"]["mean"]
    assert figure["half_width_asked"] == pytest.approx(0.0017 * level, rel=0.1)
    assert figure["runs"] == said["replicates"] > 12
    assert figure["mean"] == pytest.approx(said["difference"]["in_treatment"]["mean"])

    stopped = sanctionsim(*PAIR, *TINY, *target, "--at-most", "6", "--out", str(two))
    assert stopped.returncode == 4, stopped.stderr
    short = json.loads(stopped.stdout)
    (figure,) = short["until"]["figures"]
    assert (
        short["replicates"] == 6 and not short["until"]["reached"] and figure["more_tasks"] == figure["more_runs"] > 0
    )
    assert "is not reached and would take about" in stopped.stderr and f"runs resume {two}" in stopped.stderr
    again = sanctionsim("runs", "resume", str(two), "--workers", "1", "--json")
    assert again.returncode == 0, again.stderr
    resumed = json.loads(again.stdout)
    assert resumed["difference"] == said["difference"] and resumed["until"] == said["until"]
    shown = sanctionsim("runs", "show", str(two), "--json")
    assert json.loads(shown.stdout)["until"] == said["until"]
    assert open_run(one).manifest.command.endswith("--replicates 4 --draws 1 --seed 1 --until 'in_treatment<0.17%'")


@pytest.mark.verify
def test_draws_grow_by_batches_under_every_belief_and_levels_can_be_asked_for(tmp_path: Path) -> None:
    both = ("--belief", "minister", "--belief", "smmgp", "--draws", "2", "--replicates", "1")
    made = sanctionsim(*PAIR, *TINY, *both, "--until", "deaths<9000", "--out", str(tmp_path / "both"))
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert said["draws"] == 24 and said["until"]["run"] == "a batch of 2 draws" and said["until"]["tasks_of_a_run"] == 4
    assert [one["belief"] for one in said["until"]["figures"]] == ["minister", "smmgp"]
    plan = open_run(tmp_path / "both").plan()
    assert plan.batch == 2 and plan.luck(0) == plan.luck(1) == 1 != plan.luck(2)
    alone = sanctionsim("run", "none", *TINY, "--until", "in_treatment<50%", "--out", str(tmp_path / "alone"))
    assert alone.returncode == 0, alone.stderr
    (figure,) = json.loads(alone.stdout)["until"]["figures"]
    assert figure["of"] == "level" and figure["runs"] == 12


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--until", "death<2%"), "there is no outcome of that name; given 'death<2%'; did you mean deaths?"),
        (("--at-most", "5"), "--at-most: says nothing without --until"),
        (("--until", "deaths<2%", "--shard", "1/2"), "--until: does not go with --shard"),
        (("--until", "deaths<2%", "--at-most", "1"), "--at-most: is too few; given 1; allowed 2 or more"),
        (("--until", "deaths<2%", "--draws", "8", "--at-most", "40"), "given 40; allowed 64 or more"),
        (("--posterior", "nowhere.parquet"), "nowhere.parquet: cannot be read: No such file or directory"),
    ],
)
def test_what_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    made = sanctionsim(*PAIR, *options, "--out", str(tmp_path / "kept"))
    assert made.returncode == 2 and said in made.stderr and "Traceback" not in made.stderr
    assert not (tmp_path / "kept").exists()


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    at = tmp_path / "learnt.parquet"
    pd.DataFrame({"contested.push": 1 + rng.random(50), "weight": rng.random(50)}).to_parquet(at)
    return at


@pytest.mark.verify
def test_a_posterior_is_kept_with_the_run_and_grows_with_it(learnt: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    options = (
        "--posterior",
        str(learnt),
        "--draws",
        "3",
        "--replicates",
        "1",
        "--belief",
        "minister",
        "--out",
        str(kept),
    )
    made = sanctionsim(*PAIR, *TINY, *options)
    assert made.returncode == 0, made.stderr
    run = open_run(kept)
    told = run.manifest.posterior
    assert told is not None and told["file"] == str(learnt) and told["rows"] == 50
    assert (kept / "posterior.parquet").read_bytes() == learnt.read_bytes()
    assert f"--posterior {learnt}" in run.manifest.command
    before = run.plan().given
    learnt.unlink()
    grown = sanctionsim("runs", "extend", str(kept), "--draws", "5", "--workers", "1", "--json")
    assert grown.returncode == 0, grown.stderr
    after = open_run(kept).plan().given
    assert len(after) == 5 and after[:3] == before
    assert sanctionsim("runs", "verify", str(kept)).returncode == 0
    (kept / "posterior.parquet").write_bytes(b"other")
    checked = sanctionsim("runs", "verify", str(kept))
    assert checked.returncode == 3 and "posterior.parquet" in checked.stderr
    more = sanctionsim("runs", "extend", str(kept), "--draws", "6", "--workers", "1")
    assert more.returncode == 1 and "bring the posterior of this run back" in more.stderr
    deleted = sanctionsim("runs", "delete", str(kept), "--yes")
    assert deleted.returncode == 0 and not kept.exists()


def test_one_draw_of_many_rows_is_refused(learnt: Path) -> None:
    made = sanctionsim(*PAIR, "--posterior", str(learnt))
    assert made.returncode == 2
    assert "--draws: one draw means central values, and a posterior of several rows has none" in made.stderr
