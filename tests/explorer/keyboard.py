"""A page that is worked by keys alone, in the browser of `tests/browser.py`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.browser import Page, Trouble, chromium

CODES = {"Tab": 9, "ArrowRight": 39, "ArrowLeft": 37, "ArrowDown": 40, " ": 32, "Enter": 13}
TEXT = {" ": " ", "Enter": "\r"}


class Keyboard:
    """One page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def says(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.page.evaluate(expression)

    def waits(self, expression: str, seconds: int = 30) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            # What is asked of may not be there yet.
            with suppress(Trouble):
                if self.says(f"Boolean({expression})"):
                    return
            time.sleep(0.05)
        raise AssertionError(f"it did not come: {expression}")

    def press(self, key: str) -> None:
        """Press and let go of a key."""
        self.page.key(key, CODES[key], text=TEXT.get(key, ""))

    @property
    def at(self) -> str:
        """The id of what has the focus, or its tag."""
        return str(self.says("document.activeElement.id || document.activeElement.tagName"))

    def to(self, name: str, most: int = 200) -> None:
        """Tab to the element of this id."""
        for _ in range(most):
            if self.at == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")


@contextmanager
def keyboard(where: Path | str) -> Iterator[Keyboard]:
    """A page that is opened, and closed whatever becomes of it."""
    with chromium() as browser:
        yield Keyboard(browser.open(where))
