"""The differences of one process in sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from results.explain_boxes import Box
from results.explain_edits import DEATH
from results.explain_people_words import exemptions, of_people, situation
from results.explain_types import Difference
from results.explain_words import (
    boxes_words,
    edit_words,
    edits_words,
    hazards,
    hull,
    level_words,
    mean_times,
    number,
    percents,
)
from simulate.processes import PROCESSES

STAGES = {process.name: process.clock.stages for process in PROCESSES}

MARK = "\u00a0†"
"""Stands after what is about statuses to which nobody comes under the base."""
WAYS = {
    (0, 0): "obliged before", (0, 1): "free before", (1, 0): "let off, obliged before", (1, 1): "let off, free before",
}  # fmt: skip
"""For whom a regime begins: (exempted, nothing was required before)."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says differences. full: all of them one by one; otherwise more than `few` of a kind are told as a range."""

    full: bool
    few: int

    def of_process(self, found: Sequence[Difference]) -> Iterator[str]:
        """Sentences on one process or counted outcome."""
        yield from self._each([d for d in found if d.kind in ("hazard", "rate")], _hazard, _many_hazards)
        yield from self._each([d for d in found if d.kind == "chance"], _chance, _many_chances)
        follows = [d for d in found if d.kind == "after"]
        yield from _outcomes([d for d in follows if d.change == "new" and not self.full])
        yield from _afters([d for d in follows if d.change != "new" or self.full])
        for d in found:
            if d.kind in ("risk", "odds"):
                yield of_people(d) + _mark([d])
            elif d.kind == "exempt":
                yield exemptions(d)
            elif d.kind == "name":
                yield f"recorded as “{d.after}”, not as “{d.before}”"
            elif self.full and d.kind == "situation":
                yield situation(d) + _mark([d])
            elif self.full and d.kind == "arrived":
                yield _arrival(d)

    def _each(
        self, found: Sequence[Difference], one: Callable[[Difference], str],
        many: Callable[[Sequence[Difference]], str],
    ) -> Iterator[str]:  # fmt: skip
        # The same effect of another size for each benefit is worth a line each.
        few = self.few + all(d.change == "times" for d in found)
        if not self.full and len(found) > few:
            yield many(found) + _mark(found)
        else:
            yield from (one(d) + _mark([d]) for d in found)


def _mark(found: Sequence[Difference]) -> str:
    return "" if any(d.reached for d in found) else MARK


def _values(found: Sequence[Difference], when: str, outcome: int = 0) -> list[float]:
    return [getattr(case, when)[outcome] for d in found for case in d.cases]


def _hazard(d: Difference) -> str:
    before, after = _values([d], "before"), _values([d], "after")
    where = boxes_words(d.where)
    if d.change == "gone":
        return f"no longer (was {hazards(before)}): {where}"
    timed = STAGES.get(d.name, 1) != 1
    if d.change == "new":
        return f"now {f'after {mean_times(after)}' if timed else hazards(after)}: {where}"
    if timed:
        return f"after {mean_times(before)} → {mean_times(after)}: {where}"
    size = (
        f"×{number(d.size or 1)}"
        if d.change == "times"
        else f"{'+' if (d.size or 0) > 0 else '−'}{hazards([abs(d.size or 0)])}"
    )
    return f"{where}: {hazards(before, after)} ({size})"


def _many_hazards(found: Sequence[Difference]) -> str:
    after = _values(found, "after")
    where = boxes_words([hull([box for d in found for box in d.where])])
    if all(d.change == "new" for d in found):
        timed = STAGES.get(found[0].name, 1) != 1
        pace = f"after {mean_times(after)}" if timed else hazards(after)
        return f"now {pace}: {where}, in {len(found)} groups"
    sizes = [d.size for d in found if d.size is not None]
    by = ""
    if all(d.change == "times" for d in found):
        by = f" (×{number(min(sizes))} to ×{number(max(sizes))})"
    elif all(d.change == "plus" for d in found) and min(sizes) > 0:
        by = f" (+{hazards(sizes)})"
    return f"{where}: {hazards(_values(found, 'before'), after)}{by}, in {len(found)} groups"


def _chance(d: Difference) -> str:
    where = boxes_words(d.where)
    if d.change == "times":
        before, after = _values([d], "before"), _values([d], "after")
        return f"{d.outcomes[0]}, {where}: {percents(before)} → {percents(after)} (odds ×{number(d.size or 1)})"
    return _chances([d]) + ("" if where == "everybody" else f": {where}")


def _many_chances(found: Sequence[Difference]) -> str:
    where = boxes_words([hull([box for d in found for box in d.where])])
    return f"{_chances(found)}: {where}, in {len(found)} groups"


def _chances(found: Sequence[Difference]) -> str:
    """Each outcome with its chances, from before where anybody came there before."""
    said = []
    told = any(d.reached for d in found) and not all(case.before[0] == 1 for d in found for case in d.cases)
    for o, name in enumerate(found[0].outcomes):
        before, after = _values(found, "before", o), _values(found, "after", o)
        if any(after) or (told and any(before)):
            was = f"{percents(before)} → " if told and before != after else ""
            said.append(f"{name} {was}{percents(after)}")
    return " · ".join(said)


def _afters(found: Sequence[Difference]) -> Iterator[str]:
    """What follows differently; outcomes with the same consequence in the same statuses are said together."""
    outcomes: dict[tuple[str, str, str], list[str]] = {}
    for d in found:
        edit = d.cases[0].edit
        stays = [(axis, level) for axis, level in edit if all((axis, (level,)) in box.levels for box in d.where)]
        words = []
        if len(stays) < len(edit):
            becomes = edit_words([each for each in edit if each not in stays])
            words.append(becomes if becomes.startswith("no longer") else f"now {becomes}")
        words += [f"still {level_words(axis, level)}" for axis, level in stays]
        axes = {axis for axis, _ in stays}
        where = boxes_words([Box(tuple(each for each in box.levels if each[0] not in axes)) for box in d.where])
        said = ", ".join(words), "" if where == "everybody" else f" ({where})", _mark([d])
        outcomes.setdefault(said, []).append(d.outcome)
    for (told, where, mark), named in outcomes.items():
        yield f"if {' or '.join(_quoted(name) for name in named)}: {told}{where}{mark}"


def _quoted(outcome: str) -> str:
    """The name of an outcome in a sentence."""
    return f"“{outcome}”" if "," in outcome else outcome


def _arrival(d: Difference) -> str:
    """What changes at once when the regime begins, against what would under the base."""
    who = [words for way, words in WAYS.items() if way in d.ways]
    whose = "" if len(who) == len(WAYS) else f" ({' or '.join(who)})"
    edit = d.cases[0].edit
    what = "nobody is let off any more" if edit == DEATH else edit_words(edit)
    return f"on the day it begins{whose}, {boxes_words(d.where)}: {what}"


def _outcomes(found: Sequence[Difference]) -> Iterator[str]:
    """What outcomes lead to that did not happen before: of each the fullest accounts."""
    said: dict[str, list[str]] = {}
    for outcome in dict.fromkeys(d.outcome for d in found):
        edits = [d.cases[0].edit for d in found if d.outcome == outcome]
        most = max(len(edit) for edit in edits)
        words = edits_words([edit for edit in edits if len(edit) == most])
        if words != outcome:
            said.setdefault(words, []).append(outcome)
    if said:
        told = [f"{', '.join(_quoted(name) for name in named)} = {words}" for words, named in said.items()]
        yield f"leads to: {'; '.join(told)}"
