"""How far what was asked for with `--until` is reached: for people and for machines."""

from collections.abc import Sequence
from typing import Any

from results.gather import Gathered, least_chance, paired
from results.manifest import Manifest
from results.mixture import mixture
from results.targets import Sought
from results.until import MOST
from results.words import number

MEANS = (
    "Their intervals are of the mean over the parameters, which more runs settle. Which value is true more runs do not "
    "tell: the parameters stay as unsure as they are."
)
CHANCE = (
    "Their intervals are of chance alone, at the central values of the parameters: how unsure those are is not in them."
)


def lines(found: Sequence[Sought], manifest: Manifest, gathered: Gathered, *, each: int, batch: int) -> list[str]:
    """A line for each figure, and what they mean. each: tasks of one run that counts. batch: draws of a batch, or 0."""
    if not found:
        return []
    said = [_line(one, manifest, each=each, batch=batch) for one in found]
    said.append(MEANS if batch else CHANCE)
    if batch:
        said += [_stays(one, manifest, gathered) for one in found if one.difference]
    return said


def _line(one: Sought, manifest: Manifest, *, each: int, batch: int) -> str:
    known = one.known
    of = "batches of draws" if batch else "replicates"
    asked = f" ({number(known.target)})" if one.target.percent else ""
    after = f"after {known.runs:,} {of}"
    if known.half is None:
        return f"{_figure(one, manifest)}: a single run, so nothing is known of how exactly; {one.target.text} asked."
    is_ = f"{number(known.mean, sign=one.difference)} \N{PLUS-MINUS SIGN} {number(known.half)} {after}"
    if known.reached:
        return f"{_figure(one, manifest)}: {is_}; {one.target.text}{asked} is reached."
    more = known.expected - known.runs
    if known.expected >= MOST:
        take = "more runs than can be made"
    else:
        take = f"about {more:,} more, which are {more * each:,} tasks"
    return f"{_figure(one, manifest)}: {is_}; {one.target.text}{asked} is not reached and would take {take}."


def _figure(one: Sought, manifest: Manifest) -> str:
    under = f", {manifest.belief_labels[one.belief]}" if one.belief and len(manifest.beliefs) > 1 else ""
    return f"{one.target.outcome.label}, {manifest.label(one.scenario)}{under}"


def _stays(one: Sought, manifest: Manifest, gathered: Gathered) -> str:
    """How wide it spreads over the parameters, however many runs are made."""
    arrays = least_chance(gathered, one.target.outcome.name)
    table = paired(arrays[0], arrays[gathered.scenarios.index(one.scenario)])
    of = mixture(gathered.by_belief(table)[gathered.beliefs.index(one.belief)][None])
    low, high = number(of.low, sign=True), number(of.high, sign=True)
    mixed = "" if gathered.replicates > 1 else ", with the chance of one replicate in it"
    return f"{_figure(one, manifest)}: over the parameters it spreads from {low} to {high} (95%{mixed})."


def as_json(found: Sequence[Sought], *, each: int, batch: int) -> dict[str, Any]:
    """`reached`: all of it. `of`: what the intervals are of. `figures`: one for each figure, in runs that count."""
    return {
        "reached": all(one.known.reached for one in found),
        "of": "mean over the parameters" if batch else "chance at central values",
        "run": f"a batch of {batch} draws" if batch else "a replicate",
        "tasks_of_a_run": each,
        "figures": [_plain(one, each) for one in found],
    }


def _plain(one: Sought, each: int) -> dict[str, Any]:
    known = one.known
    more = max(0, known.expected - known.runs)
    return {
        "asked": one.target.text, "outcome": one.target.outcome.name, "scenario": one.scenario, "belief": one.belief,
        "of": "difference" if one.difference else "level", "runs": known.runs, "mean": known.mean, "low": known.low,
        "high": known.high, "half_width": known.half, "half_width_asked": known.target, "reached": known.reached,
        "more_runs": 0 if known.reached else more, "more_tasks": 0 if known.reached else more * each,
    }  # fmt: skip
