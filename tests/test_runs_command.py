"""`sanctionsim runs` as its users meet it: real commands on real folders."""

import json
from pathlib import Path

import pytest

from results.store import add, create, open_run, work
from tests.results.runs import SMALL, begun, small, through
from tests.test_cli import sanctionsim

VERBS = ("list", "show", "resume", "extend", "merge", "verify", "export", "delete")
ASKED = ("voluntary_2009", "act_2009", *SMALL, "--seed", "3", "--draws", "2", "--replicates", "2")


def started(folder: Path, *names: str, made_by: str, tasks: int, **more: object) -> Path:
    """A run that a command began and did not finish."""
    plan, loaded = small(*names, **more)  # type: ignore[arg-type]
    run = create(folder, plan=plan, loaded=loaded, made_by=made_by)
    for task in plan.tasks()[:tasks]:
        add(run, work(plan, task))
    run.close()
    return folder


def test_every_verb_has_help_with_an_example() -> None:
    said = sanctionsim("runs", "--help").stdout
    for verb in VERBS:
        assert verb in said
    for verb in VERBS:
        told = sanctionsim("runs", verb, "--help").stdout
        assert "Example:" in told and "--json" in told, verb


def test_resume_prints_what_the_command_would_have_printed(tmp_path: Path) -> None:
    """Compare and run, as JSON and as tables: all but the name of the folder."""
    for command, names, tasks in (("compare", ("voluntary_2009", "act_2009"), 1), ("run", ("none",), 2)):
        asked = (command, *names, *SMALL, "--seed", "3", "--draws", "2", "--replicates", "2")
        whole = tmp_path / f"{command}-whole"
        said = sanctionsim(*asked, "--out", str(whole), "--json")
        assert said.returncode == 0, said.stderr
        half = started(tmp_path / f"{command}-half", *names, made_by=command, tasks=tasks, draws=2)
        again = sanctionsim("runs", "resume", str(half), "--workers", "1", "--json")
        assert again.returncode == 0 and f"{4 - tasks} of 4 tasks are to be run" in again.stderr, again.stderr
        assert again.stdout.replace(str(half), str(whole)) == said.stdout
        assert (half / "outcomes.parquet").read_bytes() == (whole / "outcomes.parquet").read_bytes()
        table = sanctionsim(*asked, "--out", str(tmp_path / f"{command}-table"))
        resumed = sanctionsim("runs", "resume", str(half), "--workers", "1")
        assert resumed.stdout == table.stdout and table.stdout, "nothing is left to do, and it says the same"
        assert "to be run" not in resumed.stderr


def test_extend_runs_only_what_is_missing(tmp_path: Path) -> None:
    folder = through(tmp_path / "run", "voluntary_2009", draws=2, replicates=1).folder
    said = sanctionsim(
        "runs", "extend", str(folder), "--replicates", "2", "--regime", "act_2009", "--workers", "1", "--json"
    )
    assert said.returncode == 0 and "4 of 4 tasks are to be run" in said.stderr, said.stderr
    whole = sanctionsim("compare", *ASKED, "--out", str(tmp_path / "whole"), "--json")
    told, right = json.loads(said.stdout), json.loads(whole.stdout)
    assert told["difference"] == right["difference"] and told["levels"] == right["levels"]
    assert (folder / "outcomes.parquet").read_bytes() == (tmp_path / "whole" / "outcomes.parquet").read_bytes()
    fewer = sanctionsim("runs", "extend", str(folder), "--draws", "1")
    assert fewer.returncode == 2 and "nothing is taken away" in fewer.stderr and len(fewer.stderr.splitlines()) == 1
    assert sanctionsim("runs", "extend", str(folder), "--regime", "nothing").returncode == 2


def test_merge_says_what_is_lacking_and_prints_the_whole_when_nothing_is(tmp_path: Path) -> None:
    plan, loaded = small("voluntary_2009", "act_2009", draws=2)
    for number in (1, 2):
        run = create(tmp_path / f"{number}", plan=plan, loaded=loaded, shard=(number, 2))
        for task in run.tasks():
            add(run, work(plan, task))
        run.close()
    into = str(tmp_path / "whole")
    first = sanctionsim("runs", "merge", into, str(tmp_path / "1"), "--json")
    assert first.returncode == 4 and json.loads(first.stdout)["done"] == 2, first.stderr
    assert f"2 of 4 tasks; merge the other shards, or run the rest: sanctionsim runs resume {into}" in first.stderr
    listed = json.loads(sanctionsim("runs", "list", str(tmp_path), "--json").stdout)["runs"]
    assert {(Path(one["folder"]).name, tuple(one.get("shard", ()))) for one in listed} == {
        ("1", (1, 2)), ("2", (2, 2)), ("whole", ()),
    }  # fmt: skip
    second = sanctionsim("runs", "merge", into, str(tmp_path / "2"), "--json")
    whole = sanctionsim("compare", *ASKED, "--out", str(tmp_path / "right"), "--json")
    assert second.returncode == 0, second.stderr
    assert second.stdout.replace(into, str(tmp_path / "right")) == whole.stdout


def test_verify_names_what_is_damaged_and_resume_mends_it(tmp_path: Path) -> None:
    folder = through(tmp_path / "run", replicates=3).folder
    good = sanctionsim("runs", "verify", str(folder))
    assert good.returncode == 0 and "3 parts, every checksum, key and figure is as it should be" in good.stderr
    before = (folder / "outcomes.parquet").read_bytes()
    part = sorted((folder / "parts").iterdir())[1]
    part.write_bytes(part.read_bytes()[:-9])
    (folder / "outcomes.parquet").write_bytes(before[:-9])
    said = sanctionsim("runs", "verify", str(folder), "--json")
    assert said.returncode == 3 and "Traceback" not in said.stderr
    found = {one["file"]: one["why"] for one in json.loads(said.stdout)["damaged"]}
    assert found.keys() == {f"parts/{part.name}", "outcomes.parquet"} and part.name in said.stderr
    shown = sanctionsim("runs", "show", str(folder))
    assert shown.returncode == 1 and part.name in shown.stderr and f"runs resume {folder}" in shown.stderr
    mended = sanctionsim("runs", "resume", str(folder), "--workers", "1", "--quiet")
    assert mended.returncode == 0 and part.name in mended.stderr, mended.stderr
    assert (folder / "outcomes.parquet").read_bytes() == before
    assert sanctionsim("runs", "verify", str(folder)).returncode == 0
    (folder / "manifest.json").write_text("{")
    broken = sanctionsim("runs", "verify", str(folder))
    assert broken.returncode == 3 and "manifest.json: damaged" in broken.stderr
    assert sanctionsim("runs", "resume", str(folder), "--quiet").returncode == 0
    assert sanctionsim("runs", "verify", str(folder)).returncode == 0


def test_export_lies_beside_the_run(tmp_path: Path) -> None:
    folder = through(tmp_path / "run").folder
    said = sanctionsim("runs", "export", str(folder), "--json")
    files = json.loads(said.stdout)["files"]
    assert {Path(file).name for file in files} >= {"outcomes.csv", "courses.csv", "draws.csv", "dictionary.csv"}
    assert all(Path(file).parent == tmp_path / "run-csv" for file in files)
    assert sanctionsim("runs", "export", str(folder), "--to", "xls").returncode == 2


def test_delete_takes_only_what_is_a_run_and_only_when_told(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "parts").mkdir(parents=True)
    (mine / "manifest.json").write_text('{"name": "an app"}')
    for folder in (mine, tmp_path, tmp_path / "nowhere"):
        refused = sanctionsim("runs", "delete", str(folder), "--yes")
        assert refused.returncode == 2 and "is not the folder of a run" in refused.stderr
    assert (mine / "manifest.json").is_file()
    folder = begun(tmp_path / "run", tasks=1).folder
    (folder / "notes.txt").write_text("mine")
    (tmp_path / "link").symlink_to(folder)
    assert sanctionsim("runs", "delete", str(tmp_path / "link"), "--yes").returncode == 2
    unasked = sanctionsim("runs", "delete", str(folder))
    assert unasked.returncode == 2 and "--yes" in unasked.stderr and (folder / "manifest.json").is_file()
    # This process has the run still: it began it.
    assert sanctionsim("runs", "delete", str(folder), "--yes").returncode == 1
    open_run(folder).close()
    done = sanctionsim("runs", "delete", str(folder), "--yes", "--json")
    assert done.returncode == 0, done.stderr
    assert [file.name for file in folder.iterdir()] == ["notes.txt"] and json.loads(done.stdout)["left"]


@pytest.mark.parametrize("verb", ["show", "resume", "extend", "verify", "export", "delete"])
def test_what_is_no_run_is_refused_in_one_sentence(tmp_path: Path, verb: str) -> None:
    refused = sanctionsim("runs", verb, str(tmp_path / "nowhere"), *(("--yes",) if verb == "delete" else ()))
    assert refused.returncode == 2 and len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    assert "is not the folder of a run" in refused.stderr and not (tmp_path / "nowhere").exists()
