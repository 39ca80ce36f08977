"""Kinds of field: places."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scenarios.fields import EVERYWHERE, Places

PLACES: TypeAdapter[tuple[str, ...]] = TypeAdapter(Places)


@pytest.mark.parametrize("given", [[], [1], ["Leeds", None], "Leeds", None, {}, [["Leeds"]]])
def test_places_are_all_or_names(given: Any) -> None:
    with pytest.raises(ValidationError, match="must be all, or a list of names"):
        PLACES.validate_python(given)


def test_places_that_are_good() -> None:
    assert PLACES.validate_python("all") == EVERYWHERE and PLACES.validate_python(["Leeds"]) == ("Leeds",)
