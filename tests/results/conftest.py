"""Small runs of the real model, made once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from results.store import Run, add, create, finish
from scenarios.beliefs import load_belief
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Ran, run_plan

PAIR = ("voluntary_2009", "green_paper_2008")
BELIEFS = ("minister", "smmgp")


def plan_of(
    loaded: tuple[Loaded, ...],
    *,
    replicates: int = 2,
    draws: int = 1,
    weeks: int = 52,
    beliefs: tuple[str, ...] = (),
    claimants: int = 2000,
) -> Plan:
    scenarios = tuple((one.name, one.scenario) for one in loaded)
    held = tuple(load_belief(name) for name in beliefs)
    return Plan(scenarios, load_parameters(), claimants, weeks, replicates, draws, 7, beliefs=held)


def make_run(
    folder: Path,
    names: tuple[str, ...],
    *,
    replicates: int = 2,
    draws: int = 1,
    weeks: int = 52,
    beliefs: tuple[str, ...] = (),
    claimants: int = 2000,
) -> Run:
    loaded = tuple(load_scenario(name) for name in names)
    plan = plan_of(loaded, replicates=replicates, draws=draws, weeks=weeks, beliefs=beliefs, claimants=claimants)
    run = create(folder, plan=plan, loaded=loaded)
    for rans in run_plan(plan):
        add(run, rans)
    finish(run)
    return run


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two regimes, two replicates, two draws."""
    return make_run(tmp_path_factory.mktemp("runs") / "pair", PAIR, draws=2)


@pytest.fixture(scope="session")
def believers(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same under two beliefs."""
    return make_run(tmp_path_factory.mktemp("runs") / "believers", PAIR, draws=2, beliefs=BELIEFS)


@pytest.fixture(scope="session")
def rans() -> tuple[Ran, ...]:
    """Two regimes, two replicates, central values."""
    plan = plan_of(tuple(load_scenario(name) for name in PAIR))
    return tuple(ran for task in run_plan(plan) for ran in task)


@pytest.fixture
def maker(tmp_path: Path) -> Callable[..., Run]:
    """Makes a run in a folder of its own, of so few claimants that its report follows no persons."""

    def make(*names: str, replicates: int = 2, draws: int = 1, beliefs: tuple[str, ...] = ()) -> Run:
        return make_run(tmp_path / "run", names, replicates=replicates, draws=draws, beliefs=beliefs, claimants=1000)

    return make
