"""Spoiling a document: its groups, lists and values by the grammar, or its text by the byte."""

import copy
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.hostile.words import NUMBERS, OTHERS, TEXTS, UNITS, keys_and_choices, parameters

Where = tuple[Any, Any]
"""A group or list, and the key or index in it."""


def places(value: Any) -> list[Where]:
    """Every place of a document at which something stands."""
    found: list[Where] = []

    def walk(here: Any) -> None:
        inside = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        for key, one in inside:
            found.append((here, key))
            walk(one)

    walk(value)
    return found


def anything(chance: random.Random) -> Any:
    """Some value: known to the grammar or not."""
    pick = chance.random()
    if pick < 0.25:
        return chance.choice(NUMBERS)
    if pick < 0.55:
        return chance.choice(TEXTS)
    if pick < 0.7:
        return copy.deepcopy(chance.choice(OTHERS))
    if pick < 0.9:
        return copy.deepcopy(chance.choice(keys_and_choices()[1]))
    return {a_key(chance): anything(chance) for _ in range(chance.randrange(4))}


def a_key(chance: random.Random) -> str:
    """Some key: known to the grammar or not."""
    if chance.random() < 0.8:
        return chance.choice(keys_and_choices()[0])
    return str(chance.choice((*parameters()[::10], *(text for text in TEXTS if len(text) < 100))))


def typo(word: str, chance: random.Random) -> str:
    """A word with one letter wrong."""
    at = chance.randrange(len(word) + 1)
    changes = (
        word[:at] + word[at + 1 :],
        word[:at] + chance.choice("aeiou_. -") + word[at:],
        word.upper(),
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )
    return chance.choice(changes)


def _near(value: Any, chance: random.Random) -> Any:
    """A value like this one: of another size, sign, unit or type."""
    if isinstance(value, bool):
        return chance.choice((not value, int(value), str(value).lower(), "yes", None))
    if isinstance(value, int | float):
        factors = (
            value * 2,
            value / 2,
            -value,
            value + 1,
            value - 1,
            value * 1e6,
            value * 1e-6,
            str(value),
            [value],
            0,
        )
        return chance.choice(factors)
    if isinstance(value, str):
        head, _, unit = value.partition(" ")
        with_unit = f"{chance.choice(('0', '1', '2.5', '-4', '1e3', '9' * 30, head))} {chance.choice((*UNITS, unit))}"
        return chance.choice((with_unit, typo(value, chance), value * 2, value.split(), head, anything(chance)))
    return anything(chance)


def _delete(value: Any, chance: random.Random, other: Any) -> None:
    holder, key = chance.choice(places(value))
    del holder[key]


def _rename(value: Any, chance: random.Random, other: Any) -> None:
    named = [(holder, key) for holder, key in places(value) if isinstance(holder, dict)]
    holder, key = chance.choice(named)
    holder[typo(key, chance) if chance.random() < 0.6 else a_key(chance)] = holder.pop(key)


def _replace(value: Any, chance: random.Random, other: Any) -> None:
    holder, key = chance.choice(places(value))
    holder[key] = anything(chance)


def _bend(value: Any, chance: random.Random, other: Any) -> None:
    leaves = [(holder, key) for holder, key in places(value) if not isinstance(holder[key], dict | list)]
    holder, key = chance.choice(leaves or places(value))
    holder[key] = _near(holder[key], chance)


def _swap(value: Any, chance: random.Random, other: Any) -> None:
    (one, here), (two, there) = chance.choice(places(value)), chance.choice(places(value))
    one[here], two[there] = copy.deepcopy(two[there]), copy.deepcopy(one[here])


def _add(value: Any, chance: random.Random, other: Any) -> None:
    groups = [value, *(holder[key] for holder, key in places(value) if isinstance(holder[key], dict))]
    chance.choice(groups)[a_key(chance)] = anything(chance)


def _repeat(value: Any, chance: random.Random, other: Any) -> None:
    lists = [holder[key] for holder, key in places(value) if isinstance(holder[key], list) and holder[key]]
    if not lists:
        return _add(value, chance, other)
    items = chance.choice(lists)
    items.extend([copy.deepcopy(chance.choice(items))] * chance.choice((1, 2, 50)))
    return None


def _graft(value: Any, chance: random.Random, other: Any) -> None:
    holder, key = chance.choice(places(other))
    if isinstance(holder, dict) and chance.random() < 0.5 and isinstance(value, dict):
        value[key] = copy.deepcopy(holder[key])
        return
    there, here = chance.choice(places(value))
    there[here] = copy.deepcopy(holder[key])


def _wrap(value: Any, chance: random.Random, other: Any) -> None:
    holder, key = chance.choice(places(value))
    for _ in range(chance.choice((1, 2, 40))):
        holder[key] = [holder[key]] if chance.random() < 0.5 else {a_key(chance): holder[key]}


SHAPES: Sequence[Callable[[Any, random.Random, Any], None]] = (
    _bend, _bend, _bend, _replace, _replace, _delete, _rename, _swap, _add, _repeat, _graft, _graft, _wrap,
)  # fmt: skip


def shape(value: Any, chance: random.Random, other: Any) -> Any:
    """A document with its shape spoilt in one to four places. other: a document that pieces may be taken from."""
    made = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        if isinstance(made, dict) and made:
            chance.choice(SHAPES)(made, chance, other)
    return made


def as_text(value: Any, chance: random.Random) -> str:
    """YAML of a document: a line for each key of the top, flow style behind it; or indented, as people write it."""
    if not isinstance(value, dict):
        return json.dumps(value, default=str) + "\n"
    if chance.random() < 0.5:
        return "".join(f"{_word(key)}: {json.dumps(one, default=str)}\n" for key, one in value.items())
    return "".join(_lines(value, 0))


def _lines(value: dict[str, Any], depth: int) -> list[str]:
    made = []
    for key, one in value.items():
        if isinstance(one, dict) and one and depth < 40:
            made += [f"{' ' * depth}{_word(key)}:\n", *_lines(one, depth + 2)]
        else:
            made.append(f"{' ' * depth}{_word(key)}: {json.dumps(one, default=str)}\n")
    return made


def _word(key: Any) -> str:
    text = str(key)
    return text if text.isidentifier() else json.dumps(text)
