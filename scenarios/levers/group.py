"""What every group of levers is: strict, frozen, and without unknown keys."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

Benefit = Literal["JSA", "ESA", "IS"]


class Group(BaseModel):
    """A group of settings: strict, frozen, and without unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


def distinct(items: tuple[str, ...]) -> tuple[str, ...]:
    """The items, each once. Raises what pydantic turns into a problem."""
    if len(set(items)) < len(items):
        raise PydanticCustomError("repeated", "names the same thing twice")
    return items
