"""The parameters of a submodel: its dataclass filled from the groups of parameters.yaml."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

P = TypeVar("P")
SHARED = (
    "contested", "population", "telling", "scope", "reporting", "sharing", "debts", "claims", "offending",
    "to_work",
)  # fmt: skip
"""Groups that any submodel may read besides its own, in the order looked in."""


def sources(group: str, numbers: type[Any], names: Mapping[str, float]) -> dict[str, str]:
    """Where each field is found: field -> 'group.name'.

    Raises ValueError when a field is in no group, or a row of the submodel's own group is read by no field:
    every number is used, and every number used is in the file.
    """
    found: dict[str, str] = {}
    for field in fields(numbers):
        homes = [f"{home}.{field.name}" for home in (group, *SHARED) if f"{home}.{field.name}" in names]
        if not homes:
            raise ValueError(f"parameters.yaml has no {field.name} for {group}: looked in {group}, {', '.join(SHARED)}")
        found[field.name] = homes[0]
    own = {name for name in names if name.startswith(f"{group}.")}
    if unread := own - set(found.values()):
        raise ValueError(f"parameters.yaml has rows that {group} does not read: {', '.join(sorted(unread))}")
    return found


def fill(group: str, numbers: type[P], values: Mapping[str, float]) -> P:
    """An instance of `numbers` for a submodel.

    values: 'group.name' -> value in model units (weeks, per week). Raises ValueError as `sources` does.
    """
    return numbers(**{field: values[home] for field, home in sources(group, numbers, values).items()})
