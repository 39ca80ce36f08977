"""An explanation as lines of text at most `WIDTH` columns wide: settings first, then process by process,
with reasons.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group
from rich.text import Text

from results.explain import Explanation
from results.explain_levers import IN_TURN
from results.explain_lines import (
    HEADING,
    PLAIN,
    QUIET,
    RULES,
    WIDTH,
    Line,
    beside,
    heading,
    span_words,
    wrapped,
)
from results.explain_phrases import Phrases
from results.explain_print import own_lines
from results.explain_rules import change_words, rule_words
from results.explain_status import Situation
from results.explain_types import Contrast, Difference, Reason
from results.explain_words import (
    level_words,
    number,
    setting_words,
)
from scenarios.adaptive import Rule

FEW = 2
"""Groups of cells of one process that are told one by one; more are told as a range, unless asked for in
full.
"""
ORDER = {name: i for i, name in enumerate(RULES)}
"""Processes and counts in the order in which a claimant meets them."""
ALIKE = 1e-6
"""Ratios closer than this are said as one."""


def render(explanation: Explanation, *, full: bool = False) -> Group:
    """The explanation for a terminal."""
    return Group(*(Text(text, style=style, overflow="fold") for text, style in lines(explanation, full=full)))


def plain(explanation: Explanation, *, full: bool = False) -> str:
    """The explanation as plain text."""
    return "\n".join(text.rstrip() for text, _ in lines(explanation, full=full)) + "\n"


def lines(explanation: Explanation, *, full: bool = False) -> list[Line]:
    """The explanation line by line. full: every group of cells, however many."""
    head = [(f"{explanation.title} ({explanation.name})", HEADING)]
    if explanation.against is None:
        return [*head, *own_lines(explanation, full)]
    head.append((f"against: {explanation.against_title} ({explanation.against})", HEADING))
    if not explanation.differences:
        return [*head, ("", PLAIN), ("Nothing differs.", PLAIN)]
    body = list(_settings(explanation.differences, "lever", "Set differently"))
    differing = {d.regimes for d in explanation.differences}
    for contrast in explanation.contrasts:
        if (contrast.base, contrast.other) in differing:
            body += _contrast(explanation, contrast, full)
    if len(explanation.contrasts) > len(differing - {None}) > 0:
        body += [("", PLAIN), ("Elsewhere and at all other times nothing differs.", HEADING)]
    found = [r for d in explanation.differences for r in d.reasons]
    found += [r for each in explanation.situations.values() for s in each for r in s.reasons]
    return [*head, *body, *_parameters(found, full)]


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
        said = f"{name}: {setting_words(d.before)} → {setting_words(d.after)}"
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
    table = [d for d in mine if d.kind not in ("in_force", "tick")]
    yield from (("", PLAIN), ("What happens differently", HEADING))
    phrases = Phrases(full=full, few=FEW)
    table.sort(key=lambda d: ORDER.get(d.name, len(ORDER)))
    for name, of_process in groupby(table, key=lambda d: d.name):
        yield from _process(name, list(of_process), phrases)
    for d in mine:
        if d.kind == "tick":
            text = f"{d.name}: {setting_words(d.before)} → {setting_words(d.after)} {d.unit}".rstrip()
            yield from wrapped(text[0].upper() + text[1:], 2)
    yield from _situations(explanation.situations.get((contrast.base, contrast.other), ()))
    if any(not d.reached for d in table):
        yield from wrapped(f"† Nobody comes to be in this situation under {explanation.against}.", 2, QUIET)


def _process(name: str, found: Sequence[Difference], phrases: Phrases) -> Iterator[Line]:
    levers = _in_groups(list(dict.fromkeys(lever.removeprefix("regime.") for d in found for lever in d.levers)))
    reasons = list(dict.fromkeys(reason.parameter for d in found for reason in d.reasons))
    because = f"because of {', '.join(levers)}" if levers else ""
    by = f"with {', '.join(_by_group(reasons))}" if reasons else "the levers alone set it"
    said = f"{heading(name).partition(':')[0]} · {'; '.join(filter(None, (because, by)))}"
    yield from wrapped(said, 2, "bold cyan")
    for text in phrases.of_process(found):
        yield from wrapped(text, 4)


def _in_groups(levers: Sequence[str]) -> list[str]:
    """Levers, or their group where there are three or more of one."""
    groups = [lever.partition(".")[0] for lever in levers]
    said = [lever if groups.count(group) < 3 else f"{group}.*" for lever, group in zip(levers, groups, strict=True)]
    return list(dict.fromkeys(said))


def _by_group(parameters: Sequence[str]) -> list[str]:
    """Parameters, the group said once: `contested.push`, then `declare.reviews_jsa, reviews_esa`."""
    return [
        name if i == 0 or parameters[i - 1].partition(".")[0] != name.partition(".")[0] else name.partition(".")[2]
        for i, name in enumerate(parameters)
    ]


def _situations(found: Sequence[Situation]) -> Iterator[Line]:
    """Situations that only the scenario brings about, one line for each."""
    if not found:
        return
    yield from (("", PLAIN), ("Situations that only arise here, and what being in one changes", HEADING))
    for (axis, level), group in groupby(found, key=lambda s: (s.axis, s.level)):
        said = []
        for s in group:
            by = f" [{', '.join(_by_group([r.parameter for r in s.reasons]))}]" if s.reasons else ""
            high = f" to ×{number(s.high)}" if s.high - s.low > ALIKE else ""
            said.append(f"{heading(s.process).partition(':')[0].lower()} ×{number(s.low)}{high}{by}")
        yield from wrapped(f"{level_words(axis, level)}: {'; '.join(said)}", 2)


def _parameters(found: Sequence[Reason], full: bool) -> Iterator[Line]:
    reasons = {reason.parameter: reason for reason in found}
    if not reasons:
        return
    yield from (
        ("", PLAIN),
        (f"The parameters behind it ({len(reasons)}), graded A (this population) to D (judgement)", HEADING),
    )
    ordered = sorted(reasons.values(), key=lambda r: (not r.contested, r.parameter))
    for r in (r for r in ordered if full or r.contested):
        said = f"{_valued(r, spread=True)}, {r.grade}, {r.kind}: "
        yield from wrapped(said + _cited(r.evidence, full, WIDTH - 2 - len(said)), 2)
    rest = [r for r in ordered if not r.contested and not full]
    resting = [f"{_valued(r)}, {r.grade}: {_cited(r.evidence, full, 0)}" for r in rest if r.evidence]
    judged = [f"{_valued(r)}, {r.grade}" for r in rest if not r.evidence]
    for heading_of, said_of in (("Not contested", resting), ("On no evidence", judged)):
        if said_of:
            yield from wrapped(f"{heading_of}: {'; '.join(said_of)}.", 2)


def _valued(r: Reason, *, spread: bool = False) -> str:
    """A parameter with value and unit, and the range in which it may lie."""
    lies = f" ({number(r.low)} to {number(r.high)})" if spread and r.low is not None and r.high is not None else ""
    return f"{r.parameter} {number(r.value)} {r.unit.replace('_', ' ')}{lies}"


def _cited(evidence: Sequence[str], full: bool, room: int) -> str:
    """Evidence ids, as many as there is room for and at least one."""
    cited = list(evidence)
    while len(cited) > 1 and not full and len(", ".join(cited)) + 4 * (len(cited) < len(evidence)) > room:
        cited.pop()
    more = f"\u00a0+{len(evidence) - len(cited)}" if len(cited) < len(evidence) else ""
    return ", ".join(cited) + more if cited else "no evidence"
