"""A browser that is worked by keys alone, over the pipe on which Chromium takes commands."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

CODES = {"Tab": 9, "ArrowRight": 39, "ArrowLeft": 37, "ArrowDown": 40, " ": 32, "Enter": 13}


class Keyboard:
    """One page. Close it when done."""

    def __init__(self, chromium: str, profile: Path, address: str) -> None:
        to_browser, self._to = os.pipe()
        self._from, from_browser = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to 4.
        shell = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            [
                "bash", "-c", shell, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                "--disable-background-networking", f"--user-data-dir={profile}",
            ],
            pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self._last, self._rest, self._session = 0, b"", ""
        target = self._send("Target.createTarget", url=address)["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def _send(self, method: str, **given: Any) -> dict[str, Any]:
        self._last += 1
        told = {"id": self._last, "method": method, "params": given}
        if self._session:
            told["sessionId"] = self._session
        os.write(self._to, json.dumps(told).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                more = os.read(self._from, 1 << 20)
                if not more:
                    raise AssertionError("the browser has gone")
                self._rest += more
            one, _, self._rest = self._rest.partition(b"\0")
            answer = json.loads(one)
            if answer.get("id") == self._last:
                assert "error" not in answer, answer["error"]
                found: dict[str, Any] = answer["result"]
                return found

    def says(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page; promises are waited for."""
        made = self._send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in made, made
        return made["result"].get("value")

    def waits(self, expression: str, seconds: int = 30) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            # While the page is being opened there may be none to ask.
            with suppress(AssertionError):
                if self.says(f"Boolean({expression})"):
                    return
            time.sleep(0.05)
        raise AssertionError(f"it did not come: {expression}")

    def press(self, key: str) -> None:
        """Press and let go of a key."""
        code = CODES[key]
        text = {" ": " ", "Enter": "\r"}.get(key, "")
        more = {"text": text} if text else {}
        self._send("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **more)
        self._send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

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

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self._send("Browser.close")
        self._process.wait(30)
        os.close(self._to)
        os.close(self._from)


@contextmanager
def keyboard(chromium: str, profile: Path, address: str) -> Iterator[Keyboard]:
    """A page that is opened, and closed whatever becomes of it."""
    made = Keyboard(chromium, profile, address)
    try:
        yield made
    finally:
        made.close()
