"""Section 3, luck has an address: one uniform number at a time."""

from functools import cache

import numpy as np

from simulate.luck import Luck, luck_for

THRESHOLD, OUTCOME = 0, 1
"""Channels; the further stages of a threshold use those from 2 upwards."""


@cache
def _luck(seed: int, replicate: int, name: str) -> Luck:
    return luck_for(seed=seed, replicate=replicate, names=(name,))


class Dice:
    """The luck of one replicate of one seed."""

    def __init__(self, seed: int, replicate: int) -> None:
        self.seed, self.replicate = seed, replicate

    def throw(self, name: str, *, who: int, k: int, channel: int = 0) -> float:
        """The number at an address, between 0 and 1."""
        luck = _luck(self.seed, self.replicate, name)
        return float(luck.uniform(who=np.array([who]), name=0, k=k, channel=channel)[0])
