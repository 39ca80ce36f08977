"""Small sweeps of the real model, run once."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from results.claims import known
from results.gather import Gathered, outcome_readings
from results.manifest import describe
from results.outcomes import outcome
from results.store import Run, add, create, finish, readings
from results.sweep.analysis import analyse
from results.sweep.design import make_design
from results.sweep.guards import guard_readings, try_guards
from results.sweep.levers import load_regimes
from results.sweep.page import Swept
from scenarios.parameters import load_parameters
from scenarios.sweep import Sweep, load_sweep
from simulate.ensemble import Plan, run_plan

HEAD = """schema: 1
title: A small & <b>hostile</b> sweep
base: voluntary_2009
other: green_paper_2008
outcome: [in_treatment, identified]
claimants: 600
years: 0.25
replicates: 2
seed: 3
"""


def load(folder: Path, text: str) -> Sweep:
    (folder / "plan.yaml").write_text(text)
    return load_sweep(str(folder / "plan.yaml"), load_parameters(), known())


def run(sweep: Sweep, folder: Path) -> tuple[Run, Swept]:
    """Run a plan as the command does."""
    design, says, loaded = make_design(sweep), sweep.says, load_regimes(sweep)
    plan = Plan(
        tuple((one.name, one.scenario) for one in loaded), load_parameters(), says.claimants, round(says.years * 52),
        says.replicates, len(design.given), says.seed, given=design.given if design.factors else (),
    )  # fmt: skip
    kept = create(folder, plan=plan, loaded=loaded)
    for rans in run_plan(plan):
        add(kept, rans)
    finish(kept)
    wanted = outcome_readings([outcome(name) for name in says.outcome]) | guard_readings(sweep.guards)
    gathered = readings(kept, wanted)
    analysis = analyse(gathered, design, sweep.parameters, says.outcome, seed=says.seed)
    tried = try_guards(sweep.guards, gathered, design)
    return kept, Swept(says.title, kept.manifest, analysis, tried, sweep.text, "sanctionsim sweep plan.yaml")


def pretended(sweep: Sweep) -> Swept:
    """The outputs of a sweep whose figures follow from its design, not from runs: made at once."""
    design, says, loaded = make_design(sweep), sweep.says, load_regimes(sweep)
    plan = Plan(
        tuple((one.name, one.scenario) for one in loaded), load_parameters(), says.claimants, round(says.years * 52),
        says.replicates, len(design.given), says.seed, given=design.given,
    )  # fmt: skip
    rng = np.random.default_rng(1)
    shape = len(design.given), says.replicates
    wanted = outcome_readings([outcome(name) for name in says.outcome]) | guard_readings(sweep.guards)
    arrays = {}
    for name in wanted:
        base = 1000 + rng.normal(size=shape)
        change = 100 * (design.ranks[:, [0]] - 0.3) + 5 * rng.normal(size=shape)
        arrays[name] = np.stack([base, base + change])
    gathered = Gathered(tuple(one.name for one in loaded), arrays)
    analysis = analyse(gathered, design, sweep.parameters, says.outcome, seed=says.seed)
    tried = try_guards(sweep.guards, gathered, design)
    return Swept(says.title, describe(plan, loaded), analysis, tried, sweep.text, "sanctionsim sweep plan.yaml")


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Swept]:
    """Runs the plan of a text, below the common head."""

    def made(text: str) -> Swept:
        folder = tmp_path_factory.mktemp("sweeps")
        head = HEAD.replace("replicates: 2\n", "") if "replicates:" in text else HEAD
        return run(load(folder, head + text), folder / "run")[1]

    return made
