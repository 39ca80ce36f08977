"""A worker process: `python -m simulate.workers.child FD`, started by `simulate.workers.crew` and by nobody else.

It reads the work and the plan once, then tasks, and answers each. Its standard input is a lifeline: when the driver is
gone, however it went, the other end closes and the worker ends at once, whatever it is at.
"""

import os
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from simulate.workers.answers import Message, because

LIFELINE = 0


def _end_with_the_driver() -> None:
    while os.read(LIFELINE, 1):
        pass
    os._exit(1)


def serve(connection: "Connection[Message, Any]") -> None:
    """Do task after task until the driver closes the connection."""
    try:
        work, plan = connection.recv()
    except Exception as fault:
        connection.send(("unfit", because(fault), 0.0))
        return
    connection.send(("ready", None, 0.0))
    while True:
        task = connection.recv()
        began = time.perf_counter()
        try:
            connection.send(("done", work(plan, task), time.perf_counter() - began))
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as fault:
            connection.send(("raised", because(fault), time.perf_counter() - began))


def main() -> None:
    """Serve the driver at the other end of a socket that was handed down."""
    threading.Thread(target=_end_with_the_driver, daemon=True).start()
    try:
        serve(Connection(int(sys.argv[1])))
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    main()
