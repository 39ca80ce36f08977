"""The page of the debate: what each of its rows became in the model, and what would notice if it were gone.

`docs/debate.md` is made by `python -m results.debate_page` from `scenarios/debate.yaml`, and kept equal by a test.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from results.debate_names import KIND_OF, ROOT, figures, known
from scenarios.debate import Debate, DebateRow, Trap, load_debate

PAGE_FILE = ROOT / "docs" / "debate.md"
CALLED: Mapping[str, str] = {"population": "who they are", "answers": "members' answers"}
"""Sorts of thing that are called otherwise on the page."""
OF: Mapping[str, str] = {"margin": "margin", "recorded": "on the Jobcentre's books", "answer": "members' answers"}
"""Sorts of figure of which a reader is told; an outcome, a parameter and a ledger's figure say it themselves."""
HEAD = """# The debate, row by row

Made by `python -m results.debate_page` from `scenarios/debate.yaml`; do not edit by hand.

Two documents hold the debate of 2008-09: **D**, an article in DDN magazine of 2009 on the pilot in Wandsworth, and
**S**, the Policy Update of SMMGP of November 2008, with what 35 of its members answered. All that they propose, claim
or fear and that is concrete enough to be modelled stands here, paraphrased, in {rows} rows. Each says what it became:
a *lever* of a scenario file, a *process*, *tick*, *count* or *law* of the model, a *ledger*, an *outcome*, a *regime*
of the library, a *belief*, a *claim* that two regimes are compared on, or a *guardrail* that can fail a check. A row
says which figures it moves, or is; where to look first; and which test would notice if it were gone. Words in italics
say what is left out, or is otherwise than the words suggest. Nothing here is a verdict: [`claims.md`](claims.md) says
how the claims are tried, [`model.md`](model.md) what the model does, [`library.md`](library.md) what each regime is.

{count}

- [{first}](#{first_at})
{contents}
"""


def page() -> str:
    """The page as the file holds it."""
    debate = load_debate()
    titles = [f"{letter}. {title}" for letter, title in debate.sections.items()]
    titles += ["Rows that wait", "Traps in the two documents"]
    first, *others = titles
    head = HEAD.format(
        rows=len(debate.rows), count=_count(debate), first=first, first_at=_anchor(first),
        contents="\n".join(f"- [{title}](#{_anchor(title)})" for title in others),
    )  # fmt: skip
    sections = [_section(letter, title, debate.rows) for letter, title in debate.sections.items()]
    return "\n".join([head, *sections, _waiting(debate.rows), _traps(debate.traps)])


def _anchor(title: str) -> str:
    """What a heading is linked by."""
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign == "-")


def _count(debate: Debate) -> str:
    waiting = [row.row for row in debate.rows if row.needs]
    here = len(debate.rows) - len(waiting)
    listed = ", ".join(str(one) for one in waiting)
    wait = f" {len(waiting)} wait for something to be built: {listed}." if waiting else ""
    return f"{here} of {len(debate.rows)} rows are represented in the model.{wait}"


def _section(letter: str, title: str, rows: Iterable[DebateRow]) -> str:
    lines = [
        f"## {letter}. {title}", "",
        "| # | what was said | what it became | figures | where, and which test |", "|---|---|---|---|---|",
        *(line(row) for row in rows if row.section == letter), "",
    ]  # fmt: skip
    return "\n".join(lines)


def line(row: DebateRow) -> str:
    """One row of the table."""
    became = [*_named(row.names)]
    if row.note:
        became.append(f"*{row.note}*")
    if row.needs:
        became.append("**Not represented yet.**")
    where = [*(_link(name) for name in row.files), *(_test(node) for node in row.test)]
    cells = (f"{row.row}<br>{row.document}", row.item, "<br>".join(became), _figures(row.moves), "<br>".join(where))
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _named(names: Iterable[str]) -> Iterator[str]:
    """Everything a row names, sort by sort, each with a link to where it stands."""
    of_sort: dict[str, list[str]] = {sort: [] for sort in KIND_OF}
    for name in names:
        for sort, file in known()[name].items():
            of_sort[sort].append(f"[{name}](../{file})")
    for sort, links in of_sort.items():
        if links:
            yield f"{CALLED.get(sort, sort)}: {', '.join(links)}"


def _figures(names: Iterable[str]) -> str:
    said = [f"`{name}`" + (f" ({OF[figures()[name]]})" if figures()[name] in OF else "") for name in names]
    return ", ".join(said)


def _link(file: str) -> str:
    return f"[`{file}`](../{file})"


def _test(node: str) -> str:
    file, _, name = node.partition("::")
    return f"[`{name}`](../{file})"


def _waiting(rows: Iterable[DebateRow]) -> str:
    told = [f"- **{row.row}.** {row.item} {row.needs}" for row in rows if row.needs]
    return "\n".join(["## Rows that wait", "", *(told or ["None."]), ""])


def _traps(traps: Iterable[Trap]) -> str:
    lines = [
        "## Traps in the two documents", "",
        "Ways to misread the documents, and how the data layer keeps out of each.", "",
        "| trap | how it is kept out of | where, and which test |", "|---|---|---|",
    ]  # fmt: skip
    for trap in traps:
        where = "<br>".join([*(_link(name) for name in trap.files), *(_test(node) for node in trap.test)])
        lines.append(f"| {_cell(trap.said)} | {_cell(trap.kept)} | {where} |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def write_page(path: Path = PAGE_FILE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write_page()
