"""Ledgers of an observation are worked out once, however many outcomes are read from them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from simulate.observation import Observation

P = ParamSpec("P")
T = TypeVar("T")


def once(work: Callable[Concatenate[Observation, P], T]) -> Callable[Concatenate[Observation, P], T]:
    """The same function, which remembers with an observation what it last made of it.

    Remembered as long as the observation is there, and for the very same other arguments (the same objects, by
    position). Neither they nor the observation may be changed in between.
    """

    @wraps(work)
    def remembering(seen: Observation, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if kwargs:
            return work(seen, *args, **kwargs)
        kept = seen.remembered.get(work)
        if kept is None or len(kept[0]) != len(args) or any(a is not b for a, b in zip(kept[0], args, strict=True)):
            kept = seen.remembered[work] = (args, work(seen, *args, **kwargs))
        made: T = kept[1]
        return made

    return remembering
