"""What many figures of one observation are made of is worked out once: remembered of the observation asked of last."""

from collections.abc import Callable
from functools import wraps
from threading import local
from typing import Any, TypeVar

Made = TypeVar("Made")


class _Last(local):
    """What was last asked of, and what was found of it: each thread has its own."""

    seen: Any = None
    found: dict[tuple[Any, ...], tuple[Any, Any]]


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """A function of an observation, and perhaps of more, that does not do the same work twice in a row.

    The first argument is the observation. The others count as the same when they are equal, or, where they cannot be
    hashed, when they are the same object. Nobody may write into what it gives.
    """
    last = _Last()

    @wraps(make)
    def remembered(seen: Any, *given: Any) -> Made:
        if last.seen is not seen:
            last.seen, last.found = seen, {}
        key = tuple(one if one.__hash__ is not None else id(one) for one in given)
        if key not in last.found:
            # What was given is kept with the result: an object that is gone could lend another its identity.
            last.found[key] = (given, make(seen, *given))
        made: Made = last.found[key][1]
        return made

    return remembered
