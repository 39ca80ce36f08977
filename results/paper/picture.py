"""`python -m results.paper.picture RUN FILE`: the first page of the PDF as a picture, for the documentation."""

import sys
from importlib.resources import files
from pathlib import Path

from results.paper.document import document
from results.paper.extras import need
from results.paper.pdf import TEMPLATE, data, fonts
from results.store import open_run

DOTS = 110


def main(folder: str, to: str) -> None:
    """Write the first page of the document of a run."""
    typst = need("typst", "picture")
    pages = typst.compile(
        files("results.paper").joinpath(TEMPLATE).read_bytes(), format="png", ppi=DOTS, font_paths=[fonts()],
        ignore_system_fonts=True, sys_inputs={"data": data(document(open_run(folder)))},
    )  # fmt: skip
    Path(to).write_bytes(pages[0] if isinstance(pages, list) else pages)


if __name__ == "__main__":
    main(*sys.argv[1:])
