"""Adaptive rules and dated changes in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from results.explain_words import number, percents, setting_words
from scenarios.adaptive import Rule
from scenarios.recorded import METRICS

MOST_NAMED = 6
"""Places named before the rest are counted."""


def rule_words(rule: Rule) -> str:
    """A rule in one sentence: what is judged, when, where, what follows and for how long."""
    when, about = rule.when, METRICS[rule.when.recorded]
    over, line = ("under", when.under) if when.under is not None else ("over", when.over)
    said = percents([line or 0.0]) if about.share else number(line or 0.0)
    taken = f"the last {when.over_last}" if when.over_last else "all the time since the scenario began"
    late = f", {when.lag} late" if when.lag.weeks else ""
    judged = f"after {when.after}" + (f" and every {when.every} from then on" if when.every else ", once")
    where = where_words(rule.areas)
    each = "each area by itself" if rule.judged == "area_by_area" else "all together"
    lasts = f"for {rule.lasts}" if rule.lasts else "for good"
    again = ", and may fire again" if rule.again else ""
    sets = "; ".join(f"{name}: {setting_words(value)}" for name, value in _settings(rule.then.overlay))
    return (
        f"“{rule.name}”: if {about.words} (over {taken}{late}) are {over} {said} when judged {judged} "
        f"({where}, {each}), then {sets}; {lasts}{again}"
    )


def change_words(change: Mapping[str, Any]) -> str:
    """When and where a dated change comes, from its settings as a file writes them."""
    until = f" until {change['until']}" if change["until"] else ""
    lasts = f" for {change['for']}" if change["for"] else ""
    step = f", joining one after another every {change['every']}" if change["every"] else ""
    told = f", announced {change['announced']} before" if change["announced"] else ""
    areas = change["areas"]
    return f"from {change['from']}{until}{lasts}, {where_words(areas if areas != 'all' else ())}{step}{told}"


def where_words(areas: Sequence[str]) -> str:
    """Places by name, the first few of many."""
    if not areas or tuple(areas) == ("all",):
        return "everywhere"
    more = f" and {len(areas) - MOST_NAMED} more" if len(areas) > MOST_NAMED else ""
    return ", ".join(areas[:MOST_NAMED]) + more


def _settings(overlay: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted name and value of what a rule sets; a sanction is one setting."""
    for key, value in overlay.items():
        if isinstance(value, Mapping) and not (prefix == "sanction." and key in ("jsa", "esa", "is")):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
