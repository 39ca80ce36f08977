"""Differences between claimants in sentences: whose risks and odds differ, and who is let off."""

from collections.abc import Mapping

from results.explain_levels import NAMES
from results.explain_types import Difference
from results.explain_words import boxes_words, number

SITUATIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("disclose", "disclose_untrained", "screen", "declare"), ("fearing a sanction or a report",)),
    "attend": tuple(f"required to attend, on {benefit}" for benefit in ("JSA", "ESA", "Income Support")),
}
"""The situations in which a process takes its other odds; a test asks that each has words."""
ODDS: Mapping[str, str] = {
    **dict.fromkeys(("disclose", "disclose_untrained"), "of telling"),
    **dict.fromkeys(("screen", "declare"), "of an honest answer"),
    "attend": "of coming",
    "decide": "of having had good cause",
    **dict.fromkeys(("claim_again", "allowance_ends"), "of JSA rather than ESA"),
}
"""What the odds of a process are odds of; a test asks that each has words."""


def of_people(d: Difference) -> str:
    """How a risk or odds differ between claimants, against the same claimant under the base."""
    said = "; ".join(_case(d, i) for i in range(len(d.cases)))
    if d.kind == "risk":
        return f"between claimants: {said}"
    what = ODDS.get(d.name, f"of {' or '.join(d.outcomes)}")
    where = boxes_words(d.where)
    there = _situated(d.name, *d.situated) if d.situated else ""
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
    before, after = int(d.cases[0].before[0]), int(d.cases[0].after[0])
    return f"{_situated(d.name, before, after)}: {boxes_words(d.where)}"


def _situated(process: str, before: int, after: int) -> str:
    """In which situation claimants are, and whether that is new. before, after: 0 for none."""
    words = SITUATIONS.get(process, ())

    def called(which: int) -> str:
        return words[which - 1] if which <= len(words) else "in that situation"

    if before == after:
        return called(after) if after else f"not {called(1).partition(',')[0]}"
    return f"now {called(after)}" if after else f"no longer {called(before)}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
