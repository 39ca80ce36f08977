"""The page on scenario files: its examples load, and it names every metric and every key of changes and rules."""

import re
from pathlib import Path

import pytest

from scenarios.adaptive import Rule, When
from scenarios.changes import Change
from scenarios.loader import load_scenario
from scenarios.recorded import METRICS
from tests.scenarios.written import HEADS

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_loads_without_a_warning(example: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEADS + "extends: voluntary_2009\n" + example)
    assert load_scenario(str(tmp_path / "mine.yaml")).warnings == ()


def test_every_key_and_metric_is_named() -> None:
    assert len(EXAMPLES) == 3
    keys = [field.alias or name for model in (Change, Rule, When) for name, field in model.model_fields.items()]
    for word in [*METRICS, *(key for key in keys if key not in ("name", "when"))]:
        assert f"`{word}`" in PAGE, word
