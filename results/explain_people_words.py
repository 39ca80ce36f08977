"""Differences between claimants in sentences: whose risks and odds differ, and who is let off."""

from collections.abc import Mapping

from results.explain_levels import NAMES
from results.explain_types import Difference
from results.explain_words import boxes_words, number

SITUATIONS: Mapping[str, str] = {
    **dict.fromkeys(("disclose", "disclose_untrained", "screen", "declare"), "fearing a sanction or a report"),
    "attend": "required to attend",
}
"""The situation in which a process takes its other odds; a test asks that each has words."""
ODDS: Mapping[str, str] = {
    **dict.fromkeys(("disclose", "disclose_untrained"), "of telling"),
    **dict.fromkeys(("screen", "declare"), "of an honest answer"),
    "attend": "of coming",
    "decide": "of having had good cause",
    **dict.fromkeys(("claim_again", "allowance_ends"), "of JSA rather than ESA"),
}
"""What the odds of a process are odds of; a test asks that each has words."""
_SITUATED = {(0, 0): "not {}", (0, 1): "now {}", (1, 0): "no longer {}", (1, 1): "{}"}


def of_people(d: Difference) -> str:
    """How a risk or odds differ between claimants, against the same claimant under the base."""
    said = "; ".join(_case(d, i) for i in range(len(d.cases)))
    if d.kind == "risk":
        return f"between claimants: {said}"
    what = ODDS.get(d.name, f"of {' or '.join(d.outcomes)}")
    where = boxes_words(d.where)
    there = _SITUATED[d.situated].format(SITUATIONS.get(d.name, "in that situation")) if d.situated else ""
    place = there or ("" if where == "everybody" else where)
    return f"odds {what}{f', {place}' if place else ''}: {said}"


def _case(d: Difference, i: int) -> str:
    case = d.cases[i]
    if d.change == "range":
        low, high = case.after
        return f"×{number(low)} to ×{number(high)}, by {_joined([NAMES.get(trait, trait) for trait in d.traits])}"
    who = boxes_words(case.boxes)
    if case.before[0] == 0:
        return f"now also {who}"
    return f"never {who}" if case.after[0] == 0 else f"×{number(case.after[0])} {who}"


def exemptions(d: Difference) -> str:
    """Who is let off for who he or she is, or no longer is."""
    said = [f"{'let off' if case.after[0] else 'no longer let off'}: {boxes_words(case.boxes)}" for case in d.cases]
    return "; ".join(said)


def situation(d: Difference) -> str:
    """Who comes to be in a situation, or no longer is."""
    what = SITUATIONS.get(d.name, "in that situation")
    return f"{'now' if d.cases[0].after[0] else 'no longer'} {what}: {boxes_words(d.where)}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
