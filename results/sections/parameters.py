"""Every parameter with its value, range, source, grade and standing; the contested ones first."""

from collections.abc import Mapping

from results.blocks import Block, Cell, Column, Fold, Prose, Table
from results.section import Context, Section
from scenarios.evidence import EvidenceRow, load_evidence
from scenarios.parameters import Quantity

COLUMNS = (
    Column("Parameter"),
    Column("Value"),
    Column("5th to 95th percentile"),
    Column("Standing"),
    Column("Source, period"),
    Column("Note"),
)
SYNTHESIS = "Evidence B synthesis: recommended prior (judgement over rows in this file)"
"""How the evidence tables name their own recommendation."""

UNITS = {"number": "", "share": "(share)", "ratio": "(ratio)", "count": ""}


def build(context: Context) -> tuple[Block, ...]:
    """The contested parameters in the open, the rest by group behind summaries."""
    evidence = load_evidence()
    quantities = context.parameters.quantities
    contested = {name: one for name, one in quantities.items() if one.kind == "contested"}
    groups: dict[str, dict[str, Quantity]] = {}
    for name, one in quantities.items():
        if one.kind != "contested":
            groups.setdefault(name.partition(".")[0], {})[name] = one
    held = context.manifest.beliefs
    belief = f"Belief: {held[0].given}. " if held else ""
    if len(held) > 1:
        belief = "These are the parameters before any belief; what each belief takes them to be stands further up. "
    blocks: list[Block] = [
        Prose(
            f"{belief}Grades say how close the evidence is: A this very population, B a close one, C "
            "another country or "
            "population, D judgement or a campaign's claim. Contested parameters are what the "
            "argument is about."
        ),
        Table("Contested parameters", COLUMNS, _rows(contested, evidence)),
    ]
    for group, named in sorted(groups.items()):
        words = group.replace("_", " ")
        title = f"{words[:1].upper()}{words[1:]}: {len(named)} {'parameter' if len(named) == 1 else 'parameters'}"
        blocks.append(Fold(title, Table(title, COLUMNS, _rows(named, evidence))))
    return tuple(blocks)


def _rows(named: Mapping[str, Quantity], evidence: Mapping[str, EvidenceRow]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for name, one in named.items():
        spread = one.distribution
        seen = "source seen" if one.verified else "source not seen"
        rows.append(
            (
                name,
                f"{one.value:g} {UNITS.get(one.unit, one.unit.replace('_', ' '))}".strip(),
                f"{spread.low:g} to {spread.high:g}" if spread else "fixed",
                f"{one.kind}, grade {one.grade}, {seen}",
                _sources(one, evidence),
                one.note or "",
            )
        )
    return tuple(rows)


def _sources(one: Quantity, evidence: Mapping[str, EvidenceRow]) -> str:
    said = []
    for cited in one.evidence:
        row = evidence.get(cited)
        source = (
            row.source.replace(SYNTHESIS, "Recommended range of the evidence review behind the model") if row else cited
        )
        said.append(f"{source} ({row.period})" if row and row.period else source)
    return "; ".join(dict.fromkeys(said)) or "none: judged"


PARAMETERS = Section("parameters", "Every parameter, its source and its standing", build)
