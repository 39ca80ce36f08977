"""Plain words for boxes of statuses, for levels, and for hazards."""

from collections.abc import Mapping, Sequence
from typing import Any

from results.explain_boxes import Box
from results.explain_people import TRAIT_AXES
from results.explain_types import Edit
from scenarios.units import IN_A_WEEK
from simulate.claimants import Drug
from simulate.status import AXES, level_name

YEARLY_BELOW = 0.1
"""Hazards per week below this are said per year."""

_SETS: Mapping[str, Sequence[tuple[frozenset[int], str]]] = {
    "pathway": (
        (frozenset({0, 1, 2, 3, 6}), "not in treatment"),
        (frozenset({0, 1, 2, 3}), "neither in treatment nor just out of it"),
        (frozenset({0, 2, 6}), "out of treatment"),
        (frozenset({4, 5}), "in treatment"),
    ),
    "knowledge": ((frozenset({1, 2}), "known to the Jobcentre"),),
    "income": (
        (frozenset({0, 1, 2, 3, 4, 5}), "at liberty"),
        (frozenset({0, 1, 2, 4, 5}), "at liberty"),
        (frozenset({0, 1, 2}), "on benefit"),
    ),
    "sanction": ((frozenset({0, 1}), "not sanctioned"),),
    "ladder": ((frozenset({1, 2}), "sanctioned before"),),
    "housing": ((frozenset({0, 1}), "not homeless"), (frozenset({1, 2}), "not settled")),
}
"""Levels that have a name together, the largest sets first."""
_LEVELS: Mapping[str, Sequence[str]] = {
    "pathway": (
        "not engaged", "with an appointment", "lost after referral", "queued", "stabilising", "maintained",
        "just left treatment", "treatment completed",
    ),
    "mandate": ("not required to attend", "required to attend"),
    "knowledge": ("unknown to the Jobcentre", "has told an adviser", "identified", "concealing"),
    "income": (
        "on JSA", "on ESA", "on IS", "on the treatment allowance", "in work", "on nothing", "in custody",
    ),
    "sanction": ("no sanction", "breach being decided", "sanctioned"),
    "ladder": ("no sanction before", "one sanction before", "two or more before"),
    "housing": ("settled housing", "insecure housing", "homeless"),
    "use": ("dependent", "recovered"),
    "support": ("without a plan", "with a plan"),
    "record": ("no criminal record", "criminal record"),
}  # fmt: skip
_TRAITS: Mapping[str, Sequence[str]] = {
    "male": ("women", "men"),
    "injecting": ("not injecting", "injecting"),
    "wants_change": ("not ready to change", "ready to change"),
    "dual_diagnosis": ("no dual diagnosis", "dual diagnosis"),
    "chronic_condition": ("no chronic condition", "chronic condition"),
    "treated_before": ("never treated before", "treated before"),
    "children": ("no children at home", "children at home"),
    "drug": tuple(drug.name.lower() for drug in Drug),
    "opening_benefit": ("began on JSA", "began on ESA", "began on IS"),
}
_SAID_FIRST = (
    "income",
    "pathway",
    "knowledge",
    "mandate",
    "sanction",
    "ladder",
    "use",
    "support",
    "housing",
    "record",
)


def level_words(axis: str, level: int) -> str:
    """One level in plain words."""
    words = _LEVELS.get(axis) or _TRAITS.get(axis)
    return words[level] if words else level_name(axis, level)


def _axis_words(axis: str, levels: tuple[int, ...]) -> str:
    size = len(AXES[axis]) if axis in AXES else TRAIT_AXES[axis]
    words, rest = [], set(levels)
    for together, name in _SETS.get(axis, ()):
        if together <= rest:
            words.append(name)
            rest -= together
    others = [level_words(axis, level) for level in range(size) if level not in levels]
    if len(levels) > 2 and len(others) == 1 < len(words) + len(rest):
        return f"not {others[0]}"
    return " or ".join([*words, *(level_words(axis, level) for level in sorted(rest))])


def box_words(box: Box) -> str:
    """A box in words; "everybody" if it says nothing."""
    order = sorted(box.levels, key=lambda each: _SAID_FIRST.index(each[0]) if each[0] in _SAID_FIRST else 99)
    return ", ".join(_axis_words(axis, levels) for axis, levels in order) or "everybody"


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these."""
    axes = [dict(box.levels) for box in boxes]
    shared = [axis for axis in axes[0] if all(axis in levels for levels in axes)] if axes else []
    joined = [(axis, tuple(sorted({level for levels in axes for level in levels[axis]}))) for axis in shared]
    size = {**{name: len(levels) for name, levels in AXES.items()}, **TRAIT_AXES}
    return Box(tuple((axis, levels) for axis, levels in joined if len(levels) < size[axis]))


def boxes_words(boxes: Sequence[Box], most: int = 3) -> str:
    """Boxes in words, the first few of many."""
    said = [box_words(box) for box in boxes[:most]]
    more = f"; and {len(boxes) - most} groups more" if len(boxes) > most else ""
    return "; ".join(said) + more


def edit_words(edit: Edit) -> str:
    """What a status gets, in words."""
    if edit == (("dead", 1),):
        return "dead"
    return ", ".join(level_words(axis, level) for axis, level in edit)


def number(value: float) -> str:
    """Three significant digits, without an exponent."""
    text = f"{value:.3g}"
    return f"{value:,.0f}" if "e" in text and abs(value) >= 1 else f"{value:.6f}".rstrip("0") if "e" in text else text


def hazards(*ranges: Sequence[float]) -> str:
    """Hazards per week, each range from lowest to highest, before → after, in a unit that suits the
    highest.
    """
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
