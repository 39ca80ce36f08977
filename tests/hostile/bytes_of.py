"""Spoiling the text of a document: lines, marks of YAML, encodings, single bytes."""

import random
from collections.abc import Callable, Sequence

MARKS = (
    "&a ", "*a", "!!python/object/apply:os.system ['true'] ", "!!binary ", "!x ", "<<: *a", "? ", "- ", "---\n",
    "...\n",
    "%YAML 1.1\n", "%TAG ! tag:x,2000:\n", "| ", ">- ", "{", "}", "[", "]", '"', "'", "#", "\t", ": ", ":", ",", "@",
    "`", "\x00",
    "\x1b[31m", "\u2028", "\ufffe", "\U0001f600", ".nan", ".inf", "-.inf", "0x1F", "0o17", "1_000", "1e999", "12:30:45",
    "9" * 400, "1." + "0" * 39, "2010-02-30", "~", "null", "yes", "\r", "\r\n", "\x85", "=",
)  # fmt: skip


def _mark(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(MARKS) + text[at:]


def _value_mark(text: str, chance: random.Random) -> str:
    """A mark where a value begins."""
    starts = [at + 2 for at in range(len(text) - 1) if text[at : at + 2] == ": "] or [0]
    at = chance.choice(starts)
    return text[:at] + chance.choice(MARKS) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _drop_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def _twice(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "".join(lines)


def _indent(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((" ", "  ", "\t", "    ")) + lines[at] if chance.random() < 0.6 else lines[at].lstrip()
    return "".join(lines)


def _swap_lines(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "".join(lines)


def _laughs(text: str, chance: random.Random) -> str:
    """Each name stands for nine of the one before."""
    names = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    return f"a0: &a0 ha\n{names}{text}"


def _deep(text: str, chance: random.Random) -> str:
    depth, kind = chance.choice((20, 40, 500, 20_000)), chance.choice(("[]", "{}", "- "))
    if kind == "[]":
        return text + "odd: " + "[" * depth + "]" * depth + "\n"
    if kind == "{}":
        return text + "odd: " + "{a: " * depth + "1" + "}" * depth + "\n"
    return text + "odd:\n" + "".join(" " * n + "- \n" for n in range(min(depth, 600)))


def _wide(text: str, chance: random.Random) -> str:
    number = chance.choice((1000, 30_000))
    return text + chance.choice(("odd: [" + "1," * number + "]\n", "".join(f"k{n}: 1\n" for n in range(number))))


def _ends(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\x85", "\u2028", "\n\n", "")))


TEXTUAL: Sequence[Callable[[str, random.Random], str]] = (
    _mark, _mark, _value_mark, _value_mark, _cut, _drop_line, _twice, _indent, _indent, _swap_lines, _ends,
)  # fmt: skip
RARE: Sequence[Callable[[str, random.Random], str]] = (_laughs, _deep, _wide)
ENCODINGS = ("utf-16", "utf-32", "utf-16-be", "utf-8-sig", "latin-1", "cp1252", "cp037")


def spoil_text(text: str, chance: random.Random) -> bytes:
    """The text spoilt in one to three ways, and now and then its encoding or single bytes."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = chance.choice(RARE if chance.random() < 0.01 else TEXTUAL)(text, chance)
    pick = chance.random()
    if pick < 0.06:
        return text.encode(chance.choice(ENCODINGS), errors="replace")
    content = text.encode("utf-8", errors="replace")
    return spoil_bytes(content, chance) if pick < 0.16 else content


def spoil_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes turned, cut out, put in or doubled."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if not made:
            return bytes(made)
        at = chance.randrange(len(made))
        way = chance.randrange(5)
        if way == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            del made[at : at + chance.choice((1, 4, 100, len(made)))]
        elif way == 2:
            made[at:at] = chance.randbytes(chance.choice((1, 8, 200)))
        elif way == 3:
            made[at:at] = made[at : at + chance.choice((1, 50, 1000))]
        else:
            made[at : at + 4] = bytes(chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"PAR1", b"\xc3\x28\xa0\xa1")))
    return bytes(made)
