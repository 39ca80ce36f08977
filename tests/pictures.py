"""The pictures of README and docs: `python -m tests.pictures REPORT FOLDER`, called by `make screenshots`."""

import sys
import time
from pathlib import Path

from tests.browser import Browser, chromium

DRAW = """(async () => {
  for (const chart of document.querySelectorAll('.chart')) {
    chart.scrollIntoView(); await new Promise(next => setTimeout(next, 40));
  }
  scrollTo(0, 0);
})()"""
PICTURES = (
    ("report.png", 1280, 800, False, ""),
    ("report-phone.png", 390, 844, True, ""),
    ("report-decides.png", 1280, 800, False, "#decides"),
    ("report-lives.png", 1280, 800, False, "#lives"),
)
"""File, width and height of the window, whether in the dark, and the section; none for the first screen."""


def take(browser: Browser, report: Path, folder: Path) -> None:
    """Take every picture."""
    for name, width, height, dark, section in PICTURES:
        page = browser.open(report, width=width, height=height, dark=dark)
        page.evaluate(DRAW)
        if section:
            page.evaluate(f"document.querySelector('{section}').scrollIntoView()")
        time.sleep(0.5)
        page.picture(folder / name)


if __name__ == "__main__":
    with chromium() as one:
        take(one, Path(sys.argv[1]), Path(sys.argv[2]))
