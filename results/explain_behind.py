"""What is behind an explanation: levers and parameters by name, and the parameters with value, range and evidence."""

from collections.abc import Iterator, Sequence

from results.explain_lines import HEADING, PLAIN, WIDTH, Line, wrapped
from results.explain_types import Difference, Reason
from results.explain_words import number

MANY = 3
"""Levers of one group from which the group alone is named."""
MOST = 4
"""Parameters named behind a process of which none is contested."""


def because(found: Sequence[Difference], *, full: bool) -> str:
    """Levers behind the differences of one process, and the contested parameters or else a few. full: all of them."""
    levers = _in_groups(list(dict.fromkeys(lever.removeprefix("regime.") for d in found for lever in d.levers)))
    reasons = list({reason.parameter: reason for d in found for reason in d.reasons}.values())
    contested = [r.parameter for r in reasons if r.contested]
    named = [r.parameter for r in reasons] if full else contested or [r.parameter for r in reasons][:MOST]
    more = f" and {len(reasons) - len(named)} more" if len(named) < len(reasons) else ""
    either = all(d.any_lever for d in found if d.levers)  # any one of them makes it
    by = f"because of {(' or ' if either else ', ').join(levers)}" if levers else ""
    given = f"with {', '.join(by_group(named))}{more}" if named else ""
    return "; ".join(filter(None, (by, given)))


def _in_groups(levers: Sequence[str]) -> list[str]:
    """Levers, or their group where there are many of one."""
    groups = [lever.partition(".")[0] for lever in levers]
    said = [lever if groups.count(group) < MANY else f"{group}.*" for lever, group in zip(levers, groups, strict=True)]
    return list(dict.fromkeys(said))


def by_group(parameters: Sequence[str]) -> list[str]:
    """Parameters, the group said once: `contested.push`, then `declare.reviews_jsa, reviews_esa`."""
    return [
        name if i == 0 or parameters[i - 1].partition(".")[0] != name.partition(".")[0] else name.partition(".")[2]
        for i, name in enumerate(parameters)
    ]


def parameters(found: Sequence[Reason], *, full: bool) -> Iterator[Line]:
    """The contested parameters with value, range and evidence; the others are counted, unless asked for in full."""
    reasons = {reason.parameter: reason for reason in found}
    if not reasons:
        return
    contested = "" if full else f", {sum(r.contested for r in reasons.values())} of them contested"
    graded = "graded A (this population) to D (judgement)"
    yield from (("", PLAIN), (f"The parameters behind it ({len(reasons)}{contested}), {graded}", HEADING))
    ordered = sorted(reasons.values(), key=lambda r: (not r.contested, r.parameter))
    for r in (r for r in ordered if full or r.contested):
        said = f"{_valued(r)}, {r.grade}{f', {r.kind}' if full else ''}: "
        yield from wrapped(said + _cited(r.evidence, full, WIDTH - 2 - len(said)), 2)
    rest = [r for r in ordered if not r.contested and not full]
    if rest:
        grades = [f"{sum(r.grade == grade for r in rest)} {grade}" for grade in sorted({r.grade for r in rest})]
        none = sum(not r.evidence for r in rest)
        text = f"{len(rest)} that are not contested (graded {', '.join(grades)}), {none} of them on no evidence"
        yield from wrapped(f"{text}: with --full, which gives their values, ranges and sources.", 2)


def _valued(r: Reason) -> str:
    """A parameter with value and unit, and the range in which it may lie."""
    lies = f" ({number(r.low)} to {number(r.high)})" if r.low is not None and r.high is not None else ""
    return f"{r.parameter} {number(r.value)} {r.unit.replace('_', ' ')}{lies}"


def _cited(evidence: Sequence[str], full: bool, room: int) -> str:
    """Evidence ids, as many as there is room for and at least one."""
    cited = list(evidence)
    while len(cited) > 1 and not full and len(", ".join(cited)) + 4 * (len(cited) < len(evidence)) > room:
        cited.pop()
    more = f"\u00a0+{len(evidence) - len(cited)}" if len(cited) < len(evidence) else ""
    return ", ".join(cited) + more if cited else "no evidence"
