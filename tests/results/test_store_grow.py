"""A run grows and shards are merged: what is there is not run again, and the whole is what one run would have been."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from results.store import Run, add, create, finish, grow, merge, open_run, readings, resume, verify, work
from scenarios.beliefs import load_belief
from scenarios.errors import InputError, RunFailed
from scenarios.loader import load_scenario
from simulate.ensemble import Task, shard
from tests.results.runs import begun, go_on, outcomes, small, through


@pytest.mark.parametrize("draws", [2, 3, 7, 100])
def test_the_first_draws_stay_the_same_however_many_there_are(draws: int) -> None:
    """To the last digit: otherwise a run that grows has draws of two kinds."""
    for seed in (1, 3):
        few, _ = small("none", draws=draws, seed=seed)
        for many in (draws + 1, 64, 129, 300):
            if many > draws:
                assert replace(few, draws=many).values()[:draws] == few.values()


def test_a_run_that_grew_is_what_it_would_have_been(tmp_path: Path) -> None:
    right = through(tmp_path / "right", "none", "act_2009", draws=3, replicates=2)
    run = through(tmp_path / "run", draws=2, replicates=1)
    before = run.parts()
    grow(run, draws=3)
    assert run.missing() == (Task(2, 0),) and not run.complete and run.manifest.ended is None
    grow(run, replicates=2)
    assert set(run.missing()) == {Task(0, 1), Task(1, 1), Task(2, 0), Task(2, 1)}
    grow(run, loaded=(load_scenario("act_2009"),))
    assert run.lacking() == {
        ("act_2009",): (Task(0, 0), Task(1, 0)),
        ("none", "act_2009"): (Task(0, 1), Task(1, 1), Task(2, 0), Task(2, 1)),
    }
    again = resume(run.folder)
    assert again.lacking() == run.lacking(), "what there is to do is kept"
    go_on(again)
    assert outcomes(again) == outcomes(right) and again.parts() == right.parts()
    assert before.items() < again.parts().items() and verify(open_run(run.folder)) == ()
    assert again.manifest.command == right.manifest.command
    assert parquet.read_table(run.folder / "draws.parquet") == parquet.read_table(right.folder / "draws.parquet")


def test_growing_by_nothing_changes_nothing(tmp_path: Path) -> None:
    run = through(tmp_path / "run")
    text = (run.folder / "manifest.json").read_bytes()
    assert grow(run).missing() == () and (run.folder / "manifest.json").read_bytes() == text
    run.close()


def test_draws_that_were_given_grow_by_what_is_given(tmp_path: Path) -> None:
    beliefs = tuple(load_belief(name) for name in ("minister", "smmgp"))
    for case, held in (("alone", ()), ("shared", beliefs), ("each its own", beliefs)):
        groups = len(held) if case == "each its own" else 1
        values = [[{"trust.memory": 30.0 + k + 10 * of} for k in range(3)] for of in range(groups)]
        first = tuple(one for group in values for one in group[:2])
        more = tuple(group[2] for group in values)
        run = begun(tmp_path / case, draws=2, given=first, beliefs=held)
        with pytest.raises(InputError, match="those of further draws must be too"):
            grow(run, draws=3)
        grow(run, draws=3, given=more)
        assert open_run(run.folder).plan().given == tuple(one for group in values for one in group), case
        run.close()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"draws": 2}, "central values of the parameters, which are no draw"),
        ({"replicates": 1}, "nothing is taken away from a run"),
        ({"loaded": (load_scenario("none"),)}, "is in the run already"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_sentence(tmp_path: Path, asked: dict[str, object], said: str) -> None:
    run = begun(tmp_path / "run")
    before = (run.folder / "manifest.json").read_bytes()
    with pytest.raises(InputError, match=said):
        grow(run, **asked)  # type: ignore[arg-type]
    assert (run.folder / "manifest.json").read_bytes() == before
    run.close()


def shards(folder: Path, of: int, *names: str, only: tuple[int, ...] = (), **more: object) -> list[Run]:
    """Every shard of a plan, run on its own."""
    plan, loaded = small(*names, **more)  # type: ignore[arg-type]
    made = []
    for number in only or range(1, of + 1):
        run = create(folder / f"shard-{number}", plan=plan, loaded=loaded, shard=(number, of))
        for task in run.missing():
            add(run, work(plan, task))
        finish(run)
        made.append(run)
    return made


def test_shards_merged_are_what_one_run_is(tmp_path: Path) -> None:
    beliefs = tuple(load_belief(name) for name in ("minister", "smmgp"))
    asked: dict[str, Any] = {"draws": 2, "replicates": 2, "beliefs": beliefs}
    made = shards(tmp_path, 3, "none", "act_2009", **asked)
    assert sorted(task for run in made for task in run.tasks()) == sorted(made[0].plan().tasks())
    assert made[1].manifest.shard == (2, 3) and json.loads((made[1].folder / "manifest.json").read_text())["shard"]
    whole = merge(tmp_path / "whole", [run.folder for run in made])
    assert whole.missing() == () and whole.manifest.shard is None
    finish(whole)
    right = through(tmp_path / "right", "none", "act_2009", **asked)
    assert outcomes(whole) == outcomes(right) and whole.parts() == right.parts()
    assert verify(open_run(whole.folder)) == () and readings(whole).draws == 2


def test_shards_may_come_one_after_the_other_and_twice(tmp_path: Path) -> None:
    one, three = shards(tmp_path, 3, only=(1, 3), replicates=5)
    whole = merge(tmp_path / "whole", [one.folder])
    whole.close()
    whole = merge(tmp_path / "whole", [three.folder, one.folder])
    assert whole.missing() == tuple(shard(whole.plan().tasks(), 2, 3))
    assert outcomes(go_on(whole)) == outcomes(through(tmp_path / "right", replicates=5))


def test_what_is_of_another_plan_or_damaged_is_not_merged(tmp_path: Path) -> None:
    run, other = through(tmp_path / "run"), begun(tmp_path / "other", tasks=2, seed=4)
    with pytest.raises(InputError, match="is not of the same plan"):
        merge(tmp_path / "whole", [run.folder, other.folder])
    part = next((run.folder / "parts").iterdir())
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(RunFailed, match=part.name):
        merge(tmp_path / "again", [run.folder])
    (shard_one,) = shards(tmp_path, 2, only=(1,))
    with pytest.raises(InputError, match="is itself shard 1 of 2"):
        merge(shard_one.folder, [through(tmp_path / "third").folder])
    with pytest.raises(InputError, match="merge the shards, then extend"):
        grow(shard_one, replicates=9)
    plan, loaded = small()
    with pytest.raises(InputError, match=r"--shard: is out of range; given 3/2"):
        create(tmp_path / "none", plan=plan, loaded=loaded, shard=(3, 2))
    assert not (tmp_path / "none").exists()


def test_a_machine_that_computes_otherwise_is_noticed(tmp_path: Path) -> None:
    """The same task with other figures: as if another processor had rounded otherwise."""
    run, other = through(tmp_path / "run"), begun(tmp_path / "other", tasks=0)
    plan, _ = small()
    packed = work(plan, Task(0, 0))
    from results.parts import encode
    from simulate.ensemble import run_task

    (ran,) = run_task(plan, Task(0, 0))
    seen = replace(ran.observation, time=ran.observation.time * (1 + 1e-15))
    (part,) = packed.parts
    about = {"key": part.key, "scenario": "none", "belief": "", "draw": 0, "replicate": 0, "figures": {}}
    add(other, replace(packed, parts=(replace(part, content=encode(seen, about)),)))
    other.close()
    with pytest.raises(RunFailed, match="one of the machines computes otherwise"):
        merge(run.folder, [other.folder])
