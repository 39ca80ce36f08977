"""A call under a limit of processor time: one that hangs is stopped and told, whatever else this machine does."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class TooSlow(BaseException):
    """The limit was reached. Not an Exception, so that nothing under test takes it for one of its own."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raises TooSlow once this process has worked so long inside."""

    def stop(signum: int, frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def timed(call: Callable[[], T], seconds: float) -> tuple[T, float]:
    """What a call gives, and the processor time it took. Raises TooSlow."""
    begun = time.process_time()
    with limit(seconds):
        given = call()
    return given, time.process_time() - begun
