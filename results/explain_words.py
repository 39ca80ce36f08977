"""Plain words for boxes of statuses, for levels, and for hazards."""

from collections.abc import Mapping, Sequence
from typing import Any

from results.explain_boxes import Box
from results.explain_levels import BECOMES, KEEPS, LEVELS, SAID_FIRST, SETS, TOLD_FIRST, TRAITS
from results.explain_traits import TRAIT_AXES
from results.explain_types import KEPT, Edit
from scenarios.units import IN_A_WEEK
from simulate.status import AXES, level_name

YEARLY_BELOW = 0.1
"""Hazards per week below this are said per year."""


def level_words(axis: str, level: int) -> str:
    """One level in plain words."""
    words = LEVELS.get(axis) or TRAITS.get(axis)
    return words[level] if words else level_name(axis, level)


def becomes_words(axis: str, level: int) -> str:
    """What somebody who comes to a level becomes."""
    return KEEPS[axis] if level == KEPT else BECOMES.get((axis, level)) or level_words(axis, level)


def _axis_words(axis: str, levels: tuple[int, ...]) -> str:
    size = len(AXES[axis]) if axis in AXES else TRAIT_AXES[axis]
    words, rest = [], set(levels)
    for together, name in SETS.get(axis, ()):
        if together <= rest:
            words.append(name)
            rest -= together
    others = [level_words(axis, level) for level in range(size) if level not in levels]
    if len(others) == 1 and (len(levels) > 3 or len(words) + len(rest) > 2):
        return f"not {others[0]}"
    return " or ".join([*words, *(level_words(axis, level) for level in sorted(rest))])


def box_words(box: Box) -> str:
    """A box in words; "everybody" if it says nothing."""
    order = sorted(box.levels, key=lambda each: SAID_FIRST.index(each[0]) if each[0] in SAID_FIRST else 99)
    return ", ".join(_axis_words(axis, levels) for axis, levels in order) or "everybody"


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these, as far as it is worth a word."""
    axes = [dict(box.levels) for box in boxes]
    shared = [axis for axis in axes[0] if all(axis in levels for levels in axes)] if axes else []
    joined = [(axis, tuple(sorted({level for levels in axes for level in levels[axis]}))) for axis in shared]
    return Box(tuple((axis, levels) for axis, levels in joined if _says_much(axis, levels)))


def _says_much(axis: str, levels: tuple[int, ...]) -> bool:
    """Whether levels are few enough, or have a name together, to be worth a word."""
    size = len(AXES[axis]) if axis in AXES else TRAIT_AXES[axis]
    named = any(set(levels) == together for together, _ in SETS.get(axis, ()))
    return len(levels) < size and (named or 2 * len(levels) <= size)


def boxes_words(boxes: Sequence[Box], most: int = 3) -> str:
    """Boxes in words, the first few of many."""
    said = [box_words(box) for box in boxes[:most]]
    more = f"; and {len(boxes) - most} groups more" if len(boxes) > most else ""
    return "; ".join(said) + more


def edits_words(edits: Sequence[Edit]) -> str:
    """What a status gets, one or the other: the levels of each axis together where all speak of the same axes."""
    axes = [axis for axis, _ in edits[0]]
    if len(edits) == 1 or any([axis for axis, _ in edit] != axes for edit in edits) or "dead" in axes:
        return " or ".join(dict.fromkeys(edit_words(edit) for edit in edits))
    told = sorted(axes, key=TOLD_FIRST.index)
    each = [dict.fromkeys(becomes_words(axis, dict(edit)[axis]) for edit in edits) for axis in told]
    return ", ".join(" or ".join(words) for words in each)


def edit_words(edit: Sequence[tuple[str, int]]) -> str:
    """What a status gets, in words."""
    if tuple(edit) == (("dead", 1),):
        return "dead"
    told = sorted(edit, key=lambda each: TOLD_FIRST.index(each[0]))
    return ", ".join(becomes_words(axis, level) for axis, level in told)


def number(value: float) -> str:
    """Three significant digits, without an exponent."""
    text = f"{value:.3g}"
    return f"{value:,.0f}" if "e" in text and abs(value) >= 1 else f"{value:.6f}".rstrip("0") if "e" in text else text


def hazards(*ranges: Sequence[float]) -> str:
    """Hazards per week, each range from lowest to highest, before → after, in a unit that suits the highest."""
    yearly = max(max(values) for values in ranges) < YEARLY_BELOW
    factor = 1 / IN_A_WEEK["years"] if yearly else 1.0
    said = [_range([number(value * factor) for value in (min(values), max(values))]) for values in ranges]
    return f"{' → '.join(said)} a {'year' if yearly else 'week'}"


def _range(texts: Sequence[str]) -> str:
    return texts[0] if texts[0] == texts[-1] else f"{texts[0]} to {texts[-1]}"


def mean_times(values: Sequence[float]) -> str:
    """Hazards per week as the mean time they give."""
    times = sorted(1 / value for value in values if value > 0)
    return f"{_range([number(time) for time in (times[0], times[-1])])} weeks" if times else "never"


def percents(values: Sequence[float]) -> str:
    """Chances, lowest to highest, in per cent."""
    return _range([f"{100 * value:.3g}%" for value in (min(values), max(values))])


def figure_words(value: Any) -> str:
    """What a rule comes to: figures to three significant digits, the rest like a setting."""
    return number(value) if isinstance(value, float) else setting_words(value)


def setting_words(value: Any) -> str:
    """A setting as a reader would say it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, Mapping) and set(value) == {"share_of_benefit", "weeks"}:
        return f"{100 * value['share_of_benefit']:.3g}% of benefit for {', '.join(value['weeks'])}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {setting_words(each)}" for key, each in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(setting_words(each) for each in value) or "nobody"
    return str(value)
