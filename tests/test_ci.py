"""What CI runs: the workflow is sound YAML that calls the script, and the script passes on verdict and artefacts."""

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.test_cli import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PLAN = """schema: 1
title: A tiny sweep
base: voluntary_2009
other: green_paper_2008
outcome: identified
points: 4
vary:
  contested.concealment: {}
claimants: 600
years: 0.25
replicates: 1
"""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_sound(path: Path) -> None:
    found = YAML(typ="safe").load(path)
    assert set(found) >= {"name", "on", "permissions", "jobs"} and found["permissions"] == {"contents": "read"}
    for job in found["jobs"].values():
        assert job["runs-on"] and job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), step
            # What a person types in is never pasted into a script, only handed to it.
            assert "${{" not in step.get("run", ""), step


def test_the_sweep_workflow_calls_the_script_and_keeps_what_it_leaves() -> None:
    steps = YAML(typ="safe").load(ROOT / ".github/workflows/sweep.yml")["jobs"]["sweep"]["steps"]
    (run,) = [step for step in steps if "ci/sweep.sh" in step.get("run", "")]
    folder = shlex.split(run["run"])[-1]
    (kept,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    assert kept["with"]["path"] == f"{folder}/artefacts" and kept["if"] == "always()"
    assert (ROOT / "ci/sweep.sh").stat().st_mode & stat.S_IXUSR


def sweep_sh(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "plan.yaml").write_text(PLAN)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SANCTIONSIM": f"{sys.executable} -m sanctionsim.cli",
        "GITHUB_STEP_SUMMARY": str(folder / "page.md"),
    }
    return subprocess.run(
        [str(ROOT / "ci/sweep.sh"), str(folder / "plan.yaml"), str(folder / "run"), "--workers", "1", *options],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300, env=environment,
    )  # fmt: skip


@pytest.mark.verify
def test_the_script_keeps_artefacts_and_passes_on_the_verdict(tmp_path: Path) -> None:
    good = sweep_sh(tmp_path)
    assert good.returncode == 0, good.stderr
    artefacts = {path.name for path in (tmp_path / "run/artefacts").iterdir()}
    assert artefacts == {"sweep.html", "tornado.svg", "summary.md", "junit.xml", "sweep.json", "sweep.yaml"}
    assert "A tiny sweep" in (tmp_path / "page.md").read_text()
    failed = sweep_sh(tmp_path, "--fail-if", "identified > -0 @ 0", "--fail-if", "identified < 0 @ 0")
    assert failed.returncode == 3 and "fail" in failed.stderr
    assert "<failure" in (tmp_path / "run/artefacts/junit.xml").read_text()
    refused = sweep_sh(tmp_path, "--fail-if", "identifid > 1%")
    assert refused.returncode == 2 and "identified" in refused.stderr
    assert not (tmp_path / "run/artefacts").exists()
