"""A run comes back as it was; damage is named, nothing is overwritten, work goes on where it stopped."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from results.gather import outcome_readings
from results.outcomes import OUTCOMES
from results.parts import decode, encode
from results.store import (
    ROOT,
    Run,
    add,
    create,
    damaged_parts,
    finish,
    list_runs,
    observations,
    open_run,
    readings,
    resume,
)
from scenarios.errors import InputError, RunFailed
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Ran, run_plan
from simulate.observation import Observation
from tests.simulate.worlds import equal


def small_plan() -> tuple[Plan, list]:  # type: ignore[type-arg]
    loaded = [load_scenario("none")]
    return Plan((("none", loaded[0].scenario),), load_parameters(), 2000, 26, 2, 1, 3), loaded


def test_an_observation_comes_back_as_it_was(rans: tuple[Ran, ...]) -> None:
    for ran in rans:
        seen, back = ran.observation, decode(encode(ran.observation))
        assert equal(seen, back) and back.traces == ()
        for field in fields(Observation):
            was, again = getattr(seen, field.name), getattr(back, field.name)
            if field.name == "traces":
                continue
            if not isinstance(was, np.ndarray) and not (isinstance(was, dict) and field.name != "groups"):
                assert was == again, field.name
                continue
            one, two = (x if isinstance(x, dict) else {"": x} for x in (was, again))
            assert one.keys() == two.keys()
            for name, array in one.items():
                assert np.array_equal(array, two[name]) and array.dtype == two[name].dtype, (field.name, name)
        assert back.events.sum() == back.places.sum() > 0 and back.tracks


def test_ledgers_and_courses_come_back_even_where_nothing_happened(rans: tuple[Ran, ...]) -> None:
    seen = replace(
        rans[0].observation, accounts={"displaced.volunteers": np.array([0.0, 2.5, 0.0, 1.0]), "none": np.zeros(4)},
        tracks={"fear for benefit": np.linspace(0, 1, 51)}, outside=7,
    )  # fmt: skip
    back = decode(encode(seen))
    assert back.outside == 7 and back.accounts.keys() == seen.accounts.keys()
    assert all(np.array_equal(back.accounts[name], course) for name, course in seen.accounts.items())
    assert np.array_equal(back.tracks["fear for benefit"], seen.tracks["fear for benefit"])


def test_a_run_comes_back_and_says_what_it_was(pair: Run) -> None:
    run = open_run(pair.folder)
    assert run.names == ("voluntary_2009", "green_paper_2008")
    assert run.missing() == () and run.manifest.ended is not None
    assert run.manifest.command == (
        "sanctionsim compare voluntary_2009 green_paper_2008 --claimants 2000 --years 1 --replicates "
        "2 --draws 2 --seed 7"
    )
    assert [told.obliges for told in run.manifest.scenarios] == [False, True]
    told = json.loads((pair.folder / "manifest.json").read_text())
    assert len(run.parts()) == 8 and told["parameters"]["sha256"] and "parts" not in told
    assert "library/green_paper_2008.yaml" in told["scenarios"][1]["texts"]
    plan = run.plan()
    assert plan.parameters.values() == load_parameters().values()
    green = load_scenario("green_paper_2008").scenario
    assert plan.scenarios[1][1] == green.model_copy(update={"extends": None})


def test_outcomes_on_disk_are_those_of_the_observations(pair: Run) -> None:
    table = pd.read_parquet(pair.folder / "outcomes.parquet")
    assert list(table.columns) == ["scenario", "draw", "replicate", "outcome", "value"]
    assert len(table) == 8 * len(OUTCOMES)
    gathered = readings(pair)
    kept = table.set_index(["outcome", "scenario", "draw", "replicate"])["value"]
    for name in (outcome.name for outcome in OUTCOMES):
        array = gathered.arrays[name]
        for s, scenario in enumerate(gathered.scenarios):
            for draw in range(2):
                for replicate in range(2):
                    assert kept[name, scenario, draw, replicate] == array[s, draw, replicate]


def test_a_damaged_part_is_named_and_never_read(maker: Callable[..., Run]) -> None:
    run = maker("voluntary_2009")
    part = sorted((run.folder / "parts").glob("*.parquet"))[1]
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    with pytest.raises(RunFailed, match=part.name):
        open_run(run.folder)
    with pytest.raises(RunFailed, match=part.name):
        list(observations(open_run(run.folder, verify=False)))
    again = resume(run.folder)
    assert [task.replicate for task in again.missing()] == [1]
    with pytest.raises(RunFailed, match="have not been run"):
        finish(again)
    for rans in run_plan(again.plan(), only=again.missing()):
        add(again, rans)
    finish(again)
    before = pd.read_parquet(run.folder / "outcomes.parquet")
    assert damaged_parts(open_run(run.folder)) == () and len(before) == 2 * len(OUTCOMES)


def test_the_ledger_has_every_reading_of_outcomes(maker: Callable[..., Run]) -> None:
    run = maker("voluntary_2009")
    from_ledger, from_parts = readings(run), readings(run, outcome_readings())
    assert from_ledger.arrays.keys() == from_parts.arrays.keys() > {"deaths", "deaths.expected"}
    assert all(np.array_equal(from_ledger.arrays[name], from_parts.arrays[name]) for name in from_ledger.arrays)


def test_values_given_by_draw_are_kept_with_the_run(tmp_path: Path) -> None:
    plan, loaded = small_plan()
    given = replace(plan, draws=2, given=({"contested.push": 1.1}, {"contested.push": 1.9, "trust.memory": 40.0}))
    create(tmp_path / "run", plan=given, loaded=loaded)
    again = open_run(tmp_path / "run").plan()
    assert again.given == given.given and again.values() == given.values()


def test_a_part_that_is_gone_is_damage(maker: Callable[..., Run]) -> None:
    run = maker("voluntary_2009")
    next((run.folder / "parts").iterdir()).unlink()
    with pytest.raises(RunFailed, match="damaged"):
        open_run(run.folder)


def test_a_run_never_overwrites(maker: Callable[..., Run]) -> None:
    run = maker("voluntary_2009")
    plan, loaded = small_plan()
    with pytest.raises(InputError, match="never overwrites"):
        create(run.folder, plan=plan, loaded=loaded)
    file = run.folder / "manifest.json"
    with pytest.raises(InputError, match="never overwrites"):
        create(file, plan=plan, loaded=loaded)


def test_resumed_after_a_stop_it_is_the_same_to_the_bit(tmp_path: Path) -> None:
    plan, loaded = small_plan()
    stopped, through = (
        create(tmp_path / "a", plan=plan, loaded=loaded),
        create(tmp_path / "b", plan=plan, loaded=loaded),
    )
    add(stopped, next(run_plan(plan)))
    (tmp_path / "a" / "parts" / ".0-d0000-r0001.parquet.1.tmp").write_bytes(b"half")
    again = resume(tmp_path / "a")
    for rans in run_plan(again.plan(), only=again.missing()):
        add(again, rans)
    for rans in run_plan(plan):
        add(through, rans)
    finish(again)
    finish(through)
    assert again.parts() == through.parts() != {}
    assert (tmp_path / "a" / "outcomes.parquet").read_bytes() == (tmp_path / "b" / "outcomes.parquet").read_bytes()
    assert stopped.manifest.ended is None


def test_default_folder_and_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan, loaded = small_plan()
    one, two = create(None, plan=plan, loaded=loaded), create(None, plan=plan, loaded=loaded)
    assert one.folder.parent == ROOT and one.folder != two.folder and "none" in one.folder.name
    (ROOT / "other").mkdir()
    (ROOT / "broken").mkdir()
    (ROOT / "broken" / "manifest.json").write_text("{")
    assert {run.folder for run in list_runs()} == {one.folder, two.folder}
    with pytest.raises(InputError, match="not the folder of a run"):
        open_run(ROOT / "other")
    with pytest.raises(RunFailed, match="damaged"):
        open_run(ROOT / "broken")


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, loaded = small_plan()
    run = create(tmp_path / "run", plan=plan, loaded=loaded)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("results.files.os.fsync", full)
    with pytest.raises(RunFailed, match="No space left"):
        add(run, next(run_plan(plan)))
    assert list((run.folder / "parts").iterdir()) == [] and run.missing() == plan.tasks()
