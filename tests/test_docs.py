"""What the documentation says is true of the code."""

import re
from pathlib import Path

from simulate.processes import PROCESSES
from simulate.status import AXES

ROOT = Path(__file__).parents[1]


def rows(section: str) -> list[str]:
    text = (ROOT / "docs" / "model.md").read_text()
    body = text.split(section, 1)[1]
    table = body.split("|---", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| ([\w]+) \|", table, flags=re.M)


def test_the_model_page_lists_every_submodel_in_order() -> None:
    assert rows("## Submodels") == [process.name for process in PROCESSES]


def test_the_model_page_lists_every_axis() -> None:
    assert rows("## Entities, state and scales") == list(AXES)


def test_nothing_points_at_a_file_that_is_not_there() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for name in re.findall(
            r"`((?:scenarios|simulate|results|calibration|docs|tests|benchmarks)/[\w./]*)`", page.read_text()
        ):
            assert (ROOT / name).exists(), f"{page.name} names {name}"
