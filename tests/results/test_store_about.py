"""What lies in the folder can be understood without this program."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from results.export import export, tables
from results.outcomes import OUTCOMES
from results.store import Run, observations, open_run, readings
from scenarios.errors import InputError


def test_the_crate_says_what_is_there_and_what_made_it(pair: Run) -> None:
    told = json.loads((pair.folder / "ro-crate-metadata.json").read_text())
    assert told["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = {one["@id"]: one for one in told["@graph"]}
    assert len(graph) == len(told["@graph"]), "no entity twice"
    root, action = graph["./"], graph["#run"]
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert root["conformsTo"]["@id"] == "https://w3id.org/ro/wfrun/process/0.5" in graph
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    for one in root["hasPart"]:
        assert (pair.folder / one["@id"]).exists() and one["@id"] in graph
    assert {"outcomes.parquet", "manifest.json", "draws.parquet", "ledger.sqlite", "parts/"} <= {
        one["@id"] for one in root["hasPart"]
    }
    assert action["@type"] == "CreateAction" and graph[action["instrument"]["@id"]]["@type"] == "SoftwareApplication"
    assert action["startTime"] <= action["endTime"] and action["actionStatus"]["@id"].endswith("CompletedActionStatus")
    named = [one["@id"] for key in ("object", "result") for one in action[key]]
    assert set(named) <= graph.keys() and pair.manifest.command == action["name"]
    assert graph["#numpy"]["version"] == pair.manifest.versions["numpy"]


def test_the_dictionary_knows_every_column(pair: Run) -> None:
    with (pair.folder / "dictionary.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    of: dict[str, set[str]] = {}
    for row in rows:
        assert row["meaning"] or row["table"] == "outcome", row
        of.setdefault(row["table"], set()).add(row["name"])
    assert set(pd.read_parquet(pair.folder / "outcomes.parquet").columns) <= of["outcomes.parquet"]
    assert set(pd.read_parquet(pair.folder / "draws.parquet").columns) == of["draws.parquet"]
    assert set(pd.read_parquet(pair.folder / next(iter(pair.parts()))).columns) == of["parts/*.parquet"]
    assert {outcome.name for outcome in OUTCOMES} == of["outcome"]
    import sqlite3

    with sqlite3.connect(pair.folder / "ledger.sqlite") as db:
        assert {row[1] for row in db.execute("PRAGMA table_info(parts)")} == of["ledger.sqlite parts"]


def test_draws_are_kept_by_belief(believers: Run) -> None:
    rows = pd.read_parquet(believers.folder / "draws.parquet").to_dict("records")
    kept = {(row.pop("belief"), row.pop("draw")): row for row in rows}
    for at, name in enumerate(believers.beliefs):
        for draw in range(2):
            assert kept[name, draw] == dict(believers.values[at * 2 + draw])


@pytest.mark.parametrize("kind", ["csv", "parquet", "duckdb"])
def test_a_run_is_exported_as_it_is(pair: Run, tmp_path: Path, kind: str) -> None:
    files = {file.name: file for file in export(pair, tmp_path / "out", kind)}
    ending = "csv" if kind == "csv" else "parquet"
    read: Callable[[Path], pd.DataFrame] = pd.read_csv if kind == "csv" else pd.read_parquet
    assert {f"{table.name}.{ending}" for table in tables(pair)} | {"dictionary.csv"} <= files.keys()
    assert ("views.sql" in files) == (kind == "duckdb")
    found = read(files[f"outcomes.{ending}"])
    kept = pd.read_parquet(pair.folder / "outcomes.parquet")
    assert found["value"].tolist() == kept["value"].tolist() and found["outcome"].tolist() == kept["outcome"].tolist()
    ran = next(iter(observations(pair)))
    courses = read(files[f"courses.{ending}"])
    mine = courses[(courses.scenario == ran.scenario) & (courses.draw == 0) & (courses.replicate == 0)]
    for name, course in ran.observation.tracks.items():
        assert mine[mine.course == name]["value"].tolist() == course.tolist()
    periods = read(files[f"periods.{ending}"])
    deaths = periods[periods.outcome == "died"] if "died" in set(periods.outcome) else periods
    assert len(periods) == 8 * 4 * len(ran.observation.kinds) and deaths["people"].sum() > 0
    assert read(files[f"draws.{ending}"])["contested.push"].tolist() == [v["contested.push"] for v in pair.values]
    with (tmp_path / "out" / "dictionary.csv").open() as stream:
        named = {(row["table"], row["name"]) for row in csv.DictReader(stream)}
    for table in ("courses", "periods"):
        columns = set(read(files[f"{table}.{ending}"]).columns) - {"scenario", "belief", "draw", "replicate"}
        assert {(table, column) for column in columns} <= named


def test_an_export_overwrites_nothing_and_knows_its_kinds(pair: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="allowed csv, parquet, duckdb"):
        export(pair, tmp_path / "out", "xlsx")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").write_text("mine")
    with pytest.raises(InputError, match="nothing is overwritten"):
        export(pair, tmp_path / "mine", "csv")


def test_figures_need_no_observation(pair: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_content: bytes) -> None:
        raise AssertionError("an observation was read")

    for module in ("read", "keep", "figures"):
        monkeypatch.setattr(f"results.store.{module}.decode", never)
    assert readings(open_run(pair.folder)).draws == 2


PAGE = (Path(__file__).parents[2] / "docs" / "runs.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The examples of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.S)


def test_the_examples_in_pandas_run_as_they_stand(pair: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pair.folder)
    reading = [block for block in blocks("python") if "import pandas" in block]
    assert len(reading) == 2
    for block in reading:
        exec(compile(block, "docs/runs.md", "exec"), {})


def test_the_examples_in_sql_run_as_they_stand(pair: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(pair.folder)
    (block,) = blocks("sql")
    asked = [one for one in block.split(";") if one.strip()]
    assert len(asked) == 4
    for one in asked:
        assert duckdb.sql(one).fetchall(), one


def test_the_page_names_every_file_and_every_verb(pair: Run) -> None:
    files = {file.name for file in pair.folder.iterdir()} - {"parts"}
    assert {name for name in files if f"`{name}`" not in PAGE} == set()
    from sanctionsim.runs_command import runs_app

    assert {one.name for one in runs_app.registered_commands if f"`runs {one.name}" not in PAGE} == set()
