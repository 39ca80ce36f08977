"""Commands under test heed Ctrl-C, wherever the tests are run from."""

import signal


def heeds_interrupts() -> None:
    """Before the command: what a shell runs in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
