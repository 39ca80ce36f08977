"""One scenario by itself, line by line: its settings, then every process and how fast it goes."""

from collections.abc import Iterator, Sequence
from typing import Any

from results.explain import Explanation
from results.explain_at_once import at_once
from results.explain_levers import value_words
from results.explain_lines import BOOKS, HEADING, PLAIN, QUIET, Line, beside, heading, span_words, wrapped
from results.explain_own import Behaviour
from results.explain_ticks import TickRule
from results.explain_words import (
    boxes_words,
    figure_words,
    hazards,
    level_words,
    mean_times,
    number,
    percents,
)

FEW = 2
"""Groups of statuses told for each process unless all are asked for; one more is told rather than counted."""


def own_lines(explanation: Explanation, full: bool) -> Iterator[Line]:
    """The lines of an explanation without a base. full: every group of statuses of each process."""
    yield from (("", PLAIN), (f"Settings ({len(explanation.settings)}); all others are at their defaults", HEADING))
    for s in explanation.settings:
        unit = f" {s.unit}" if s.unit and s.unit != "a share" else ""
        yield from beside(f"{s.name.removeprefix('regime.')}: {value_words(s.name, s.value)}{unit}", s.origin)
    if explanation.rules:
        yield from (("", PLAIN), (f"Rules that may change it ({len(explanation.rules)})", HEADING))
        for rule in explanation.rules:
            yield from wrapped(rule, 2)
    yield from at_once(explanation.begins)
    for contrast in explanation.contrasts:
        if contrast.base != contrast.other - len(explanation.behaviours):
            continue
        when = "; ".join(span_words(span) for span in contrast.spans)
        yield ("", PLAIN)
        yield from wrapped(f"What happens, and how fast: {when}", 0, HEADING)
        told = [b for b in explanation.behaviours[contrast.base] if full or b.name not in BOOKS]
        for behaviour in told:
            if behaviour.levels:
                yield from _behaviour(behaviour, full)
        never = [heading(behaviour.name).partition(":")[0] for behaviour in told if not behaviour.levels]
        if never:
            yield from wrapped(f"Never under these rules: {', '.join(never)}.", 2, QUIET)
        yield from _weekly(explanation.ticks[contrast.base])


def _behaviour(b: Behaviour, full: bool) -> Iterator[Line]:
    yield from wrapped(heading(b.name), 2, "bold cyan")
    most = len(b.levels) if full or len(b.levels) <= FEW + 1 else FEW
    for hazard, boxes in b.levels[:most]:
        said = f"after {mean_times([hazard])}" if b.stages not in (1, -1) else hazards([hazard])
        yield from wrapped(f"{said}: {boxes_words(boxes)}", 4)
    if len(b.levels) > most:
        yield from wrapped(f"{len(b.levels) - most} slower groups, down to {hazards([b.levels[-1][0]])}", 4)
    if b.ratios:
        yield from wrapped("; ".join(f"×{number(r)} {level_words(axis, level)}" for axis, level, r in b.ratios), 4)
    likely = [f"{name} {percents([low, high])}" for name, low, high in b.chances if high > 0]
    if len(likely) > 1:
        yield from wrapped(f"then {' · '.join(likely)}", 4)


def _weekly(read: Sequence[tuple[TickRule, Any]]) -> Iterator[Line]:
    """What is shared between claimants and moves week by week, as far as it is anything."""
    yield ("  Between claimants, week by week", "bold cyan")
    for rule, value in read:
        if value:
            unit = "" if isinstance(value, str) else rule.unit
            yield from wrapped(f"{rule.name}: {figure_words(value)} {unit}".rstrip(), 4)
