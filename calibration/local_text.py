"""An area's posterior in words and for machines. Counts below 5 are not shown."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from calibration.local import LEAST_SHOWN, Moved

SYNTHETIC = "synthetic: as in England"
LOCAL = "moved by the area's own number"
NAMES = {"entry": "Coming to treatment", "wait": "Wait for treatment", "death": "Dying"}
GIVEN = {
    "claimants": "Claimants", "in_treatment": "In treatment", "starts_a_year": "Treatment starts a year",
    "mean_wait_days": "Mean wait, days", "deaths_a_year": "Deaths a year",
}  # fmt: skip
COUNTS = ("claimants", "in_treatment", "starts_a_year", "deaths_a_year")


def count(value: float) -> str:
    """A count of people, withheld where it is below 5 and not 0."""
    return f"fewer than {LEAST_SHOWN}" if 0 < value < LEAST_SHOWN else f"{value:,.0f}"


def given(moved: Moved) -> dict[str, str]:
    """What the area said, as it may be shown."""
    told = moved.profile.model_dump()
    return {
        label: SYNTHETIC if told[name] is None else count(told[name]) if name in COUNTS else f"{told[name]:g}"
        for name, label in GIVEN.items()
    }


def table(moved: Moved) -> tuple[RenderableType, ...]:
    """What the area said, and what it moved."""
    said = Table(title=Text(f"{moved.profile.area}: what it said"), title_justify="left")
    said.add_column("Figure")
    said.add_column("Value", justify="right")
    for label, value in given(moved).items():
        said.add_row(label, value)
    factors = Table(title=Text("Against England (1 is as there)"), title_justify="left")
    for column in ("", "Factor", "90% interval", "Standing"):
        factors.add_column(column)
    for one in moved.shifts:
        interval = f"{one.low:.2f} to {one.high:.2f}" if one.known else "-"
        factors.add_row(NAMES[one.name], f"{one.middle:.2f}", interval, LOCAL if one.known else SYNTHETIC)
    return said, factors


def as_json(moved: Moved) -> dict[str, Any]:
    """The same for machines."""
    return {
        "area": moved.profile.area,
        "given": given(moved),
        "factors": {
            one.name: {
                "middle": one.middle, "low": one.low, "high": one.high, "parameters": list(one.parameters),
                "standing": LOCAL if one.known else SYNTHETIC,
            }
            for one in moved.shifts
        },
        "untreated_of_240000_nearest": moved.untreated_people,
    }  # fmt: skip
