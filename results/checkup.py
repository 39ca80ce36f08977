"""What `doctor` says: of the machine, and of the made population against what was published."""

import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from results.manifest import installed
from simulate.ensemble import Plan, Task, people
from simulate.margins import Margin, margins

PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "plotly", "pydantic", "ruamel.yaml", "typer", "mesa")
SLACK = 2.0
"""How many times the error that whole claimants force a margin may be off."""


def population(plan: Plan) -> tuple[Margin, ...]:
    """Every margin of the people of a plan's first draw and replicate."""
    untreated = plan.scenarios[0][1].population.untreated_people
    return margins(people(plan, Task(0, 0)), plan.parameters.values(), untreated_people=untreated)


def off(found: Sequence[Margin]) -> list[str]:
    """Names of the margins that are not met."""
    return [margin.name for margin in found if abs(margin.error) > SLACK * margin.rounding]


def plain(margin: Margin) -> dict[str, str | float]:
    """A margin for machines."""
    return {
        "name": margin.name,
        "wanted": margin.wanted,
        "made": margin.made,
        "error": margin.error,
        "parameter": margin.parameter,
    }


def margins_table(found: Sequence[Margin], claimants: int) -> Table:
    """The margins for people."""
    table = Table(title=f"{claimants:,} claimants against every published margin", title_justify="left")
    for head in ("margin", "published", "made", "error", "where the figure stands"):
        table.add_column(head, justify="left" if head in ("margin", "where the figure stands") else "right")
    for one in found:
        table.add_row(one.name, f"{one.wanted:.4%}", f"{one.made:.4%}", f"{one.error:+.4%}", one.parameter)
    return table


def machine(folder: Path) -> dict[str, Any]:
    """Versions, cores, and whether runs can be written to a folder; with what to do if they cannot."""
    found: dict[str, Any] = {
        "sanctionsim": installed("sanctionsim"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "versions": {name: installed(name) for name in PACKAGES},
        "writable": True,
    }
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        found["writable"] = False
        found["mend"] = f"runs cannot be written to {folder}: {fault.strerror}; go elsewhere or give --out"
    return found


def lines(found: dict[str, Any]) -> list[str]:
    """The machine for people."""
    return [
        f"sanctionsim {found['sanctionsim']}, Python {found['python']}, {found['cores']} cores, {found['machine']}",
        "  ".join(f"{name} {number}" for name, number in found["versions"].items()),
        "runs can be written here" if found["writable"] else found["mend"],
    ]
