"""The files under docs/cluster: run as far as they can be without the clusters they are for."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
FILES = ROOT / "docs" / "cluster"
SMALL = ("none", "act_2009", "--claimants", "600", "--years", "0.5", "--replicates", "3", "--draws", "2")


def script(name: str, *arguments: str, cwd: Path, **environment: str) -> None:
    """A script as the batch system starts it, with the variables it sets."""
    done = subprocess.run(
        ["bash", str(FILES / name), *arguments], cwd=cwd, capture_output=True, text=True, timeout=600, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def outcome(folder: Path) -> str:
    return hashlib.sha256((folder / "outcomes.parquet").read_bytes()).hexdigest()


@pytest.mark.parametrize("file", sorted(FILES.glob("*.sh")), ids=lambda file: file.name)
def test_every_script_is_one(file: Path) -> None:
    subprocess.run(["bash", "-n", str(file)], check=True)
    text = file.read_text()
    assert "set -euo pipefail" in text and "#SBATCH --job-name=" in text and f"docs/cluster/{file.name}" in text


@pytest.mark.verify
def test_an_array_job_and_a_cluster_in_an_allocation_give_the_same_run(tmp_path: Path) -> None:
    """Three jobs in a loop, one of them submitted twice; and a scheduler with two workers, without srun."""
    command = tmp_path / "sanctionsim"
    command.write_text(f'#!/bin/bash\nexec "{sys.executable}" -m sanctionsim.cli "$@"\n')
    command.chmod(0o755)
    of = {"SANCTIONSIM": str(command), "FOLDER": "array", "SLURM_CPUS_PER_TASK": "1", "SLURM_ARRAY_TASK_COUNT": "3"}
    for one in ("2", "1", "3", "2"):
        script("slurm-array.sh", *SMALL, cwd=tmp_path, SLURM_ARRAY_TASK_ID=one, **of)
    script("slurm-merge.sh", cwd=tmp_path, **of)
    (tmp_path / "dask").symlink_to(Path(sys.executable).parent / "dask")
    script(
        "slurm-dask.sh", *SMALL, cwd=tmp_path, BIN=str(tmp_path), FOLDER="kept", LAUNCH="", HOST="127.0.0.1",
        PORT=str(20_000 + os.getpid() % 20_000), SLURM_CPUS_PER_TASK="2",
    )  # fmt: skip
    assert outcome(tmp_path / "array" / "whole") == outcome(tmp_path / "kept")
    assert (tmp_path / "array" / "whole" / "report.html").exists()


def documents(name: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load_all(FILES / name))


def pod(of: dict[str, Any]) -> dict[str, Any]:
    spec: dict[str, Any] = of["spec"]["template"]["spec"]
    return spec


def test_the_indexed_job_does_every_part_once() -> None:
    (job,) = documents("kubernetes-parts.yaml")
    assert (job["apiVersion"], job["kind"], job["spec"]["completionMode"]) == ("batch/v1", "Job", "Indexed")
    (container,) = pod(job)["containers"]
    environment = {one["name"]: one["value"] for one in container["env"]}
    assert environment["PARTS"] == str(job["spec"]["completions"])
    assert container["volumeMounts"][0]["name"] == pod(job)["volumes"][0]["name"]
    (text,) = container["args"]
    subprocess.run(["bash", "-n", "-c", text], check=True)
    said = subprocess.run(
        ["bash", "-euc", "sanctionsim() { echo \"$@\"; }; export -f sanctionsim; "
         + text.replace("exec sanctionsim", "sanctionsim")],
        capture_output=True, text=True, check=True,
        env=os.environ | environment | {"JOB_COMPLETION_INDEX": "63", "FOLDER": "."},
    ).stdout  # fmt: skip
    assert "--shard 64/64 " in said and said.strip().endswith("--out ./part-64")


def test_the_dask_cluster_hangs_together() -> None:
    service, scheduler, workers = documents("kubernetes-dask.yaml")
    assert [one["kind"] for one in (service, scheduler, workers)] == ["Service", "Deployment", "Deployment"]
    for one in (scheduler, workers):
        assert one["spec"]["selector"]["matchLabels"].items() <= one["spec"]["template"]["metadata"]["labels"].items()
    assert service["spec"]["selector"] == scheduler["spec"]["template"]["metadata"]["labels"]
    address = f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    (container,) = pod(workers)["containers"]
    assert address in container["args"]
    assert {one["name"]: one["value"] for one in container["env"]}["OPENBLAS_NUM_THREADS"] == "1"
