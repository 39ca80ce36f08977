"""What a sweep leaves in the folder of its run, besides the run itself."""

import json
from collections.abc import Mapping
from pathlib import Path

from results.files import write
from results.sweep.junit import junit
from results.sweep.page import Swept, render_page
from results.sweep.picture import picture
from results.sweep.plain import as_json
from results.sweep.summary import summary

PLAN, PAGE, SUMMARY, JUNIT, PICTURE, FIGURES = (
    "sweep.yaml", "sweep.html", "summary.md", "junit.xml", "tornado.svg", "sweep.json",
)  # fmt: skip


def keep(swept: Swept, folder: Path) -> Mapping[str, Path]:
    """Write all of it. Name -> file. Raises RunFailed where nothing can be written."""
    made = {
        PAGE: render_page(swept),
        SUMMARY: summary(swept),
        JUNIT: junit(swept),
        PICTURE: picture(swept),
        FIGURES: json.dumps(as_json(swept), indent=1, ensure_ascii=False, allow_nan=False) + "\n",
    }
    for name, text in made.items():
        write(folder / name, text.encode())
    return {name: folder / name for name in made}
