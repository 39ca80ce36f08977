"""The validation card as tables: in the terminal, and between the markers of the pages of the documentation.

`python -m calibration.page` renews docs/validation.md and docs/calibration.md from the card that is shipped.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from calibration.misses import explained
from calibration.targets import load_targets
from scenarios.learnt import card as shipped_card

PAGES = tuple(Path(__file__).parent.parent / "docs" / name for name in ("validation.md", "calibration.md"))
BLOCK = re.compile(r"(<!-- made by python -m calibration\.page: (?P<name>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)
USES = {"fit": "fitted", "hold_out": "held out"}
Card = Mapping[str, Any]


def figure(value: float, unit: str = "") -> str:
    """A figure to three digits; people and pounds with separators."""
    if abs(value) >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"


def between(ends: Sequence[float]) -> str:
    """`a to b`."""
    return f"{figure(ends[0])} to {figure(ends[1])}"


def target_table(card: Card) -> tuple[RenderableType, ...]:
    """Every target against what is predicted, for the terminal, and how many are inside."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Target", "Use", "Published", "Predicted", "95% interval", ""):
        table.add_column(column)
    for one in card["targets"]:
        table.add_row(
            one["name"], USES[one["use"]], figure(one["published"]), figure(one["median"]), between(one["outer"]),
            one["colour"],
        )  # fmt: skip
    said = [f"{_covered(card, use)}." for use in USES]
    said.append(f"{card['effective']:.0f} of {card['draws']} draws are effective.")
    said += [f"Kept out of the fit: {name}: {why}." for name, why in card["kept_out"].items()]
    return table, Text("\n".join(said))


def _covered(card: Card, use: str) -> str:
    of = card["coverage"][use]
    return f"{of['inside_95']} of {of['targets']} targets {USES[use]} are inside their 95% intervals"


def rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in body)])


def _validation(card: Card, use: str) -> str:
    return rows(
        ("target", "published", "predicted", "95% interval", "of the model alone", "before fitting", "grade", ""),
        [
            (
                f"`{one['name']}`", f"{figure(one['published'])} {one['unit']}", figure(one["median"]),
                between(one["outer"]), between(one["model"]), between(one["prior"]) if one["prior"] else "not run",
                one["grade"] + ("" if one["verified"] else ", not seen"), one["colour"],
            )
            for one in card["targets"] if one["use"] == use
        ],
    )  # fmt: skip


def _misses(card: Card) -> str:
    why = explained()
    missed = [one for one in card["targets"] if one["colour"] == "red" or one["name"] in why]
    if not missed:
        return "No target is missed."
    return "\n".join(
        f"- **`{one['name']}`** ({USES[one['use']]}, {one['colour']}): published {figure(one['published'])}, predicted "
        f"{between(one['outer'])}. {why.get(one['name'], 'Not explained.')}"
        for one in missed
    )


def _known(card: Card) -> str:
    return rows(
        ("parameter", "posterior over prior", "moved by", "5%, 50%, 95%", "moves most"),
        [
            (
                f"`{one['name']}`", f"{one['spread']:.2f}", f"{one['mean']:+.2f}",
                f"{figure(one['low'])}, {figure(one['middle'])}, {figure(one['high'])}", one["strongest"],
            )
            for one in card["known"]
        ],
    )  # fmt: skip


def _directions(card: Card) -> str:
    def words(parts: Sequence[Sequence[Any]]) -> str:
        return ", ".join(f"{weight:+.2f} {name}" for name, weight in parts)

    some = [*card["directions"][:5], *card["directions"][-5:]]
    return rows(
        ("posterior over prior", "direction (its largest parts)"),
        [(f"{one['spread']:.2f}", words(one["parts"])) for one in some],
    )


def _doubts(card: Card) -> str:
    def words(parts: Sequence[Sequence[Any]], sign: str) -> str:
        return ", ".join(f"{name} {value:{sign}.2f}" for name, value in parts)

    return rows(
        ("without", "targets", "moves most, in prior standard deviations", "becomes wider, times"),
        [
            (one["without"], str(len(one["targets"])), words(one["shift"], "+"), words(one["wider"], ""))
            for one in card["doubts"]
        ],
    )  # fmt: skip


def _tensions(card: Card) -> str:
    return rows(
        ("fitted figure", "from what all others say of it"),
        [(f"`{one['target']}`", f"{one['away']:+.1f}") for one in card["tensions"][:10]],
    )


def _sizes(card: Card) -> str:
    sizes = list(card["sizes"])
    moved = []
    for i, one in enumerate(card["sizes"][sizes[0]]):
        cells = [card["sizes"][size][i] for size in sizes]
        low, high = min(c["median"] for c in cells), max(c["median"] for c in cells)
        if high > 1.05 * low or len({c["colour"] for c in cells}) > 1:
            moved.append(
                (
                    f"`{one['name']}`",
                    figure(one["published"]),
                    *(f"{figure(c['median'])} ({c['colour']})" for c in cells),
                )
            )
    return rows(("target", "published", *(f"{int(size):,} untreated" for size in sizes)), moved)


def _waves(card: Card) -> str:
    return rows(
        ("", "runs", "of the prior is left", "kept out"),
        [
            (one["name"], str(one["points"]), f"{one['share']:.2%}" if one["share"] else "less than 0.002%",
             ", ".join(one["out"]) or "none")
            for one in card["waves"]
        ],
    )  # fmt: skip


def _short(card: Card) -> str:
    return (
        f"{_covered(card, 'fit')}; {_covered(card, 'hold_out')}. The posterior has {card['draws']} weighed draws, "
        f"worth {card['effective']:.0f} equally weighed ones, of {len(card['known'])} parameters. It was made with "
        f"{card['claimants']:,} claimants a run.{_kept_out(card)}"
    )


def _kept_out(card: Card) -> str:
    out = list(card["kept_out"])
    if not out:
        return ""
    names = ", ".join(f"`{name}`" for name in out)
    return f" Kept out of the fit, as the emulator failed its check, and counted above all the same: {names}."


def _targets(_: Card) -> str:
    return rows(
        ("target", "use", "value", "error", "discrepancy", "why so much", "rests on"),
        [
            (
                f"`{one.name}`", USES[one.given.use], f"{figure(one.given.value)} {one.given.unit}",
                figure(one.given.error), figure(one.given.discrepancy), one.given.reason,
                ", ".join(f"`{row}`" for row in one.given.evidence),
            )
            for one in load_targets().every
        ],
    )  # fmt: skip


def _definitions(card: Card) -> str:
    return "\n".join(
        f"- `{one['name']}`: {one['definition']} Weeks {one['weeks'][0]:g} to {one['weeks'][1]:g} of `{one['run']}`."
        for one in card["targets"]
    )


def _left_out(_: Card) -> str:
    left = load_targets().left_out
    return "\n".join(f"- {len(some)} rows: {why}." for why, some in left.items())


BLOCKS = {
    "short": _short, "fitted": lambda card: _validation(card, "fit"),
    "held out": lambda card: _validation(card, "hold_out"),
    "misses": _misses, "known": _known, "directions": _directions, "doubts": _doubts, "tensions": _tensions,
    "sizes": _sizes, "waves": _waves, "targets": _targets, "definitions": _definitions, "left out": _left_out,
}  # fmt: skip


def made(text: str, card: Card) -> str:
    """A page with its tables made anew. Raises KeyError for a table that there is not."""
    return BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found['name']](card)}\n{found[3]}", text)


def write_pages() -> None:
    """Renew the tables of the pages from the card that is shipped."""
    card = shipped_card()
    if card is None:
        raise SystemExit("no posterior is shipped, so there is nothing to tell")
    for page in PAGES:
        page.write_text(made(page.read_text(encoding="utf-8"), card), encoding="utf-8")


if __name__ == "__main__":
    write_pages()
