"""What the posterior predicts for every target, fitted or held out, with all that is not known in it.

Draws are of the posterior for what was fitted, of the priors for all else, each with luck of its own: exactly what
`compare --posterior` runs. Error and discrepancy of the published figure are laid over them.
"""

from dataclasses import dataclass

import numpy as np

from calibration.measuring import survey
from calibration.plan import CalibrationPlan
from calibration.scale import back
from calibration.targets import Target
from calibration.work import Batch, batch_of
from scenarios.parameters import Parameters
from scenarios.posterior import Posterior
from simulate.arrays import FloatArray
from simulate.posterior import given

LAID_OVER = 64
"""Draws of error and discrepancy for each run."""
EXTRAPOLATION = "extrapolation: no pilot of this regime ever ran"


@dataclass(frozen=True, slots=True)
class Predicted:
    """What is predicted of a target, in its unit.

    median; inner, outer: 50% and 95% intervals with error and discrepancy; model: 95% interval of the model alone.
    prior: 95% interval of the model alone with everything drawn from the priors, where that was run.
    """

    target: Target
    median: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    model: tuple[float, float]
    prior: tuple[float, float] | None

    @property
    def inside(self) -> bool:
        """Whether the published value lies in the 95% interval."""
        return self.outer[0] <= self.target.given.value <= self.outer[1]

    @property
    def colour(self) -> str:
        """green: the model alone covers the figure; amber: only with error and discrepancy; red: not even then."""
        if not self.inside:
            return "red"
        return "green" if self.model[0] <= self.target.given.value <= self.model[1] else "amber"


def runs_of(
    plan: CalibrationPlan, parameters: Parameters, posterior: Posterior, *, run: str, draws: int,
    scenario: str | None = None, only: int | None = None,
) -> tuple[str, Batch]:  # fmt: skip
    """Name and batch of the runs that predict the targets of one run. only: the first so many of the draws."""
    asked = survey(plan.targets, run, claimants=plan.count("claimants"), seed=plan.count("seed") + 1, scenario=scenario)
    drawn = given(posterior, parameters, draws=draws, seed=plan.count("seed"))[: only or draws]
    values = tuple(parameters.values() | dict(one) for one in drawn)
    return f"predict_{run}{'_' + scenario.split('/')[-1].removesuffix('.yaml') if scenario else ''}", batch_of(
        asked, parameters, values, luck=True
    )


def predict(
    targets: tuple[Target, ...], figures: FloatArray, *, seed: int, prior: FloatArray | None = None
) -> tuple[Predicted, ...]:
    """Predictions from runs. figures, prior: (draws, targets) on the scales of the targets."""
    return tuple(
        _one(target, figures[:, i], seed + i, None if prior is None else prior[:, i])
        for i, target in enumerate(targets)
    )


def _one(target: Target, shown: FloatArray, seed: int, prior: FloatArray | None) -> Predicted:
    shown = shown[np.isfinite(shown)]
    rng = np.random.default_rng(seed)
    off = np.hypot(target.error, target.discrepancy) * rng.standard_normal((len(shown), LAID_OVER))
    laid = (shown[:, None] + off).ravel()

    def ends(of: FloatArray, *shares: float) -> tuple[float, float]:
        low, high = back(target.scale, np.quantile(of, shares))
        return float(low), float(high)

    return Predicted(
        target, float(back(target.scale, np.median(laid)[None])[0]), ends(laid, 0.25, 0.75), ends(laid, 0.025, 0.975),
        ends(shown, 0.025, 0.975),
        None if prior is None else ends(prior[np.isfinite(prior)], 0.025, 0.975),
    )  # fmt: skip
