"""A sweep in the terminal: readable at 80 columns and without colour."""

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from results.sweep.analysis import Sensitivity
from results.sweep.page import Swept, difference_sentence
from results.sweep.words import (
    TITLES,
    cell,
    decides,
    figure,
    guard_sentence,
    of_chance,
    of_floor,
    of_target,
    points,
    short_names,
    standing,
    verdict,
)  # fmt: skip
from results.terminal import heading
from results.words import EXTRAPOLATION

MOST = 12
"""Factors shown where not all are asked for."""


def render(swept: Swept, *, every: bool = False) -> tuple[RenderableType, ...]:
    """Tables of indices, then guardrails. every: all factors."""
    analysis = swept.analysis
    shown: list[RenderableType] = [Text(f"{swept.title}\n{points(analysis.design)}; {heading(swept.manifest)}\n")]
    for found in analysis.found:
        shown += _found(swept, found, every=every)
    if analysis.design.factors:
        shown.append(Text(f"{of_target(analysis.design, analysis.replicates)} {of_floor(analysis.design)}"))
    if swept.extrapolates:
        shown.append(Text(EXTRAPOLATION))
    if swept.tried:
        shown.append(Text(f"\n{verdict(swept.tried)}"))
        shown += [Text(f"- {guard_sentence(one, swept.manifest, analysis.design)}") for one in swept.tried]
    return tuple(shown)


def _found(swept: Swept, found: Sensitivity, *, every: bool) -> list[RenderableType]:
    names = short_names(swept.analysis.design.factors)
    below = [Text(decides(found, names)), Text(of_chance(found, swept.analysis.replicates)), Text("")]
    if not found.indices:
        return [Text(difference_sentence(swept, found)), *below]
    table = Table(
        title=Text(difference_sentence(swept, found)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
        padding=(0, 1, 0, 0),
    )  # fmt: skip
    table.add_column("Parameter", overflow="fold", min_width=14)
    for index in found.indices:
        table.add_column(Text(TITLES[index.name]), justify="right", overflow="fold")
    table.add_column("Beyond", overflow="fold")
    order = found.order()
    for at in order if every else order[:MOST]:
        cells = [cell(index, at).replace(" (", "\n(") for index in found.indices]
        table.add_row(names[at], *cells, standing(found, at))
    floors = [figure(one.name, float(one.floor.max())) if one.floor.any() else "0" for one in found.indices]
    table.add_section()
    table.add_row("does nothing: up to", *floors, "")
    rest = len(order) - MOST
    if rest > 0 and not every:
        below.insert(0, Text(f"{rest} more parameters: --all shows them."))
    return [table, *below]
