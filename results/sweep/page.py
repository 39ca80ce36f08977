"""The page of a sweep: one HTML file in the look of the report, that opens from disk with no network."""

from collections.abc import Sequence
from dataclasses import dataclass

from results.blocks import Block, Cell, Code, Column, Grid, Points, Prose, Table
from results.claims_text import chance
from results.manifest import Manifest
from results.report import Made, page
from results.sweep.analysis import Analysis, Sensitivity
from results.sweep.figures import index_figure, scatters
from results.sweep.guards import Tried
from results.sweep.words import (
    MEANINGS,
    METHODS,
    TITLES,
    between,
    decides,
    guard_sentence,
    of_chance,
    of_floor,
    of_target,
    points,
    question,
    short_names,
    verdict,
)  # fmt: skip
from results.words import EXTRAPOLATION, interval, number


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep as all its outputs take it.

    plan: its text, none for a run that was made otherwise. command: does it again.
    """

    title: str
    manifest: Manifest
    analysis: Analysis
    tried: tuple[Tried, ...]
    plan: str
    command: str

    @property
    def extrapolates(self) -> bool:
        """Whether a regime obliges anybody to anything."""
        return any(told.obliges for told in self.manifest.scenarios)


def render_page(swept: Swept) -> str:
    """The sweep as HTML."""
    manifest, analysis = swept.manifest, swept.analysis
    sections = [Made("answer", "", tuple(_answer(swept)))]
    for at, found in enumerate(analysis.found):
        title = f"{found.outcome.label}: {manifest.label(found.other)}"
        sections.append(Made(f"found-{at}", title, tuple(_found(swept, found, at))))
    sections.append(Made("varied", "What was varied", (_varied(analysis),)))
    sections.append(Made("method", "How to read this, and how to do it again", tuple(_method(swept))))
    labels = [manifest.label(told.name) for told in manifest.scenarios]
    return page(
        question=question(analysis, manifest),
        subtitle=f"{swept.title.rstrip('.')}. {_subtitle(swept)}",
        scenarios=list(zip(labels, manifest.scenarios, strict=True)),
        sections=sections,
        manifest=manifest,
    )


def _subtitle(swept: Swept) -> str:
    manifest = swept.manifest
    replicates = "1 replicate" if manifest.replicates == 1 else f"{manifest.replicates} replicates"
    return (
        f"{METHODS[swept.analysis.design.method]}: {points(swept.analysis.design)}, {replicates} of each; "
        f"{number(manifest.claimants)} claimants simulated over {manifest.length}."
    )


def _answer(swept: Swept) -> list[Block]:
    analysis, manifest = swept.analysis, swept.manifest
    names = short_names(analysis.design.factors)
    blocks: list[Block] = []
    for at, found in enumerate(analysis.found):
        whose = f"{manifest.label(found.other)}: " if len(manifest.scenarios) > 2 else ""
        blocks.append(Prose(whose + decides(found, names), "lead" if at == 0 else "plain"))
    if swept.extrapolates:
        blocks.append(Prose(EXTRAPOLATION, "warning"))
    if swept.tried:
        blocks.append(Prose(verdict(swept.tried), "warning" if any(one.failed for one in swept.tried) else "plain"))
        blocks.append(guard_table(swept))
    return blocks


def guard_table(swept: Swept) -> Table:
    """Every guardrail and how it came out."""
    drawn = swept.analysis.design.drawn
    columns = (
        Column("Guardrail"), Column("Regime"), Column("Probability" if drawn else "Share of points"),
        Column("95% interval"), Column("Allowed"), Column("Verdict"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in swept.tried:
        contrast = one.judged.claim.contrast
        other = swept.manifest.label(contrast.other) if contrast else ""
        said = "fails" if one.failed else "holds"
        said += ", but more draws could turn it" if one.close else ""
        said += f": {one.judged.why}" if one.probability is None else ""
        ends = between(one) or "none: few draws"
        rows.append((one.guard.text, other, chance(one.judged), ends, f"{one.guard.above:g}", said))
    return Table("Guardrails", columns, tuple(rows))


def difference_sentence(swept: Swept, found: Sensitivity) -> str:
    """The difference that is explained, over the points."""
    other, base = swept.manifest.label(found.other), swept.manifest.label(found.base)
    over = "" if swept.analysis.design.drawn else ", over the points tried, which are not equally probable"
    gap = found.difference
    middle = f"95% interval {interval(gap, sign=True)}" if gap.low is not None else "no interval from a single run"
    return (
        f"{other} minus {base}: {number(gap.mean, sign=True)} {found.outcome.noun} ({middle}){over}. "
        f"Under {base} the level is {number(found.level.mean)}."
    )


def _found(swept: Swept, found: Sensitivity, at: int) -> list[Block]:
    manifest, analysis = swept.manifest, swept.analysis
    other, base = manifest.label(found.other), manifest.label(found.base)
    told = f"{difference_sentence(swept, found)} {of_chance(found, analysis.replicates)}"
    blocks: list[Block] = [Prose(told.strip())]
    if not found.indices:
        return [*blocks, Prose(decides(found, analysis.design.factors))]
    main, *rest = (index_figure(analysis, found, index, f"index-{at}-{index.name}") for index in found.indices)
    blocks.append(main)
    if rest:
        blocks.append(Grid(tuple(rest)))
    blocks.append(scatters(analysis, found, f"draws-{at}", other=other, base=base))
    return blocks


def _varied(analysis: Analysis) -> Block:
    columns = (
        Column("Parameter"), Column("Lowest", "number"), Column("Highest", "number"), Column("Central", "number"),
        Column("Unit"), Column("Grade"), Column("Note"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for at, name in enumerate(analysis.design.factors):
        of, quantity = analysis.values[:, at], analysis.parameters.quantities.get(name)
        if quantity is None:
            rows.append((name, None, None, None, "moved together", "", ""))
            continue
        unit = quantity.unit.replace("_", " ")
        note = quantity.note or ""
        rows.append((name, float(of.min()), float(of.max()), quantity.value, unit, quantity.grade, note))
    return Table("Parameters that were varied, and the values they had", columns, tuple(rows))


def _method(swept: Swept) -> Sequence[Block]:
    design = swept.analysis.design
    made = {index.name: None for found in swept.analysis.found for index in found.indices}
    blocks: list[Block] = [
        Prose(f"{of_target(design, swept.analysis.replicates)} {of_floor(design)}"),
        Points(tuple(f"{TITLES[name]}: {MEANINGS[name]}." for name in made)),
        Prose(
            "An index says how much a parameter bears on the difference within the range it was given here; it says "
            "nothing of whether the range is right. Two parameters that are high and low together share their scores."
        ),
        Prose("This command does it again:"),
        Code(swept.command),
    ]
    if swept.plan:
        blocks.append(Code(swept.plan, "The plan of the sweep"))
    if swept.tried:
        said = tuple(guard_sentence(one, swept.manifest, design) for one in swept.tried)
        blocks += [Prose("Guardrails in sentences:"), Points(said)]
    return blocks
