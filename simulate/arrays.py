"""Names for the array types used throughout `simulate/`."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

BoolArray: TypeAlias = NDArray[np.bool_]
FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
RowArray: TypeAlias = NDArray[np.int32]
"""Indices of rows of a compiled table: (claimants,) int32."""
LevelArray: TypeAlias = NDArray[np.int8]
"""Levels of one axis or trait: int8."""
RateArray: TypeAlias = NDArray[np.floating]
"""Rates and thresholds in the engine's precision: float32 as shipped, float64 on request."""
