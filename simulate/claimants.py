"""Who they are: fixed traits as a struct of arrays, one entry a claimant."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import BoolArray, FloatArray, LevelArray, RowArray
from simulate.status import STATUSES


class Drug(IntEnum):
    """What the claimant depends on."""

    OPIATES = 0
    BOTH = 1
    CRACK = 2


@dataclass(frozen=True, slots=True)
class Claimants:
    """Claimants, all fields (n,).

    number: who, for luck; uint32-like. male, injecting, ...: bool. age: years at the start. drug: levels of Drug.
    severity: standard normal. propensity_*: gamma with mean 1. area: index into the areas. opening_benefit: levels of
    Income (JSA, ESA or IS). treated_before: history of treatment before the start. status: opening status code.
    enters: weeks after the start at which a new claim brings the claimant in; 0 for the opening 240,000.
    weight: people of the full-size population each stands for.
    """

    number: NDArray[np.int64]
    male: BoolArray
    age: FloatArray
    drug: LevelArray
    injecting: BoolArray
    severity: FloatArray
    wants_change: BoolArray
    dual_diagnosis: BoolArray
    chronic_condition: BoolArray
    children: BoolArray
    treated_before: BoolArray
    propensity_offences: FloatArray
    propensity_overdoses: FloatArray
    propensity_hospital: FloatArray
    area: NDArray[np.int16]
    region: LevelArray
    opening_benefit: LevelArray
    status: RowArray
    enters: FloatArray
    weight: float

    def __post_init__(self) -> None:
        n = len(self.number)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray) and value.shape != (n,):
                raise ValueError(f"claimants.{field.name} has shape {value.shape}, expected ({n},)")
        if n and (self.status.min() < 0 or self.status.max() >= STATUSES):
            raise ValueError("claimants.status has a code that is no status")

    def __len__(self) -> int:
        return len(self.number)

    def take(self, who: NDArray[np.integer]) -> "Claimants":
        """Some of the claimants, in the order asked for."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return Claimants(**{k: v[who] if isinstance(v, np.ndarray) else v for k, v in values.items()})
