"""A real Chromium, driven over the pipe of its own debugging protocol: no package, no port, no network.

    with chromium() as browser:
        page = browser.open(file, width=390)
        page.evaluate("document.title")

Everything the page asks of the network and every error it reports is kept in `requests` and `errors`.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
    "--remote-debugging-pipe", "--force-color-profile=srgb",
)  # fmt: skip
PATIENCE = 120.0
LOCAL = ("file:", "data:", "blob:", "about:", "chrome:")


def found() -> str | None:
    """Where Chromium is, if anywhere."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Trouble(RuntimeError):
    """The browser did not do what it was asked."""


@dataclass
class Page:
    """A page that is open. errors: what it complained of. requests: what it asked of the network."""

    browser: "Browser"
    session: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        return self.browser.send(method, params, self.session)

    def evaluate(self, script: str) -> Any:
        """The value of an expression, promises waited for."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise Trouble(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def view(self, *, width: int, height: int = 800, dark: bool = False, printed: bool = False) -> None:
        """The size of the window and what the page is shown on."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", media="print" if printed else "screen", features=features)

    def go(self, url: str) -> float:
        """Open an address; seconds until it was loaded."""
        began = time.perf_counter()
        self.browser.loaded.discard(self.session)
        self.send("Page.navigate", url=url)
        self.browser.until(lambda: self.session in self.browser.loaded)
        return time.perf_counter() - began

    def key(self, name: str, code: int, *, text: str = "", shift: bool = False) -> None:
        """Press a key."""
        more = {"text": text} if text else {}
        modifiers = 8 if shift else 0
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", key=name, code=name,
                  windowsVirtualKeyCode=code, modifiers=modifiers, **more)  # fmt: skip
        self.send("Input.dispatchKeyEvent", type="keyUp", key=name, code=name, windowsVirtualKeyCode=code,
                  modifiers=modifiers)  # fmt: skip

    def picture(self, file: Path, *, selector: str | None = None, height: int | None = None) -> None:
        """A picture of an element, or of the window."""
        clip: dict[str, Any] = {}
        if selector is not None:
            box = self.evaluate(
                f"(() => {{const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                "return [b.left + scrollX, b.top + scrollY, b.width, b.height]})()"
            )
            clip = {"clip": dict(zip(("x", "y", "width", "height"), box, strict=True)) | {"scale": 1}}
            if height is not None:
                clip["clip"]["height"] = min(height, clip["clip"]["height"])
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=selector is not None, **clip)
        file.write_bytes(base64.b64decode(shot["data"]))


class Browser:
    """Chromium and the two pipes to it."""

    def __init__(self, program: str, profile: str) -> None:
        self._read, theirs_out = os.pipe()
        theirs_in, self._write = os.pipe()

        # Chromium reads at 3 and writes at 4. The ends are first moved out of the way of each other.
        def placed() -> None:
            high_in, high_out = os.dup2(theirs_in, 20), os.dup2(theirs_out, 21)
            os.dup2(high_in, 3)
            os.dup2(high_out, 4)

        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False,
            preexec_fn=placed,
        )  # fmt: skip
        os.close(theirs_out)
        os.close(theirs_in)
        os.set_blocking(self._read, False)
        self._left = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self.pages: dict[str, Page] = {}
        self.loaded: set[str] = set()

    def send(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        """Ask for something and wait for the answer."""
        self._number += 1
        number = self._number
        order = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        rest = json.dumps(order).encode() + b"\0"
        while rest:
            rest = rest[os.write(self._write, rest) :]
        self.until(lambda: number in self._answers)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Trouble(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def until(self, so: Any) -> None:
        """Listen until something is so."""
        ends = time.monotonic() + PATIENCE
        while not so():
            if time.monotonic() > ends or self.process.poll() is not None:
                raise Trouble("Chromium gives no answer")
            try:
                self._left += os.read(self._read, 1 << 20)
            except BlockingIOError:
                time.sleep(0.005)
                continue
            *whole, self._left = self._left.split(b"\0")
            for text in whole:
                self._hear(json.loads(text))

    def _hear(self, told: dict[str, Any]) -> None:
        if "id" in told:
            self._answers[told["id"]] = told
            return
        page, method, about = self.pages.get(told.get("sessionId", "")), told["method"], told.get("params", {})
        if page is None:
            return
        if method == "Page.loadEventFired":
            self.loaded.add(page.session)
        elif method == "Network.requestWillBeSent" and not about["request"]["url"].startswith(LOCAL):
            page.requests.append(about["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            page.errors.append(json.dumps(about["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            page.errors.append(json.dumps(about["args"])[:500])
        elif method == "Log.entryAdded" and about["entry"]["level"] in ("error", "warning"):
            page.errors.append(about["entry"]["text"])

    def open(
        self, where: Path | str, *, width: int = 1280, height: int = 800, dark: bool = False, script: bool = True,
        then: str = "",
    ) -> Page:  # fmt: skip
        """Open a file or an address. script: whether JavaScript may run. then: a fragment of the address."""
        target = self.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(self, session)
        self.pages[session] = page
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.send(f"{domain}.enable")
        page.view(width=width, height=height, dark=dark)
        if not script:
            page.send("Emulation.setScriptExecutionDisabled", value=True)
        page.go((where if isinstance(where, str) else where.resolve().as_uri()) + then)
        return page

    def close(self) -> None:
        """End the browser."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._read)
        os.close(self._write)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own. Raises Trouble when there is none on this machine."""
    program = found()
    if program is None:
        raise Trouble("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            yield browser
        finally:
            browser.close()
