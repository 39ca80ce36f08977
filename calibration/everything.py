"""From a plan to an answer: fit, predict every target, try the other published sizes, doubt the figures."""

import time
from pathlib import Path

import numpy as np

from calibration.doubts import doubts, tensions
from calibration.fit import FITTED_RUN, Fitted, Worker, fit
from calibration.plan import CalibrationPlan
from calibration.predict import Predicted, predict, runs_of
from calibration.ship import Answer, write_posterior
from calibration.work import perform_batch
from scenarios.learnt import POSTERIOR
from scenarios.parameters import Parameters
from scenarios.posterior import Posterior, load_posterior
from simulate.arrays import FloatArray

SIZES = {120_000: "calibration/scenarios/everybody_120000.yaml", 30_000: "calibration/scenarios/everybody_30000.yaml"}
"""Published numbers of untreated claimants beside the 100,000 that is fitted with, and the scenario of each."""
CENTRAL_SIZE = 100_000


def calibrate(plan: CalibrationPlan, parameters: Parameters, worker: Worker, folder: Path) -> Answer:
    """Do everything and write the posterior. Raises as `fit`."""
    began = time.monotonic()
    fitted = fit(plan, parameters, worker)
    write_posterior(folder, fitted)
    posterior = load_posterior(folder / POSTERIOR, parameters)
    figures: dict[str, FloatArray] = {}
    predicted: list[Predicted] = []
    for run in plan.targets.runs:
        if plan.targets.on(run):
            figures[run] = _predict(plan, parameters, posterior, worker, run)
            prior = fitted.screening if run == FITTED_RUN else None
            predicted += predict(plan.targets.on(run), figures[run], seed=plan.count("seed"), prior=prior)
    sizes = {CENTRAL_SIZE: tuple(predicted[: len(plan.targets.on(FITTED_RUN))])}
    for size, scenario in SIZES.items():
        figures[str(size)] = _predict(plan, parameters, posterior, worker, FITTED_RUN, scenario)
        sizes[size] = predict(plan.targets.on(FITTED_RUN), figures[str(size)], seed=plan.count("seed"))
    order = {one.name: i for i, one in enumerate(plan.targets.every)}
    in_order = tuple(sorted(predicted, key=lambda one: order[one.target.name]))
    worker.say("doubting the figures")
    return Answer(
        plan, fitted, in_order, figures, sizes, doubts(fitted, seed=plan.count("seed")), tensions(fitted),
        time.monotonic() - began,
    )  # fmt: skip


def _predict(
    plan: CalibrationPlan, parameters: Parameters, posterior: Posterior, worker: Worker, run: str,
    scenario: str | None = None,
) -> FloatArray:  # fmt: skip
    draws = plan.count("validation")
    name, batch = runs_of(plan, parameters, posterior, run=run, draws=draws, scenario=scenario)
    worker.say(f"{name}: {draws} runs")
    return perform_batch(worker.folder, name, batch, on=worker.on, told=worker.told)


def without_chance(fitted: Fitted) -> FloatArray:
    """Emulated figures over the chain, for pictures: (n, targets used)."""
    return np.asarray(fitted.emulator(fitted.chain))
