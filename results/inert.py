"""Text that others wrote is text wherever it appears: nothing in it turns lines about, rings bells or has no end."""

import re

MOST = 320
"""Characters of a title or note that are shown where it is only told what something is."""
INSTEAD = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters (terminal escapes among them), halves of characters, marks that reverse the direction of writing,
and marks that show nothing: not the joiners of emoji, which some names need."""


def inert(text: str) -> str:
    """The text with a sign in place of every character that is not to be seen, but for ends of lines and tabs."""
    return _UNSEEN.sub(INSTEAD, text)


def brief(text: str, most: int = MOST) -> str:
    """The beginning of a text that is too long for its place."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
