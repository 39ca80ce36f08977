"""A run of several beliefs is kept, read and gone on with as one; a run of one looks as it always did."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from results.gather import gather, outcome_readings
from results.manifest import FORMAT, parameters_of
from results.outcomes import OUTCOMES
from results.store import Run, add, create, finish, observations, open_run, readings, resume
from scenarios.beliefs import apply_belief, load_belief
from scenarios.errors import RunFailed
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Task, run_plan
from tests.results.conftest import BELIEFS, PAIR, make_run, plan_of


def test_the_manifest_says_who_believes_what(believers: Run) -> None:
    run = open_run(believers.folder)
    assert run.beliefs == BELIEFS and run.missing() == () and len(run.parts()) == 16
    assert run.manifest.command == (
        "sanctionsim compare voluntary_2009 green_paper_2008 --claimants 2000 --years 1 --replicates 2 --draws 2 "
        "--seed 7 --belief minister --belief smmgp"
    )
    told = json.loads((believers.folder / "manifest.json").read_text())
    for kept, name in zip(told["beliefs"], BELIEFS, strict=True):
        belief = load_belief(name)
        assert (kept["who"], kept["sentence"], kept["source"]) == (belief.who, belief.sentence, belief.source)
    again = run.plan()
    for at, name in enumerate(BELIEFS):
        assert again.believed(at).quantities == apply_belief(load_parameters(), load_belief(name)).quantities
    assert parameters_of(run.manifest).quantities == load_parameters().quantities


def test_parts_carry_the_belief_only_where_there_is_a_choice(believers: Run, maker: Callable[..., Run]) -> None:
    assert {re.sub(r"-d.*", "", name) for name in believers.parts()} == {
        "parts/0-b0",
        "parts/0-b1",
        "parts/1-b0",
        "parts/1-b1",
    }
    alone = maker("voluntary_2009", beliefs=("minister",))
    assert [re.sub(r"\.[0-9a-f]{16}\.", ".", name) for name in alone.parts()] == [
        f"parts/0-d0000-r000{r}.parquet" for r in (0, 1)
    ]
    assert alone.manifest.command.endswith("--belief minister")
    kept = pd.read_parquet(alone.folder / "outcomes.parquet")
    assert list(kept.columns) == ["scenario", "draw", "replicate", "outcome", "value"]
    assert parameters_of(alone.manifest).quantities["contested.push"].value == 2.0


def test_outcomes_on_disk_and_gathered_are_those_of_each_belief_alone(believers: Run, tmp_path: Path) -> None:
    table = pd.read_parquet(believers.folder / "outcomes.parquet")
    assert list(table.columns) == ["scenario", "belief", "draw", "replicate", "outcome", "value"]
    assert len(table) == 16 * len(OUTCOMES)
    both = readings(open_run(believers.folder))
    assert (both.beliefs, both.draws, both.replicates) == (BELIEFS, 2, 2)
    for name, under in both.each().items():
        alone = readings(make_run(tmp_path / name, PAIR, draws=2, beliefs=(name,)))
        assert not alone.several and alone.each() == {}
        of = table[table.belief == name].set_index(["outcome", "scenario", "draw", "replicate"])["value"]
        for outcome, array in under.arrays.items():
            assert np.array_equal(array, alone.arrays[outcome]), (name, outcome)
            if not outcome.endswith(".expected"):
                assert of[outcome, "green_paper_2008", 1, 0] == array[1, 1, 0]
    assert not np.array_equal(both.arrays["deaths"][:, :2], both.arrays["deaths"][:, 2:])
    assert np.array_equal(both.by_belief(both.arrays["deaths"][1])[1], both.arrays["deaths"][1, 2:])


def test_a_draw_that_one_belief_lacks_is_left_out_under_all(believers: Run) -> None:
    rans = list(observations(believers))

    def of(*missing: Task) -> int:
        kept = [ran for ran in rans if ran.task not in missing]
        wanted = outcome_readings(OUTCOMES[:1])
        found = gather(kept, wanted, scenarios=believers.names, values=believers.values, beliefs=believers.beliefs)
        assert found.arrays["deaths"].shape[:2] == (2, 2 * found.draws)
        return found.draws

    assert of() == 2 and of(Task(0, 1, 1)) == 1
    # No draw is whole: the first with most replicates whole, with those.
    assert of(Task(0, 1, 1), Task(1, 0, 0)) == 1
    with pytest.raises(RunFailed, match="no draw"):
        of(*(Task(draw, replicate, 0) for draw in (0, 1) for replicate in (0, 1)))


def test_resumed_it_is_the_same_to_the_bit(believers: Run, tmp_path: Path) -> None:
    loaded = tuple(load_scenario(name) for name in PAIR)
    plan = plan_of(loaded, draws=2, beliefs=BELIEFS)
    run = create(tmp_path / "stopped", plan=plan, loaded=loaded)
    for rans in run_plan(plan, only=plan.tasks()[:3]):
        add(run, rans)
    again = resume(run.folder)
    assert again.missing() == plan.tasks()[3:]
    for rans in run_plan(again.plan(), only=again.missing()):
        add(again, rans)
    finish(again)
    assert again.parts() == believers.parts()
    assert (run.folder / "outcomes.parquet").read_bytes() == (believers.folder / "outcomes.parquet").read_bytes()


def test_a_run_of_another_version_is_refused(believers: Run, tmp_path: Path) -> None:
    told = json.loads((believers.folder / "manifest.json").read_text()) | {"format": 1}
    (tmp_path / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(RunFailed, match=f"format 1, this one reads {FORMAT}"):
        open_run(tmp_path)
