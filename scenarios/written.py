"""Writing a scenario file: settings as text that reads back the same."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

WIDTH = 110


def scenario_text(settings: Mapping[str, Any], *, remarks: Sequence[str] = ()) -> str:
    """A scenario file. settings: plain values, as `Loaded.resolved` has them. remarks: comments above it."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(dict(settings), text)
    above = "".join(f"# {line}\n" for remark in remarks for line in remark.splitlines())
    return above + text.getvalue()
