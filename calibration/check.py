"""Whether the posterior that is shipped is what the command made, and whether it still holds: repeated in part."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from calibration.latent import Space
from calibration.likelihood import Apart, normal
from calibration.measuring import survey
from calibration.plan import CalibrationPlan, load_plan
from calibration.predict import Predicted, predict, runs_of
from calibration.ship_hash import priors_sha256
from calibration.work import batch_of, perform_batch
from scenarios.learnt import LEARNT, MANIFEST, POSTERIOR, PREDICTED, RUNS
from scenarios.parameters import Parameters
from scenarios.posterior import load_posterior
from simulate.arrays import FloatArray
from simulate.version import MODEL
from simulate.workers import Here, On

FITTED_RUN = "everybody"
SAME = 1e-9
FEWEST_EFFECTIVE = 50
FIT_INSIDE, HELD_OUT_INSIDE = 0.9, 0.75


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was looked at."""

    what: str
    found: str
    wanted: str
    holds: bool


def check(parameters: Parameters, *, draws: int, on: On | None = None, folder: Path = LEARNT) -> Iterator[Tried]:
    """Everything that must hold of a shipped posterior, as it is looked at.

    draws: of the posterior's real runs and of each set of predictions that are run again.
    """
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    plan = load_plan("shipped")
    for name, sha in told["files"].items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        yield Tried(f"{name} is as it was made", found[:12], sha[:12], found == sha)
    for what, now, then in (
        ("plan and targets are those it was made with", plan.sha256, told["plan_sha256"]),
        ("targets are those it was fitted to", plan.targets.sha256, told["targets_sha256"]),
        ("priors are those it was fitted under", priors_sha256(parameters), told["priors_sha256"]),
    ):
        yield Tried(what, now[:12], then[:12], now == then)
    yield Tried("the model is the one it was fitted with", str(MODEL), str(told["model"]), told["model"] == MODEL)
    runs = _columns(folder / RUNS)
    yield from _weights(runs, told, folder, parameters)
    yield from _again(plan, parameters, runs, told, draws, on or Here(), folder)
    yield from _cover(plan, folder)


def _columns(file: Path) -> dict[str, FloatArray]:
    table = pq.ParquetFile(file).read(use_threads=False)
    return {name: np.asarray(table.column(name).to_numpy(), np.float64) for name in table.column_names}


def _weights(
    runs: dict[str, FloatArray], told: dict[str, Any], folder: Path, parameters: Parameters
) -> Iterator[Tried]:
    of = told["apart"]
    apart = Apart(*(np.array(of[name]) for name in ("published", "variance", "shift", "rest")))
    shown = np.column_stack([runs[f"shown {name}"] for name in told["fitted_to"]])
    log = normal(apart)(shown) - runs["log by emulator"]
    weights = np.exp(log - log.max())
    weights /= weights.sum()
    off = float(np.abs(weights - runs["weight"]).max())
    yield Tried("weights follow from the real runs", f"off by {off:.1e}", f"{SAME:.0e}", off < SAME)
    size = float(1 / (weights**2).sum())
    yield Tried("effective sample size", f"{size:.0f}", f"{FEWEST_EFFECTIVE} or more", size >= FEWEST_EFFECTIVE)
    posterior = load_posterior(folder / POSTERIOR, parameters)
    space = Space(posterior.names, parameters)
    scores = np.column_stack([runs[f"score {name}"] for name in posterior.names])
    apart_by = float(np.abs(space.own(scores) / posterior.rows - 1).max())
    yield Tried("its rows are the points that were run", f"off by {apart_by:.1e}", f"{SAME:.0e}", apart_by < SAME)


def _again(
    plan: CalibrationPlan, parameters: Parameters, runs: dict[str, FloatArray], told: dict[str, Any], draws: int,
    on: On, folder: Path,
) -> Iterator[Tried]:  # fmt: skip
    """Real runs of the heaviest draws, and the first predictions, once more."""
    names = tuple(told["parameters"])
    heaviest = np.argsort(-runs["weight"], kind="stable")[:draws]
    scores = np.column_stack([runs[f"score {name}"] for name in names])[heaviest]
    asked = survey(plan.targets, FITTED_RUN, claimants=plan.count("claimants"), seed=plan.count("seed"))
    points = Space(names, parameters).values(scores)
    found = perform_batch(None, "again", batch_of(asked, parameters, points), on=on)
    kept = np.column_stack([runs[f"shown {one.name}"] for one in asked.targets])[heaviest]
    yield _same(f"{len(heaviest)} of its runs give the same figures", found, kept)
    posterior = load_posterior(folder / POSTERIOR, parameters)
    predicted = _columns(folder / PREDICTED)
    for run in plan.targets.runs:
        _, batch = runs_of(plan, parameters, posterior, run=run, draws=plan.count("validation"), only=draws)
        found = perform_batch(None, "again", batch, on=on)
        kept = np.column_stack([predicted[f"{run} {i}"] for i in range(found.shape[1])])[: len(found)]
        yield _same(f"{len(found)} predictions on '{run}' give the same figures", found, kept)


def _same(what: str, found: FloatArray, kept: FloatArray) -> Tried:
    same = np.isnan(found) == np.isnan(kept)
    off = float(np.nanmax(np.abs(found - kept), initial=0.0))
    return Tried(what, f"off by {off:.1e}", f"{SAME:.0e}", bool(same.all()) and off < SAME)


def repeated(plan: CalibrationPlan, folder: Path) -> tuple[Predicted, ...]:
    """Every prediction from the figures that are kept."""
    kept = _columns(folder / PREDICTED)
    found: list[Predicted] = []
    for run in plan.targets.runs:
        some = plan.targets.on(run)
        figures = np.column_stack([kept[f"{run} {i}"] for i in range(len(some))])
        found += predict(some, figures, seed=plan.count("seed"))
    return tuple(found)


def _cover(plan: CalibrationPlan, folder: Path) -> Iterator[Tried]:
    found = repeated(plan, folder)
    for use, words, least in (("fit", "fitted", FIT_INSIDE), ("hold_out", "held out", HELD_OUT_INSIDE)):
        some = [one for one in found if one.target.given.use == use]
        inside = sum(one.inside for one in some)
        yield Tried(
            f"targets {words} inside their 95% intervals", f"{inside} of {len(some)}", f"{least:.0%}",
            inside >= least * len(some),
        )  # fmt: skip
