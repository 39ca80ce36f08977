"""The model page keeps its tables: what stands between `<!-- made by ...: name -->` and `<!-- end -->` is made anew.

`python -m results.model_page` does it; prose is left alone. Kept equal by a test.
"""

import re
from collections.abc import Mapping
from functools import cache

from results import model_levers, model_parameters, model_tables
from results.debate_names import ROOT

PAGE_FILE = ROOT / "docs" / "model.md"
BLOCK = re.compile(r"(<!-- made by python -m results\.model_page: (?P<name>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


@cache
def blocks() -> Mapping[str, str]:
    """Every table there is: name -> text."""
    return dict(model_tables.blocks()) | model_parameters.blocks() | model_levers.blocks()


def made(text: str) -> str:
    """A page with its tables made anew. Raises KeyError for a table that there is not."""

    def fresh(found: re.Match[str]) -> str:
        return f"{found[1]}{blocks()[found['name']]}\n{found[3]}"

    return BLOCK.sub(fresh, text)


def names_in(text: str) -> list[str]:
    """Names of the tables on a page, in order."""
    return [found["name"] for found in BLOCK.finditer(text)]


def write_page() -> None:
    """Renew the tables of the page."""
    PAGE_FILE.write_text(made(PAGE_FILE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_page()
