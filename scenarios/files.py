"""From a path to text, refusing whatever is not a small, readable, UTF-8 text file.

Nothing is opened before it is known to be a regular file, so a pipe or a device cannot hang the program.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest

SIZE_LIMIT = 256 * 1024  # bytes; the longest file we ship is a tenth of this

# What YAML 1.2 calls printable; all else is a control character or not a character at all.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path, shown: str | None = None) -> str:
    """The text of the file, without a byte order mark.

    shown: the file's name in messages, the path if not given
    Raises InputError: absent, not a regular file, no permission, empty, too large, not UTF-8,
    control characters.
    """
    file = shown or str(path)
    content = _bytes(path, file)
    if len(content) > SIZE_LIMIT:
        raise InputError(
            Problem(file, None, None, "", "the file is too large to be a scenario or parameter file",
                    f"more than {SIZE_LIMIT // 1024} KiB", f"at most {SIZE_LIMIT // 1024} KiB")
        )  # fmt: skip
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line, column = before.count(b"\n") + 1, fault.start - before.rfind(b"\n")
        message = f"the file is not UTF-8 text (byte {fault.start + 1}); save it as UTF-8"
        given = f"byte 0x{content[fault.start]:02x}"
        raise InputError(Problem(file, line, column, "", message, given)) from None
    odd = UNPRINTABLE.search(text)
    if odd:
        before_odd = text[: odd.start()]
        line, column = before_odd.count("\n") + 1, odd.start() - before_odd.rfind("\n")
        message = "the file holds a control character, which has no place in a text file"
        raise InputError(Problem(file, line, column, "", message, f"U+{ord(odd.group()):04X}"))
    if not text.strip():
        raise InputError(Problem(file, None, None, "", "the file is empty"))
    return text


def _bytes(path: Path, file: str) -> bytes:
    """At most one byte more than the limit; raises InputError if there is nothing to read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(Problem(file, None, None, "", "this is a folder; name a file in it"))
        if not stat.S_ISREG(mode):
            raise InputError(Problem(file, None, None, "", "this is a device or a pipe; name an ordinary file"))
        with path.open("rb") as stream:
            return stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        if path.is_symlink():
            message = "this is a link to a file that does not exist"
            raise InputError(Problem(file, None, None, "", message)) from None
        near = _near_file(path)
        raise InputError(Problem(file, None, None, "", "there is no such file", nearest=near)) from None
    except PermissionError:
        raise InputError(Problem(file, None, None, "", "no permission to read this file")) from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise InputError(Problem(file, None, None, "", f"the file cannot be read: {reason}")) from None


def _near_file(path: Path) -> str | None:
    """A file of like name in the same folder."""
    try:
        names = [entry.name for entry in os.scandir(path.parent)][:5000]
    except (OSError, ValueError):
        return None
    found = nearest(path.name, names)
    return str(path.parent / found) if found else None
