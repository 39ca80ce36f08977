"""Parts say what they are; the ledger is made again from them; what is of another run or version is refused by name."""

import json
import sqlite3
from dataclasses import fields, replace
from pathlib import Path

import pytest

from results.gather import outcome_readings
from results.manifest import MANIFEST
from results.outcomes import OUTCOMES
from results.parts import part_of
from results.store import damaged_parts, list_runs, open_run, readings, resume, verify, work
from results.store.keys import Keys, settings
from results.store.packed import figures_text, read_figures
from scenarios.errors import RunFailed
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Task
from tests.results.runs import begun, go_on, outcomes, small, through


def test_a_key_hangs_on_all_that_a_figure_hangs_on_and_on_nothing_else() -> None:
    plan, _ = small("none", "act_2009", draws=2)
    task = Task(1, 1)
    key = Keys(plan).of("none", task)
    same = (replace(plan, replicates=9, draws=7, traced=(3,)), replace(plan, scenarios=plan.scenarios[::-1]))
    assert {Keys(one).of("none", task) for one in same} == {key}
    quantities = load_parameters().quantities
    push = quantities["contested.push"]
    changed = replace(
        plan.parameters, quantities=dict(quantities) | {"contested.push": push.model_copy(update={"value": 9.0})}
    )
    others = [
        replace(plan, claimants=2000), replace(plan, weeks=27), replace(plan, seed=4),
        replace(plan, parameters=changed), replace(plan, given=({}, {"contested.push": 1.0})),
        replace(plan, draws=1),
    ]  # fmt: skip
    keys = {Keys(one).of("none", Task(0 if one.draws == 1 else 1, 1)) for one in others}
    assert len(keys | {key}) == len(others) + 1
    assert (
        len({Keys(plan).of("none", Task(d, r)) for d in (0, 1) for r in (0, 1)} | {Keys(plan).of("act_2009", task)})
        == 5
    )


def test_a_field_of_the_plan_is_never_forgotten_by_keys() -> None:
    """A new field that is no plain value must be added to the key and to the manifest by hand."""
    plan, _ = small("none")
    known = {"scenarios", "parameters", "beliefs", "given", "traced"}
    rest = [field for field in fields(Plan) if field.name not in known]
    assert all(isinstance(getattr(plan, field.name), bool | int | float | str) for field in rest)
    assert set(settings(plan)) >= {"claimants", "weeks", "seed"}


def test_another_version_of_the_model_has_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, _ = small("none")
    before = Keys(plan).of("none", Task(0, 0))
    for name in ("MODEL", "SEEDS"):
        with monkeypatch.context() as patch:
            patch.setattr(f"results.store.keys.{name}", 99)
            assert Keys(plan).of("none", Task(0, 0)) != before


def test_figures_that_are_no_numbers_come_back(tmp_path: Path) -> None:
    odd = {"a": float("nan"), "b": float("inf"), "c": float("-inf"), "d": 0.1 + 0.2, "e": -0.0}
    back = read_figures(json.loads(figures_text(odd)))
    assert repr(back) == repr(odd)


def test_a_part_names_its_content_and_says_what_it_is(tmp_path: Path) -> None:
    run = through(tmp_path / "run")
    for entry in run.entries():
        content = (run.folder / entry.part).read_bytes()
        told = part_of(content)
        assert entry.sha256[:16] in entry.part and told["key"] == entry.key == run.key(entry.place)
        assert told["figures"] == json.loads(entry.figures) and (told["scenario"], told["draw"]) == ("none", 0)
        assert entry.seconds > 0 and entry.bytes == len(content) and ":" in entry.worker


@pytest.mark.parametrize("how", ["absent", "cut", "scribbled", "another version", "no database"])
def test_a_lost_ledger_is_made_again_from_the_parts(tmp_path: Path, how: str) -> None:
    run = begun(tmp_path / "run", tasks=3, replicates=4)
    before = [replace(entry, seconds=0.0, worker="") for entry in run.entries()]
    run.close()
    run.ledger.close()
    file = run.folder / "ledger.sqlite"
    content = file.read_bytes()
    if how == "absent":
        file.unlink()
    elif how == "another version":
        with sqlite3.connect(file) as db:
            db.execute("PRAGMA user_version=99")
    else:
        middle = len(content) // 2
        file.write_bytes({"cut": content[:middle], "no database": b"nothing"}.get(how, content[:100] + b"#" * 9000))
    seen = open_run(run.folder)
    assert [replace(entry, seconds=0.0, worker="") for entry in seen.entries()] == before
    assert "ledger.sqlite" in seen.told[0] and "read from the 3 parts" in seen.told[0]
    again = resume(run.folder)
    assert list(again.entries()) == before and len(again.missing()) == 1 and "made again" in again.told[0]
    assert outcomes(go_on(again)) == outcomes(through(tmp_path / "other", replicates=4))
    assert verify(open_run(run.folder)) == ()


def test_a_ledger_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    run, run_again = through(tmp_path / "run"), through(tmp_path / "other")
    with sqlite3.connect(run.folder / "ledger.sqlite") as db:
        db.execute("""UPDATE parts SET figures = replace(figures, '"deaths":', '"deaths":1') WHERE replicate = 1""")
    with pytest.raises(RunFailed, match="is not what was written"):
        readings(open_run(run.folder, verify=False))
    seen = open_run(run.folder)
    assert (readings(seen).arrays["deaths"] == readings(run_again).arrays["deaths"]).all()
    assert "read from the 2 parts" in seen.told[0]
    assert [found.file for found in verify(open_run(run.folder, verify=False))] == ["ledger.sqlite"]
    assert outcomes(go_on(resume(run.folder))) == outcomes(run_again) and verify(open_run(run.folder)) == ()


def test_a_part_of_another_version_or_another_run_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, other = begun(tmp_path / "run", tasks=1), through(tmp_path / "other", seed=4)
    with monkeypatch.context() as older:
        older.setattr("results.store.keys.MODEL", 0)
        old = through(tmp_path / "old")
    strays = []
    for from_ in (other, old):
        part = next(name for name in from_.parts() if "r0001" in name)
        (run.folder / part).write_bytes((from_.folder / part).read_bytes())
        strays.append(part)
    (run.folder / "parts" / "notes.parquet").write_text("mine")
    run.close()
    for lost in (False, True):
        if lost:
            (run.folder / "ledger.sqlite").unlink()
        again = resume(run.folder)
        assert len(again.missing()) == 1
        for part in strays:
            assert any(part in line and "another run or another version" in line for line in again.told)
        assert any("notes.parquet" in line for line in again.told)
        again.close()
    named = {found.file for found in verify(open_run(run.folder))}
    assert named == {*strays, "parts/notes.parquet"}
    assert outcomes(go_on(resume(run.folder))) == outcomes(through(tmp_path / "right"))


def test_a_task_of_another_plan_is_not_kept(tmp_path: Path) -> None:
    from results.store import add

    run = begun(tmp_path / "run")
    other, _ = small(seed=4)
    with pytest.raises(RunFailed, match="another plan"):
        add(run, work(other, Task(0, 0)))
    assert list((run.folder / "parts").iterdir()) == []


@pytest.mark.parametrize("how", ["cut", "one figure", "absent"])
def test_a_damaged_manifest_is_named_and_made_again(tmp_path: Path, how: str) -> None:
    run = begun(tmp_path / "run", tasks=1)
    run.close()
    file = run.folder / MANIFEST
    text = file.read_text()
    if how == "absent":
        file.unlink()
    else:
        file.write_text(text[:999] if how == "cut" else text.replace('"seed": 3', '"seed": 4'))
    with pytest.raises(RunFailed, match=r"damaged.*runs resume"):
        open_run(run.folder)
    again = resume(run.folder)
    assert "manifest.json: was damaged; made again" in again.told[0] and file.read_text() == text
    assert outcomes(go_on(again)) == outcomes(through(tmp_path / "right"))
    file.write_text("{")
    (run.folder / "ledger.sqlite").unlink()
    with pytest.raises(RunFailed, match="no copy of it; bring it back from a backup"):
        resume(run.folder)
    assert len(list((run.folder / "parts").iterdir())) == 2


def test_damage_to_the_values_of_the_draws_is_mended(tmp_path: Path) -> None:
    given = tuple({"contested.push": 1.0 + k / 1000, "trust.memory": 30.0 + k} for k in range(600))
    run = begun(tmp_path / "run", draws=600, replicates=1, given=given)
    run.close()
    assert run.manifest.given == () and run.manifest.given_rows == 600
    assert open_run(run.folder).plan().given == given
    file = run.folder / "draws.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(RunFailed, match=r"draws.parquet: damaged, not read"):
        open_run(run.folder).plan()
    assert [found.file for found in verify(open_run(run.folder))] == ["draws.parquet"]
    again = resume(run.folder)
    assert again.plan().given == given and "draws.parquet: was damaged" in again.told[0]
    again.close()


def test_outcomes_that_are_new_are_measured_from_the_kept_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = through(tmp_path / "right")
    fewer = {name: read for name, read in outcome_readings().items() if name.partition(".")[0] != "deaths"}
    with monkeypatch.context() as older:
        for module in ("packed", "keep", "figures"):
            older.setattr(f"results.store.{module}.outcome_readings", lambda: fewer)
        older.setattr("results.store.keep.OUTCOMES", tuple(one for one in OUTCOMES if one.name != "deaths"))
        run = through(tmp_path / "run")
    found = readings(open_run(run.folder))
    assert (found.arrays["deaths"] == readings(right).arrays["deaths"]).all()
    assert outcomes(go_on(resume(run.folder))) == outcomes(right)
    assert damaged_parts(run) == ()


def test_neither_names_nor_order_hang_on_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes back, and stands still."""
    import datetime as time

    class Back(time.datetime):
        day = 9

        @classmethod
        def now(cls, tz: time.tzinfo | None = None) -> "Back":
            return cls(2026, 1, cls.day, 12, tzinfo=tz)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("results.store.begin.datetime", Back)
    monkeypatch.setattr("results.manifest.datetime", Back)
    plan, loaded = small("none", replicates=1)
    from results.store import create

    made = []
    for day in (9, 2, 2, 5):
        Back.day = day
        run = create(None, plan=plan, loaded=loaded)
        made.append(run.folder)
        go_on(run)
    assert len(set(made)) == 4
    assert [run.folder for run in list_runs()] == made[::-1]
    assert len({outcomes(run) for run in list_runs()}) == 1
