"""A sweep for machines."""

import math
from typing import Any

from results.estimate import Estimate
from results.sweep.analysis import Sensitivity
from results.sweep.guards import Tried
from results.sweep.index import Index
from results.sweep.page import Swept
from results.sweep.words import beyond, decides, guard_sentence, short_names


def as_json(swept: Swept) -> dict[str, Any]:
    """All that was found. `difference`: outcome -> paired difference of the first other regime, as everywhere."""
    analysis, design = swept.analysis, swept.analysis.design
    names = [told.name for told in swept.manifest.scenarios]
    first = [one for one in analysis.found if len(names) > 1 and one.other == names[1]]
    return {
        "title": swept.title,
        "base": names[0],
        "others": names[1:],
        "method": design.method,
        "points": len(design.given),
        "replicates": analysis.replicates,
        "drawn_from_distributions": design.drawn,
        "factors": list(design.factors),
        "difference": {one.outcome.name: _estimate(one.difference) for one in first},
        "found": [_found(swept, one) for one in analysis.found],
        "guardrails": [_guard(swept, one) for one in swept.tried],
        "failed": sum(one.failed for one in swept.tried),
    }


def _found(swept: Swept, found: Sensitivity) -> dict[str, Any]:
    factors = swept.analysis.design.factors
    return {
        "outcome": found.outcome.name,
        "other": found.other,
        "level": _estimate(found.level),
        "difference": _estimate(found.difference),
        "variance_from_chance": found.chance,
        "chance_left_in_mean": found.left,
        "beyond": [factors[at] for at in beyond(found)],
        "says": decides(found, short_names(factors)),
        "indices": {index.name: _index(index, factors) for index in found.indices},
    }


def _index(index: Index, factors: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: {
            "value": _number(index.value[at]), "low": _number(index.low[at]), "high": _number(index.high[at]),
            "does_nothing": _number(index.floor[at]), "beyond": bool(index.beyond[at]),
        }
        for at, name in enumerate(factors)
    }  # fmt: skip


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _estimate(one: Estimate) -> dict[str, float | None]:
    return {"mean": one.mean, "low": one.low, "high": one.high, "probability_above_zero": one.above_zero}


def _guard(swept: Swept, one: Tried) -> dict[str, Any]:
    claim = one.judged.claim
    return {
        "guardrail": one.guard.text,
        "other": claim.contrast.other if claim.contrast else None,
        "metric": claim.metric,
        "group": claim.group.model_dump() if claim.group else None,
        "threshold": claim.threshold.model_dump() if claim.threshold else None,
        "probability": one.probability,
        "low": one.low,
        "high": one.high,
        "allowed": one.guard.above,
        "failed": one.failed,
        "says": guard_sentence(one, swept.manifest, swept.analysis.design),
    }
