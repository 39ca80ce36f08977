"""An explanation for machines."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np

from results.explain_boxes import Box
from results.explain_ticks import TickRule
from results.explain_words import level_words


def as_json(thing: Any) -> Any:
    """An explanation, or any part of one, as plain values: boxes by the words of their levels, days as text."""
    if isinstance(thing, Box):
        return {axis: [level_words(axis, level) for level in levels] for axis, levels in thing.levels}
    if isinstance(thing, TickRule):
        return {"tick": thing.tick, "name": thing.name, "unit": thing.unit, "levers": list(thing.levers)}
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: as_json(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): as_json(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [as_json(each) for each in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, float) and not np.isfinite(thing):
        return str(thing)
    return int(thing) if isinstance(thing, IntEnum | np.integer) else thing
