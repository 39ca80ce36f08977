"""What stands on paper: the sections of the report with harmless text, their tables and their figures in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from results.blocks import Block, Code, Figure, Fold, Grid, Table
from results.inert import inert as unmasked
from results.manifest import Manifest
from results.paper.drawn import on_paper
from results.paper.text import LONGEST_NAME, cleaned, inert
from results.report import context_of, question, subtitle, untested
from results.section import Context
from results.sections import SECTIONS
from results.store import Run


@dataclass(frozen=True, slots=True)
class Part:
    """A section. title: empty for the first."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A run as it is put on paper. regimes: label and what the scenario is, the base first."""

    question: str
    subtitle: str
    regimes: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    context: Context
    folder: str

    @property
    def manifest(self) -> Manifest:
        """What the run says of itself."""
        return self.context.manifest


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table or a figure with its place in the document, from 1, and the section it stands in."""

    number: int
    part: Part
    block: Table | Figure

    @property
    def table(self) -> Table:
        """The table, or the one behind the figure."""
        return self.block if isinstance(self.block, Table) else self.block.table

    @property
    def title(self) -> str:
        """The caption of the table, or the question of the figure."""
        return self.block.caption if isinstance(self.block, Table) else self.block.question


def document(run: Run) -> Document:
    """A kept run as a document. Raises RunFailed when a part of it is damaged."""
    context, manifest = context_of(run), run.manifest
    parts = []
    never = untested(list(zip(context.labels, context.scenarios, strict=True)))
    for section in SECTIONS:
        blocks = tuple(_clean(_told(one, never)) for block in section.build(context) for one in on_paper(block))
        if blocks:
            parts.append(Part(section.name, section.title, _joined(blocks, section.title)))
    regimes = tuple(
        (inert(label, LONGEST_NAME), inert(f"{told.title}. {told.resolved['tests']}"))
        for label, told in zip(context.labels, context.scenarios, strict=True)
    )
    return Document(
        inert(question(context)), inert(subtitle(manifest)), regimes, tuple(parts), context, run.folder.name
    )


def _told(block: Block, never: str) -> Block:
    """A figure of a mandatory regime says in its note that no pilot of it ever ran."""
    if isinstance(block, Figure):
        return replace(block, note=f"{never} {block.note}".strip())
    if isinstance(block, Grid):
        return replace(block, figures=tuple(replace(one, note=f"{never} {one.note}".strip()) for one in block.figures))
    return block


def _joined(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Tables of the same columns that stand behind one summary each are one table on paper."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if isinstance(block, Fold) and isinstance(last, Fold) and block.table.columns == last.table.columns:
            rows = (*last.table.rows, *block.table.rows)
            made[-1] = Fold(title, Table(title, last.table.columns, rows))
        else:
            made.append(block)
    return tuple(made)


def _clean(block: Block) -> Block:
    if isinstance(block, Code):
        return replace(block, text=unmasked(block.text), summary=inert(block.summary))
    if isinstance(block, Figure):
        # What plotly draws is cleaned where it is drawn: it holds marks of its own.
        return replace(cleaned(replace(block, data=(), layout={})), data=block.data, layout=block.layout)
    if isinstance(block, Grid):
        figures = tuple(one for figure in block.figures if isinstance(one := _clean(figure), Figure))
        return replace(block, figures=figures)
    return cleaned(block)


def numbered(document: Document) -> tuple[Numbered, ...]:
    """Every table and figure in the order of the document; tables behind summaries too."""
    found = [(part, one) for part in document.parts for block in part.blocks for one in _inside(block)]
    return tuple(Numbered(at, part, one) for at, (part, one) in enumerate(found, start=1))


def _inside(block: Block) -> Iterator[Table | Figure]:
    if isinstance(block, Table | Figure):
        yield block
    elif isinstance(block, Grid):
        yield from block.figures
    elif isinstance(block, Fold):
        yield block.table
