"""A surface is prepared from real runs, goes on where it was stopped, and is then served beside what ships."""

import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from results.surface.answer import ask
from results.surface.design import EFFECTS, LEVERS, UNKNOWNS, Size, planned
from results.surface.view import View
from sanctionsim.explorer.surfaces import prepare, stale, surfaces
from scenarios.errors import InputError
from tests.test_cli import ROOT, sanctionsim

TINY = Size(claimants=300, weeks=13, points=5, variants=2, under=2, unknowns=3)


def _written(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in (folder / "parts").iterdir()}


def test_points_are_spread_over_what_is_open_to_argument_and_levers_over_their_ends() -> None:
    made = planned("voluntary_2009", "green_paper_2008", Size())
    assert set(made.plans) == {UNKNOWNS, EFFECTS, LEVERS}
    push = [one["contested.push"] for one in made.plans[EFFECTS].given]
    assert len(push) == Size().points and min(push) < 0.9 and max(push) > 3.0
    share = made.settings["sanction.jsa.share_of_benefit"]
    assert len(share) == Size().variants and min(share) < 0.1 and max(share) > 0.9
    dose = made.loaded[LEVERS][1].scenario.regime.sanction.jsa
    assert dose is not None and dose.share_of_benefit == share[0]


def test_a_regime_without_a_lever_goes_without_it() -> None:
    made = planned("none", "voluntary_2009", TINY)
    assert not {one.lever for one in made.movable} & {"sanction.jsa.share_of_benefit"}
    assert "identify.trained_advisers" in {one.lever for one in made.movable}


@pytest.mark.verify
def test_a_surface_is_prepared_and_made_again_without_running_anything_twice(tmp_path: Path) -> None:
    file = prepare("voluntary_2009", "green_paper_2008", TINY, to=tmp_path, quiet=True, said=lambda _: None)
    (made,) = [one for one in surfaces(tmp_path).values() if one.made["claimants"] == 300]
    assert ask(made, View("minister")).sentence and made.points.shape == (9, 33)
    before, parts = file.read_bytes(), _written(file.parent / EFFECTS)
    file.unlink()
    shutil.rmtree(file.parent / LEVERS)
    again = prepare("voluntary_2009", "green_paper_2008", TINY, to=tmp_path, quiet=True, said=lambda _: None)
    assert again.read_bytes() == before, "the same runs make the same surface"
    assert _written(file.parent / EFFECTS) == parts, "what was there was run again"
    other = Size(claimants=400, weeks=13, points=5, variants=2, under=2, unknowns=3)
    with pytest.raises(InputError, match="holds another run"):
        prepare("voluntary_2009", "green_paper_2008", other, to=tmp_path, quiet=True, said=lambda _: None)


def test_one_file_is_written_and_mistakes_are_sentences(tmp_path: Path) -> None:
    said = sanctionsim("app", "--static", str(tmp_path / "explorer.html"))
    assert said.returncode == 0 and (tmp_path / "explorer.html").stat().st_size < 500_000, said.stderr
    wrong = sanctionsim("app", "--full", "hold.push=nan", "--json")
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr
    assert json.loads(wrong.stdout)["problems"][0]["field"] == "hold.push"


def test_a_surface_of_another_model_parameter_or_regime_is_refused() -> None:
    (good,) = [
        one for one in surfaces(Path("there is nothing here")).values() if one.other["name"] == "green_paper_2008"
    ]
    assert list(stale(good)) == []
    effects = (replace(good.effects[0], value=9.0), *good.effects[1:])
    for wrong, said in (
        (replace(good, made={**good.made, "model": 0}), "version 0 of the model"),
        (replace(good, effects=effects), f"other values of contested.{effects[0].name}"),
        (replace(good, other={**good.other, "file": "act_2009"}), "another green_paper_2008"),
    ):
        (problem,) = stale(wrong)
        assert said in problem.message and "prepare it anew" in problem.message


def test_the_server_says_where_it_is_and_ends_when_told_to() -> None:
    command = [sys.executable, "-m", "sanctionsim.cli", "app", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline())
        assert found is not None
        with urllib.request.urlopen(found.group(0), timeout=30) as answer:
            assert b"sanctionsim explorer" in answer.read()
        server.send_signal(signal.SIGTERM)
        assert "Ended." in server.stderr.read()
    assert server.returncode == 0
