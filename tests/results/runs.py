"""Very small runs, for tests of how runs are kept."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from results.store import Run, add, create, finish, work
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan

CLAIMANTS, WEEKS = 1000, 26
SMALL = ("--claimants", "1000", "--years", "0.5", "--workers", "1")


def small(*names: str, replicates: int = 2, draws: int = 1, **more: object) -> tuple[Plan, tuple[Loaded, ...]]:
    """A plan that takes a fraction of a second a task."""
    loaded = tuple(load_scenario(name) for name in names or ("none",))
    scenarios = tuple((one.name, one.scenario) for one in loaded)
    plan = Plan(scenarios, load_parameters(), CLAIMANTS, WEEKS, replicates, draws, 3)
    return replace(plan, **more), loaded  # type: ignore[arg-type]


def begun(folder: Path, *names: str, tasks: int = 0, **more: object) -> Run:
    """A run of which some tasks are done."""
    plan, loaded = small(*names, **more)  # type: ignore[arg-type]
    run = create(folder, plan=plan, loaded=loaded)
    for task in plan.tasks()[:tasks]:
        add(run, work(plan, task))
    return run


def through(folder: Path, *names: str, **more: object) -> Run:
    """A run from beginning to end."""
    run = begun(folder, *names, tasks=10_000, **more)
    finish(run)
    return run


def go_on(run: Run) -> Run:
    """What is missing, and the end."""
    from sanctionsim import carry_on

    return carry_on(run)


def outcomes(run: Run) -> bytes:
    """The table of outcomes as it lies on disk."""
    return (run.folder / "outcomes.parquet").read_bytes()


@contextmanager
def mounted(at: Path, *options: str) -> Iterator[None]:
    """Something really mounted; the test is skipped where that is not allowed."""
    at.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(at)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=False, capture_output=True)
