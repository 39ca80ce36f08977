"""Tables of the page."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, lined up to be read as it stands; columns of numbers stand to the right."""
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    right = [all(row[i].strip("~")[:1] in "0123456789.+-−" for row in rows if row[i]) for i in range(len(head))]

    def joined(line: Sequence[str]) -> str:
        cells = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)]
        return f"| {' | '.join(cells)} |"

    rule = [("-" * (w - 1) + ":") if r else "-" * w for w, r in zip(widths, right, strict=True)]
    return "\n".join([joined(lines[0]), joined(rule), *[joined(line) for line in lines[1:]]])
