"""The wheel carries everything the product needs: it runs from anywhere, with nothing beside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = (
    "scenarios/library/voluntary_2009.yaml",
    "scenarios/beliefs/even_handed.yaml",
    "scenarios/parameters.yaml",
    "scenarios/areas.csv",
    "scenarios/evidence_tables/effects_and_costs.csv",
    "scenarios/scenario.schema.json",
    "results/templates/report.html.j2",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(at)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(at.glob("*.whl"))) as wheel:
        wheel.extractall(at / "site")
    return at / "site"


def test_the_wheel_carries_the_library(unpacked: Path) -> None:
    assert [name for name in NEEDED if not (unpacked / name).is_file()] == []
    assert not (unpacked / "tests").exists() and not (unpacked / "benchmarks").exists()


def test_it_runs_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    program = "import sys; sys.argv[0] = 'sanctionsim'; from sanctionsim.cli import main; main()"
    made = subprocess.run(
        [sys.executable, "-c", program, "compare", "none", "pilot_2010", "--claimants", "500", "--years", "0.3",
         "--replicates", "2", "--workers", "1", "--out", "kept"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(unpacked), "PATH": ""},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "kept" / "report.html").is_file()
