"""What many figures of one observation are made of is worked out once: remembered of the observation asked of last."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Made = TypeVar("Made")


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """A function of an observation, and perhaps of more, that does not do the same work twice in a row.

    The first argument is the observation. The others count as the same when they are equal, or, where they cannot be
    hashed, when they are the same object. Nobody may write into what it gives.
    """
    last: list[Any] = [None, {}]

    @wraps(make)
    def remembered(seen: Any, *given: Any) -> Made:
        if last[0] is not seen:
            last[0], last[1] = seen, {}
        key = tuple(one if one.__hash__ is not None else id(one) for one in given)
        if key not in last[1]:
            # What was given is kept with the result: an object that is gone could lend another its identity.
            last[1][key] = (given, make(seen, *given))
        made: Made = last[1][key][1]
        return made

    return remembered
