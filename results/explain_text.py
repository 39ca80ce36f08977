"""An explanation as lines of text at most `WIDTH` columns wide: settings first, then process by process, why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group
from rich.text import Text

from results.explain import Explanation
from results.explain_at_once import at_once
from results.explain_behind import because, parameters
from results.explain_levers import IN_TURN, value_words
from results.explain_lines import (
    BOOKS,
    HEADING,
    PLAIN,
    QUIET,
    RULES,
    Line,
    beside,
    heading,
    span_words,
    titled,
    wrapped,
)
from results.explain_phrases import Phrases
from results.explain_print import own_lines
from results.explain_rules import change_words, rule_words
from results.explain_situations import situations
from results.explain_types import Contrast, Difference
from results.explain_words import figure_words
from scenarios.adaptive import Rule

FEW = 2
"""Groups of cells of one process that are told one by one; more are told as a range, unless asked for in full."""
LEGEND = "Rates are of one claimant at risk, chances of the median one; → from the base to this scenario."
ORDER = {name: i for i, name in enumerate(RULES)}
"""Processes and counts in the order in which a claimant meets them."""


def render(explanation: Explanation, *, full: bool = False) -> Group:
    """The explanation for a terminal."""
    return Group(*(Text(text, style=style, overflow="fold") for text, style in lines(explanation, full=full)))


def plain(explanation: Explanation, *, full: bool = False) -> str:
    """The explanation as plain text."""
    return "\n".join(text.rstrip() for text, _ in lines(explanation, full=full)) + "\n"


def lines(explanation: Explanation, *, full: bool = False) -> list[Line]:
    """The explanation line by line. full: every group of cells, however many."""
    head = list(wrapped(f"{explanation.title} ({explanation.name})", 0, HEADING))
    if explanation.against is None:
        return [*head, *own_lines(explanation, full)]
    head += wrapped(f"against: {explanation.against_title} ({explanation.against})", 0, HEADING)
    if not explanation.differences:
        return [*head, ("", PLAIN), ("Nothing differs.", PLAIN)]
    body = list(_settings(explanation.differences, "lever", "Set differently"))
    body += at_once(explanation.begins)
    differing = {d.regimes for d in explanation.differences}
    for contrast in explanation.contrasts:
        if (contrast.base, contrast.other) in differing:
            body += _contrast(explanation, contrast, full)
    if len(explanation.contrasts) > len(differing - {None}) > 0:
        body += [("", PLAIN), ("Elsewhere and at all other times the rules are the same.", HEADING)]
    found = [r for d in explanation.differences for r in d.reasons]
    found += [r for each in explanation.situations.values() for s in each for r in s.reasons]
    return [*head, *body, *parameters(found, full=full)]


def _settings(differences: Iterable[Difference], kind: str, heading: str) -> Iterator[Line]:
    found = [d for d in differences if d.kind == kind]
    if not found:
        return
    yield from (("", PLAIN), (f"{heading} ({len(found)})", HEADING))
    for d in found:
        name = d.name.removeprefix("regime.")
        if d.name in IN_TURN:
            yield from _dated(d)
            continue
        said = f"{name}: {value_words(d.name, d.before)} → {value_words(d.name, d.after)}"
        unit = f" {d.unit}" if d.unit and d.unit != "a share" else ""
        yield from beside(f"{said}{unit}", d.origin)


def _dated(d: Difference) -> Iterator[Line]:
    """Changes and rules that only one of the two scenarios has."""
    words = change_words if d.name == "changes" else _rule_words
    for one, verb in [
        *((c, "no longer") for c in d.before if c not in d.after),
        *((c, "new") for c in d.after if c not in d.before),
    ]:
        yield from wrapped(f"{d.name} ({verb}): {words(one)}  [{d.origin}]", 2)


def _rule_words(settings: Mapping[str, Any]) -> str:
    return rule_words(Rule.model_validate(settings))


def _contrast(explanation: Explanation, contrast: Contrast, full: bool) -> Iterator[Line]:
    mine = [d for d in explanation.differences if d.regimes == (contrast.base, contrast.other)]
    if len(explanation.contrasts) > 1:
        yield ("", PLAIN)
        yield from wrapped("; ".join(span_words(span) for span in contrast.spans), 0, HEADING)
    yield from _settings(mine, "in_force", "Set differently there and then")
    table = [d for d in mine if d.kind not in ("in_force", "tick") and (full or d.name not in BOOKS)]
    yield from (("", PLAIN), ("What happens differently", HEADING))
    yield from wrapped(LEGEND, 2, QUIET)
    phrases = Phrases(full=full, few=FEW)
    table.sort(key=lambda d: ORDER.get(d.name, len(ORDER)))
    for name, of_process in groupby(table, key=lambda d: d.name):
        yield from _process(name, list(of_process), phrases)
    for d in mine:
        if d.kind == "tick":
            text = f"{d.name}: {figure_words(d.before)} → {figure_words(d.after)} {d.unit}".rstrip()
            yield from wrapped(text[0].upper() + text[1:], 2)
    yield from situations(explanation.situations.get((contrast.base, contrast.other), ()), full=full)
    if any(not d.reached for d in table):
        yield from wrapped(f"† Nobody comes to be in this situation under {explanation.against}.", 2, QUIET)


def _process(name: str, found: Sequence[Difference], phrases: Phrases) -> Iterator[Line]:
    sentences = list(phrases.of_process(found))
    if len(sentences) == 1 and all(d.kind in ("after", "situation") for d in found):
        yield from wrapped(f"{heading(name).partition(':')[0]}: {sentences[0]}; {because(found, full=phrases.full)}", 2)
    elif sentences:
        yield from titled(heading(name), because(found, full=phrases.full))
        for text in sentences:
            yield from wrapped(text, 4)
