"""A run is stopped cleanly, with a sentence, by Ctrl-C and by SIGTERM alike."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from scenarios.errors import Interrupted


def _as_by_hand(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[None]:
    """Raises Interrupted, with what was noted on the way out, when the process is asked to stop."""
    before = signal.signal(signal.SIGTERM, _as_by_hand)
    try:
        yield
    except KeyboardInterrupt as stop:
        said = getattr(stop, "__notes__", ["Interrupted."])
        raise Interrupted(said[0]) from None
    finally:
        signal.signal(signal.SIGTERM, before)
