"""The worked example of CONTRIBUTING.md, executed as it stands on a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("scenarios", "simulate", "results", "calibration", "sanctionsim")
STEP = re.compile(
    r"<!-- (?P<what>file:|add to) (?P<path>\S+)(?: (?P<side>before|after) \"(?P<line>[^\n]+)\")? -->\n"
    r"```\w+\n(?P<text>.*?)```",
    re.S,
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms with every step of the example applied."""
    at = tmp_path_factory.mktemp("project")
    for room in ROOMS:
        shutil.copytree(ROOT / room, at / room, ignore=shutil.ignore_patterns("__pycache__"))
    steps = list(STEP.finditer((ROOT / "CONTRIBUTING.md").read_text()))
    assert len(steps) == 6
    for step in steps:
        file = at / step["path"]
        if step["what"] == "file:":
            assert not file.exists()
            file.write_text(step["text"])
            continue
        lines = file.read_text().splitlines(keepends=True)
        place = [i for i, line in enumerate(lines) if line.rstrip("\n") == step["line"]]
        assert len(place) == 1, f"{step['path']} has {len(place)} lines {step['line']!r}"
        lines.insert(place[0] + (step["side"] == "after"), step["text"])
        file.write_text("".join(lines))
    return at


def sanctionsim(at: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sanctionsim.cli", *arguments],
        cwd=at,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_touches_one_place_each(copy: Path) -> None:
    """Besides the new files only the two lists and the numbers have changed."""
    changed = [
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
        and file.read_bytes() != (copy / file.relative_to(ROOT)).read_bytes()
    ]  # fmt: skip
    assert sorted(changed) == [
        "results/outcomes.py",
        "scenarios/parameters.yaml",
        "simulate/processes/__init__.py",
    ]


def test_the_new_process_regime_and_outcome_run(copy: Path) -> None:
    assert sanctionsim(copy, "check", "my_regime.yaml").returncode == 0
    made = sanctionsim(
        copy, "compare", "voluntary_2009", "my_regime.yaml", "--claimants", "2000", "--years", "1", "--replicates", "2",
        "--workers", "1", "--out", "kept", "--json",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert said["levels"]["voluntary_2009"]["rehoused"]["mean"] > 0
    explained = sanctionsim(copy, "explain", "my_regime.yaml")
    assert explained.returncode == 0, explained.stderr
    assert "outreach" in explained.stdout.lower()


def test_the_new_process_is_exact_and_disturbs_nobody(copy: Path) -> None:
    program = """
import numpy as np
from simulate.clocks import first_thresholds
from simulate.processes import PROCESSES
names = [p.name for p in PROCESSES]
others = tuple(p for p in PROCESSES if p.name != "outreach")
who = np.arange(200)
every = first_thresholds(processes=PROCESSES, clocks=tuple(p.clock for p in PROCESSES), number=who, seed=1, replicate=0)
rest = first_thresholds(processes=others, clocks=tuple(p.clock for p in others), number=who, seed=1, replicate=0)
assert np.array_equal(np.delete(every, names.index("outreach"), axis=1), rest)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
