"""Who they are: fixed traits as a struct of arrays, one entry a claimant."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import BoolArray, FloatArray, LevelArray, RowArray
from simulate.status import STATUSES, Housing, Record, level_of

OUTSIDERS = 1_000_000_000
"""Number, for luck, of the first person outside the benefit system: nobody's luck hangs on whether they are there."""


class Drug(IntEnum):
    """What the claimant depends on."""

    OPIATES = 0
    BOTH = 1
    CRACK = 2


@dataclass(frozen=True, slots=True)
class Claimants:
    """Claimants, all fields (n,).

    number: who, for luck; uint32-like. male, injecting, ...: bool. age: years at the start. drug: levels of Drug.
    severity: standard normal. cites_drugs: gives drug use as the reason for incapacity. hard_core: no push moves them.
    bite: how hard the loss of benefit bites, mean 1 (`bite.py`). propensity_*: gamma with mean 1. area: index into
    the areas. opening_benefit: levels of Income (JSA, ESA or IS). treated_before: history of treatment before the
    start. status: opening status code. enters: weeks after the start at which a new claim brings the claimant in; 0
    for the opening 240,000. weight: people of the full-size population each stands for.
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
    cites_drugs: BoolArray
    hard_core: BoolArray
    bite: FloatArray
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

    @property
    def opening(self) -> BoolArray:
        """Of the opening cohort: neither outside the benefit system at the start nor a later claim: (n,)."""
        return (self.enters <= 0) & (self.number < OUTSIDERS)

    @property
    def record(self) -> BoolArray:
        """A criminal record at the start: (n,)."""
        has: BoolArray = level_of(self.status, "record") == Record.RECORD
        return has

    @property
    def needs(self) -> LevelArray:
        """How many needs besides dependence: mental illness, chronic condition, no settled home, record, children."""
        unhoused = level_of(self.status, "housing") != Housing.SETTLED
        each = (self.dual_diagnosis, self.chronic_condition, unhoused, self.record, self.children)
        count: LevelArray = np.sum(each, axis=0).astype(np.int8)
        return count

    def take(self, who: NDArray[np.integer]) -> "Claimants":
        """Some of the claimants, in the order asked for."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return Claimants(**{k: v[who] if isinstance(v, np.ndarray) else v for k, v in values.items()})
