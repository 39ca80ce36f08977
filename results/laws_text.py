"""Verdicts of the policy laws on a scenario, for the terminal and for machines."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulate.law import Trial
from simulate.laws import Verdict

TRIED = "Each law compares lives of the same {claimants:,} made claimants over {weeks} weeks, seed {seed}, to the bit."


def said(verdict: Verdict) -> str:
    """`holds`, `broken` or `says nothing`."""
    if verdict.spared is not None:
        return "says nothing"
    return "holds" if verdict.holds else "broken"


def render(title: str, found: Sequence[Verdict], trial: Trial) -> RenderableType:
    """A table with a row a law, and what does not hold below it."""
    table = Table(
        title=Text(f"Policy laws: {title}"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    table.add_column("Law", min_width=14)
    table.add_column("Here", no_wrap=True)
    table.add_column("What it says", overflow="fold")
    for one in found:
        why = one.law.says if one.spared is None else f"{one.law.says} Says nothing here: {one.spared}."
        table.add_row(one.law.name, Text(said(one), style="bold red" if said(one) == "broken" else ""), why)
    broken = [Text(f"Broken, {one.law.name}: {breach}.") for one in found for breach in one.breaches]
    return Group(table, *broken, Text(TRIED.format(claimants=trial.claimants, weeks=trial.weeks, seed=trial.seed)))


def as_json(
    name: str, found: Sequence[Verdict], smallest: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The same for machines: an object a law. smallest: by law, the smallest scenario that breaks it, as a file."""
    return [
        {
            "scenario": name,
            "law": one.law.name,
            "says": one.law.says,
            "verdict": said(one),
            "why": one.spared,
            "breaches": list(one.breaches),
            "counterexample": smallest.get(one.law.name),
        }
        for one in found
    ]
