"""The reviewer's page, `docs/verification.md`: words that stand here, and figures that a run left."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.verification.families import FALSE_ALARM, FAMILIES, HEADINGS
from tests.verification.rows import Row, about, read
from tests.verification.table import FOLDED, by_family, family_of, one_line

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
KEPT = HERE / "verify.json"
PAGE = ROOT / "docs" / "verification.md"
WORDS = HERE / "page.md"
"""The words of the page; `<!-- here: name -->` is where the figures of that name go."""
ELSEWHERE: Mapping[str, str] = {
    "breakages": "Errors planted one by one in a copy of the code, each with the checks that noticed it.",
    "mutation": "Small changes made by a machine to the code, and how many of them some test noticed.",
    "fuzz": "Hostile files, folders and command lines tried, and what became of them.",
    "pinned": "Small runs that are kept to the bit, under other versions and settings.",
}
"""Files beside this one that others write -> what they hold."""
MOST_ROWS = 40
"""Rows of a table from elsewhere that are shown."""


def page(kept: Path = KEPT, folder: Path = HERE) -> str:
    """The whole page, from what a run left and what stands in a folder."""
    rows = read(kept)
    made = {
        "run": _run(about(kept), rows),
        "summary": _summary(rows),
        "rates": _rates(),
        "results": "\n".join(_results(rows)),
        "missing": _missing(rows),
        "broken": "\n\n".join(_elsewhere(name, says, folder) for name, says in ELSEWHERE.items()),
    }
    text = WORDS.read_text(encoding="utf-8")
    for name, figures in made.items():
        mark = f"<!-- here: {name} -->"
        if text.count(mark) != 1:
            raise ValueError(f"{WORDS}: {mark} stands there {text.count(mark)} times")
        text = text.replace(mark, figures)
    return text


def _run(known: Mapping[str, Any], rows: Sequence[Row]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in known["packages"].items())
    bad = sum(not row.passed for row in rows)
    verdict = f"{len(rows) - bad:,} of {len(rows):,} checks passed" + (f", **{bad} failed**" if bad else "")
    return (
        f"{verdict}. Last run on {known['day']} at commit `{known['commit']}`, model version {known['model']}, Python "
        f"{known['python']}, {packages}, {known['processors']} processors."
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)])


def _cell(text: str) -> str:
    plain = text.replace("|", "\\|").replace("\n", " ").replace(">=", "≥").replace("<=", "≤")
    return plain.replace("<", "&lt;").replace(">", "&gt;")


def _summary(rows: Sequence[Row]) -> str:
    found = []
    for heading in HEADINGS:
        own = [row for row in rows if family_of(row).heading == heading]
        if own:
            bad = sum(not row.passed for row in own)
            families = len({row.family for row in own})
            found.append((heading, f"{families}", f"{len(own):,}", "all" if not bad else f"{len(own) - bad:,}"))
    return _table(("what", "families", "checks", "passed"), found)


def _rates() -> str:
    """The register: who has which share of the false-alarm rate."""
    found = []
    for one in FAMILIES.values():
        if not one.share and not one.by_hand:
            continue
        share = f"{one.share:.0%} over {one.comparisons:,}" if one.comparisons > 1 else f"{one.share:.0%}"
        hand = f"{one.by_hand:.0e}" if one.by_hand else ""
        found.append(
            (one.says, share if one.share else "", str(one.seed or ""), hand, one.planted or "none of its own")
        )
    left = 1 - sum(one.share for one in FAMILIES.values())
    table = _table(("family", "share, over how many", "seed", "by hand", "planted error that is seen to fail"), found)
    return f"{table}\n\nOf the rate of one in {1 / FALSE_ALARM:,.0f}, {left:.0%} has not been given to any family."


def _results(rows: Sequence[Row]) -> Iterator[str]:
    last = ""
    for heading, family, own in by_family(rows):
        if heading != last:
            yield f"\n### {heading}\n"
            last = heading
        yield f"**{family.says}{'' if family.says.endswith('?') else '.'}** {family.catches}\n"
        lines = [one_line(family, own), *(row for row in own if not row.passed)] if len(own) > FOLDED else own
        cells = [
            ("all together" if row.check == family.says else row.check, row.shown, row.finds, row.limit, _mark(row))
            for row in lines
        ]
        yield _table(("check", "figure", "finds", "limit", ""), cells) + "\n"


def _mark(row: Row) -> str:
    return "pass" if row.passed else "**FAIL**"


def _missing(rows: Sequence[Row]) -> str:
    there = {row.family for row in rows}
    quiet = {"small", "split", "others"}
    """They leave no rows: they are tests of `make test`."""
    gone = [one.says for name, one in FAMILIES.items() if name not in there | quiet]
    if not gone:
        return "Every family of the register is in the run above."
    return "In the register and not in the run above: " + "; ".join(gone) + "."


def _elsewhere(name: str, says: str, folder: Path) -> str:
    path = folder / f"{name}.json"
    if not path.exists():
        return f"**{says}** Not there: no {name}.json has been kept, so nothing is claimed."
    rows = json.loads(path.read_text(encoding="utf-8"))
    parts = []
    keys: tuple[str, ...]
    for keys, some in groupby(rows, key=tuple):
        own = list(some)
        shown = [[_said(row[key]) for key in keys] for row in own[:MOST_ROWS]]
        more = f"\n\nAnd {len(own) - MOST_ROWS:,} more in `tests/verification/{name}.json`." * (len(own) > MOST_ROWS)
        parts.append(_table([key.replace("_", " ") for key in keys], shown) + more)
    return "\n\n".join([f"**{says}**", *parts])


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(_said, value)) or "none"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(one)}" for key, one in value.items()) or "none"
    return f"{value:,}" if isinstance(value, int) else f"{value}"
