"""What a reader looks at: whose belief, which effects are held where, which levers are moved. It is also the URL.

`?belief=minister&hold.push=1.4&lever.sanction.discretion=0.5`. Whatever else a URL holds is refused in a sentence.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from results.surface.surface import Surface
from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest

LONGEST_URL = 4000
"""Characters of the query: everything moved at once takes less than half of that."""
LONGEST_SHOWN = 40
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
HOLD, LEVER = "hold.", "lever."
WHERE = "address"


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at. held: effect, without its group -> value in the unit of its row. moved: lever -> value."""

    belief: str
    held: Mapping[str, float] = field(default_factory=dict)
    moved: Mapping[str, float] = field(default_factory=dict)


def query_of(view: View, surface: Surface) -> str:
    """The view as the query of a URL; what is as at first is left out."""
    said = [("surface", surface.name), ("belief", view.belief)]
    said += [(HOLD + name, f"{value:.6g}") for name, value in view.held.items()]
    said += [(LEVER + name, f"{value:.6g}") for name, value in view.moved.items()]
    return urlencode(said)


def read_query(query: str, surfaces: Mapping[str, Surface]) -> tuple[Surface, View]:
    """The surface and the view that a query of a URL asks for. Raises InputError with every problem found."""
    first = next(iter(surfaces.values()))
    problems: list[Problem] = []
    if len(query) > LONGEST_URL:
        raise InputError(
            Problem(WHERE, None, None, "", "is too long", f"{len(query):,} characters", f"{LONGEST_URL:,}")
        )
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=200)
    asked = dict(pairs)
    if len(asked) < len(pairs):
        problems.append(Problem(WHERE, None, None, "", "says something twice"))
    surface = surfaces.get(asked.pop("surface", first.name))
    if surface is None:
        given = _short(dict(pairs)["surface"])
        raise InputError(Problem(WHERE, None, None, "surface", "is not known", given, ", ".join(surfaces)))
    belief = asked.pop("belief", surface.beliefs[0].name)
    known = [one.name for one in surface.beliefs]
    if belief not in known:
        problems.append(Problem(WHERE, None, None, "belief", "is not known", _short(belief), ", ".join(known)))
    held: dict[str, float] = {}
    moved: dict[str, float] = {}
    ends = {HOLD + one.name: (held, one.name, one.low, one.high) for one in surface.effects}
    ends |= {LEVER + one.name: (moved, one.name, one.low, one.high) for one in surface.levers}
    for key, text in asked.items():
        if key not in ends:
            near = nearest(key, list(ends)) if len(key) <= LONGEST_SHOWN else None
            problems.append(Problem(WHERE, None, None, _short(key), "is not known", None, None, near))
            continue
        into, name, low, high = ends[key]
        value = _number(text)
        if value is None or not low <= value <= high:
            allowed = f"a number from {low:g} to {high:g}"
            problems.append(Problem(WHERE, None, None, key, "is out of range", _short(text), allowed))
        else:
            into[name] = value
    if problems:
        raise InputError(problems)
    return surface, View(belief, held, moved)


def _number(text: str) -> float | None:
    # ASCII digits only, so that a page without a server reads the same; what is too large is out of range anyhow.
    if len(text) > LONGEST_SHOWN or not NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _short(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "\N{HORIZONTAL ELLIPSIS}"
