"""What a calibration leaves behind: the posterior, what it was made of, and how it fares against every target."""

import hashlib
import json
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from calibration.doubts import Doubt, Tension
from calibration.fit import Fitted
from calibration.known import directions, known
from calibration.likelihood import normal
from calibration.measures import MEASURES
from calibration.plan import CalibrationPlan
from calibration.predict import EXTRAPOLATION, Predicted
from calibration.ship_hash import priors_sha256
from scenarios.learnt import CARD, MANIFEST, POSTERIOR, PREDICTED, RUNS
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray
from simulate.version import MODEL

FORMAT = 1
PACKAGES = ("numpy", "scipy", "scikit-learn", "emcee", "pyarrow")


@dataclass(frozen=True)
class Answer:
    """Everything a calibration found.

    predicted: of every target. figures: run and scenario -> (draws, targets) on their scales. sizes: number of
    untreated claimants -> what is then predicted of the targets that hang on it.
    """

    plan: CalibrationPlan
    fitted: Fitted
    predicted: tuple[Predicted, ...]
    figures: Mapping[str, FloatArray]
    sizes: Mapping[int, tuple[Predicted, ...]]
    doubts: tuple[Doubt, ...]
    tensions: tuple[Tension, ...]
    seconds: float


def write_posterior(folder: Path, fitted: Fitted) -> str:
    """Write the posterior as `--posterior` reads it; its sha256."""
    own = fitted.space.own(fitted.scores)
    columns = {"draw": np.arange(len(own)), "weight": fitted.weights}
    columns |= {name: own[:, i] for i, name in enumerate(fitted.space.names)}
    return _write(folder / POSTERIOR, columns)


def _write(file: Path, columns: Mapping[str, Any]) -> str:
    pq.write_table(pa.table(dict(columns)), file, compression="zstd")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_answer(folder: Path, answer: Answer, parameters: Parameters, *, command: str, commit: str | None) -> None:
    """Write everything but the posterior, which stands there already, and the pictures."""
    fitted = answer.fitted
    runs = {"weight": fitted.weights} | {
        f"score {name}": fitted.scores[:, i] for i, name in enumerate(fitted.space.names)
    }
    runs |= {f"shown {one.name}": fitted.shown[:, i] for i, one in enumerate(fitted.targets)}
    likely = normal(fitted.apart, fitted.emulator.off)
    runs["log by emulator"] = likely(fitted.emulator(fitted.scores))
    shas = {POSTERIOR: hashlib.sha256((folder / POSTERIOR).read_bytes()).hexdigest(), RUNS: _write(folder / RUNS, runs)}
    longest = max(len(one) for one in answer.figures.values())
    told = {
        f"{run} {i}": np.pad(figures[:, i], (0, longest - len(figures)), constant_values=np.nan)
        for run, figures in answer.figures.items()
        for i in range(figures.shape[1])
    }
    shas[PREDICTED] = _write(folder / PREDICTED, told)
    card = card_of(answer) | {"posterior_sha256": shas[POSTERIOR]}
    (folder / CARD).write_text(_json(card), encoding="utf-8")
    shas[CARD] = hashlib.sha256((folder / CARD).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(_json(manifest_of(answer, parameters, shas, command, commit)), encoding="utf-8")


def _json(what: Any) -> str:
    return json.dumps(what, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def manifest_of(
    answer: Answer, parameters: Parameters, shas: Mapping[str, str], command: str, commit: str | None
) -> dict[str, Any]:
    """How the posterior was made, and by what it can be checked."""
    fitted, apart = answer.fitted, answer.fitted.apart
    return {
        "format": FORMAT, "made_by": command, "plan": answer.plan.text, "plan_sha256": answer.plan.sha256,
        "targets_sha256": answer.plan.targets.sha256, "priors_sha256": priors_sha256(parameters), "model": MODEL,
        "files": dict(shas), "git_commit": commit, "ended": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "seconds_of_the_last_go": round(answer.seconds, 1), "machine": platform.machine(),
        "versions": {name: metadata.version(name) for name in PACKAGES},
        "parameters": list(fitted.space.names), "fitted_to": [one.name for one in fitted.used],
        "apart": {
            "published": apart.published.tolist(), "variance": apart.variance.tolist(), "shift": apart.shift.tolist(),
            "rest": apart.rest.tolist(), "emulator": fitted.emulator.off.tolist(),
        },
    }  # fmt: skip


def card_of(answer: Answer) -> dict[str, Any]:
    """The validation card: what every report shows, and what the pages of the documentation are made from."""
    fitted = answer.fitted
    return {
        "format": FORMAT, "extrapolation": EXTRAPOLATION, "plan": answer.plan.name,
        "claimants": answer.plan.count("claimants"), "draws": len(fitted.scores),
        "effective": round(fitted.effective, 1), "rounds": [round(one, 1) for one in fitted.rounds],
        "independent_in_chain": round(fitted.independent),
        "coverage": {use: coverage(answer.predicted, use) for use in ("fit", "hold_out")},
        "targets": [_target(one) for one in answer.predicted],
        "kept_out": answer.fitted.waves[-1].out,
        "waves": [asdict(one) for one in fitted.waves],
        "known": [asdict(one) for one in known(fitted)],
        "directions": [asdict(one) for one in directions(fitted)],
        "doubts": [asdict(one) for one in answer.doubts], "tensions": [asdict(one) for one in answer.tensions],
        "sizes": {str(size): [_target(one) for one in some] for size, some in answer.sizes.items()},
    }  # fmt: skip


def coverage(predicted: Sequence[Predicted], use: str) -> dict[str, float]:
    """How many targets of a use lie inside their 95% and 50% intervals."""
    some = [one for one in predicted if one.target.given.use == use]
    inner = sum(one.inner[0] <= one.target.given.value <= one.inner[1] for one in some)
    return {"targets": len(some), "inside_95": sum(one.inside for one in some), "inside_50": inner}


def _target(one: Predicted) -> dict[str, Any]:
    given = one.target.given
    return {
        "name": one.target.name, "use": given.use,
        "definition": " ".join((MEASURES[given.measure].__doc__ or "").split()),
        "evidence": list(given.evidence), "grade": one.target.grade, "verified": one.target.verified, "run": given.run,
        "weeks": list(given.weeks), "unit": given.unit, "published": given.value, "error": given.error,
        "discrepancy": given.discrepancy, "reason": given.reason, "median": one.median, "inner": list(one.inner),
        "outer": list(one.outer), "model": list(one.model), "prior": None if one.prior is None else list(one.prior),
        "colour": one.colour,
    }  # fmt: skip
