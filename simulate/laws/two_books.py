"""Two books, one truth: with nothing concealed, leavers followed and perfect records, the books say what happened."""

from collections.abc import Iterator

from simulate.law import Law, Trial
from simulate.ledgers.books import books

HONEST = {
    f"telling.{name}": 1.0 for name in ("tell_untreated", "tell_treated", "tell_citing")
} | {
    f"contested.{name}": 1.0
    for name in ("concealment", "child_fear", "unready_silence", "allowance_stigma", "scope_stigma", "reassurance")
}  # fmt: skip
PERFECT = {f"records.{name}": 1.0 for name in ("jobcentre", "treatment", "police", "deaths", "follow_leavers")}


def breaches(trial: Trial) -> Iterator[str]:
    """Every figure on which the books differ."""
    numbers = HONEST | PERFECT
    seen = trial.run("honest answers", values=numbers)
    for book in books(seen, {**trial.values, **numbers}):
        if (book.recorded != book.truth).any():
            yield f"{book.label}: {book.recorded.sum():,.3f} on the books, {book.truth.sum():,.3f} in truth"


TWO_BOOKS = Law("two books", "With nothing concealed and perfect records the two books agree exactly.", breaches)
