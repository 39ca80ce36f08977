"""The differences of one process in sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from results.explain_types import Difference
from results.explain_words import boxes_words, edit_words, hazards, hull, mean_times, number, percents
from simulate.processes import PROCESSES

STAGES = {process.name: process.clock.stages for process in PROCESSES}

MARK = "\u00a0†"
"""Stands after what is about statuses to which nobody comes under the base."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says differences. full: all of them one by one; otherwise more than `few` of a kind are told as a
    range.
    """

    full: bool
    few: int

    def of_process(self, found: Sequence[Difference]) -> Iterator[str]:
        """Sentences on one process or counted outcome."""
        hazard = [d for d in found if d.kind in ("hazard", "rate")]
        fresh = bool(hazard) and all(d.change == "new" for d in hazard)
        yield from self._each(hazard, _hazard, _many_hazards)
        yield from self._each([d for d in found if d.kind == "chance"], _chance, _many_chances)
        follows = [d for d in found if d.kind == "after"]
        first_time = set() if self.full else _never_before(found) | ({d.outcome for d in follows} if fresh else set())
        yield from _outcomes([d for d in follows if d.outcome in first_time])
        yield from _afters([d for d in follows if d.outcome not in first_time])
        for d in found:
            if d.kind in ("risk", "odds"):
                yield from _people(d)
            elif d.kind == "name":
                yield f"recorded as “{d.after}”, not as “{d.before}”"

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
    said = [f"{name} {percents(_values([d], 'after', o))}" for o, name in enumerate(d.outcomes)]
    return ", ".join(said) + ("" if where == "everybody" else f": {where}")


def _many_chances(found: Sequence[Difference]) -> str:
    where = boxes_words([hull([box for d in found for box in d.where])])
    names = found[0].outcomes
    said = [f"{name} {percents(_values(found, 'after', o))}" for o, name in enumerate(names)]
    return f"{', '.join(said)}: {where}, in {len(found)} groups"


def _afters(found: Sequence[Difference]) -> Iterator[str]:
    """What follows differently; outcomes with the same consequence in the same statuses are said together."""
    outcomes: dict[tuple[str, str, str], list[str]] = {}
    for d in found:
        where = boxes_words(d.where)
        said = edit_words(d.cases[0].edit), "" if where == "everybody" else f" ({where})", _mark([d])
        outcomes.setdefault(said, []).append(d.outcome)
    for (words, where, mark), named in outcomes.items():
        yield f"if {' or '.join(named)}, now: {words}{where}{mark}"


def _never_before(found: Sequence[Difference]) -> set[str]:
    """Outcomes that had no chance before in any status in which chances differ."""
    chances = [d for d in found if d.kind == "chance"]
    names = chances[0].outcomes if chances else ()
    return {name for o, name in enumerate(names) if not any(_values(chances, "before", o))}


def _outcomes(found: Sequence[Difference]) -> Iterator[str]:
    """What outcomes lead to that did not happen before: of each the fullest account."""
    said: dict[str, str] = {}
    for d in found:
        words = edit_words(d.cases[0].edit)
        if len(words) > len(said.get(d.outcome, "")):
            said[d.outcome] = words
    said = {outcome: words for outcome, words in said.items() if words != outcome}
    if said:
        yield "leads to: " + "; ".join(f"{outcome} = {words}" for outcome, words in said.items())


def _people(d: Difference) -> Iterator[str]:
    what = "" if d.kind == "risk" else f"odds of {_first_outcome(d)} "
    for case in d.cases:
        yield f"{what}×{number(case.after[0])} for claimants: {boxes_words(case.boxes)}"


def _first_outcome(d: Difference) -> str:
    return d.outcomes[0] if d.outcomes else "the first outcome"
