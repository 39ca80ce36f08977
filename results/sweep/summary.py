"""A sweep as Markdown, for the summary of a CI job: bars are letters, as no picture can be seen there."""

from results.claims_text import chance
from results.sweep.analysis import Sensitivity
from results.sweep.page import Swept, difference_sentence
from results.sweep.words import (
    TITLES,
    between,
    beyond,
    cell,
    decides,
    of_chance,
    of_floor,
    of_target,
    points,
    short_names,
    standing,
    verdict,
)
from results.words import EXTRAPOLATION

WIDE = 20
"""Letters of the longest bar."""
MOST = 15


def summary(swept: Swept) -> str:
    """The Markdown."""
    analysis = swept.analysis
    lines = [
        f"## {_cell(swept.title)}",
        "",
        f"{points(analysis.design)}, {analysis.replicates} replicate{'s' * (analysis.replicates > 1)} of each.",
        "",
    ]
    if swept.tried:
        lines += [f"**{verdict(swept.tried)}**", "", *_guards(swept), ""]
    for found in analysis.found:
        lines += _found(swept, found)
    if analysis.design.factors:
        lines += [f"{of_target(analysis.design, analysis.replicates)} {of_floor(analysis.design)}", ""]
    if swept.extrapolates:
        lines += [f"*{EXTRAPOLATION}*", ""]
    lines += [f"Again: `{swept.command}`", ""]
    return "\n".join(lines)


def _guards(swept: Swept) -> list[str]:
    what = "Probability" if swept.analysis.design.drawn else "Share of points"
    lines = [f"| | Guardrail | Regime | {what} | Allowed |", "|---|---|---|---:|---:|"]
    for one in swept.tried:
        contrast = one.judged.claim.contrast
        other = swept.manifest.label(contrast.other) if contrast else ""
        shown = f"{chance(one.judged)} ({between(one)})" if between(one) else chance(one.judged)
        state = "fails" if one.failed else "holds"
        lines.append(f"| {state} | {_cell(one.guard.text)} | {_cell(other)} | {_cell(shown)} | {one.guard.above:g} |")
    return lines


def _found(swept: Swept, found: Sensitivity) -> list[str]:
    names = short_names(swept.analysis.design.factors)
    title = f"{found.outcome.label}: {swept.manifest.label(found.other)}"
    lines = [f"### {_cell(title)}", "", difference_sentence(swept, found), "", decides(found, names)]
    chance = of_chance(found, swept.analysis.replicates)
    lines += [chance, ""] if chance else [""]
    if not found.indices:
        return lines
    main = found.indices[0]
    heads = [TITLES[index.name] for index in found.indices]
    lines += [f"| Parameter | | {' | '.join(heads)} | Beyond |", f"|---|---|{'---:|' * len(heads)}---|"]
    telling = set(beyond(found))
    order = found.order()[:MOST]
    most = max((abs(float(main.value[at])) for at in order), default=0.0) or 1.0
    for at in order:
        size = round(WIDE * abs(float(main.value[at])) / most)
        bar = ("█" if at in telling else "░") * size
        cells = " | ".join(cell(index, at) for index in found.indices)
        lines.append(f"| {_cell(names[at])} | {bar} | {cells} | {standing(found, at)} |")
    left = len(found.order()) - len(order)
    return [*lines, "", f"{left} more parameters are on the page.", ""] if left else [*lines, ""]


def _cell(text: str) -> str:
    """Text that stays in its cell and is no markup."""
    safe = " ".join(text.split())
    for letter in "\\`*_{}[]<>|#":
        safe = safe.replace(letter, f"\\{letter}" if letter not in "<>" else f"&{'lt' if letter == '<' else 'gt'};")
    return safe
