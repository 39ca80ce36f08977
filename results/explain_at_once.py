"""What changes at once on the days on which regimes begin, in lines."""

from collections.abc import Iterator, Sequence

from results.explain_begins import Beginning
from results.explain_lines import HEADING, PLAIN, Line, places_words, wrapped
from results.explain_words import boxes_words, edit_words


def at_once(found: Sequence[Beginning]) -> Iterator[Line]:
    """Beginning by beginning: who it is for, and what they become."""
    if not found:
        return
    yield from (("", PLAIN), ("What changes at once for those it reaches", HEADING))
    for begins in found:
        yield from wrapped(f"On {begins.day}, {places_words(begins.districts)}:", 2)
        if begins.lets_off:
            yield from wrapped(f"let off for who they are: {boxes_words(begins.lets_off)}", 4)
        for one in begins.changes:
            where = boxes_words(one.where)
            who = [words for words, there in (("those let off", one.exempted), (where, where != "everybody")) if there]
            yield from wrapped(f"{', '.join(who) or where}: {edit_words(one.edit)}", 4)
