"""Luck has an address: who, which process, which time round, in which replicate of which seed.

Every random number of a run is a pure function of (seed, replicate, claimant, process, k, channel),
through a counter-based hash: no stream, no state, no order of computation. So a claimant has the same
luck under every regime, alone or in a crowd, and a process added elsewhere disturbs nobody.

The hash: the address (claimant 32 bits, k 24 bits, channel 8 bits) is a 64-bit counter; it passes twice
through Stafford's 64-bit finaliser (variant 13, the one of splitmix64), keyed before each pass with 64
bits of BLAKE2b over (seed, replicate, process name). Both passes are bijections, so two addresses of one
process never share a number.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from simulate.arrays import FloatArray

UIntArray = NDArray[np.uint64]
MOST_CLAIMANTS = 2**32
MOST_ROUNDS = 2**24
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _finalise(x: UIntArray) -> UIntArray:
    x = x ^ (x >> np.uint64(30))
    x = x * _FIRST
    x ^= x >> np.uint64(27)
    x *= _SECOND
    x ^= x >> np.uint64(31)
    return x


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of one replicate.

    first, second: (names,) uint64, the two keys of each name.
    """

    names: tuple[str, ...]
    first: UIntArray
    second: UIntArray

    def uniform(
        self,
        *,
        who: NDArray[np.integer],
        name: int | NDArray[np.integer],
        k: int | NDArray[np.integer],
        channel: int = 0,
    ) -> FloatArray:
        """Uniform numbers on the open interval (0, 1): (n,) float64.

        who: (n,) claimant numbers. name: index into `names`, one or (n,). k: which time round, one or (n,).
        channel: 0 threshold, 1 outcome, 2 upwards free for further numbers at the same address.
        """
        counter = (np.asarray(who).astype(np.uint64) << np.uint64(32)) | (
            np.asarray(k).astype(np.uint64) << np.uint64(8)
        )
        counter = (counter | np.uint64(channel)) ^ self.first[name]
        bits = _finalise(_finalise(counter) + self.second[name])
        numbers: FloatArray = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
        return numbers


def luck_for(*, seed: int, replicate: int, names: tuple[str, ...]) -> Luck:
    """The luck of a replicate, for processes or traits of these names.

    Raises ValueError when a name stands twice: nobody shares an address.
    """
    if len(set(names)) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"luck is owned by one process each; named twice: {', '.join(twice)}")
    keys = [blake2b(f"{seed}/{replicate}/{name}".encode(), digest_size=16).digest() for name in names]
    words = np.frombuffer(b"".join(keys), dtype="<u8").reshape(-1, 2).astype(np.uint64)
    return Luck(names=names, first=words[:, 0].copy(), second=words[:, 1].copy())
