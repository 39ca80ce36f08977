"""The ledgers that are kept of every run and must balance. Adding one is its file and its line here."""

from simulate.ledger import Ledger
from simulate.ledgers.books import BOOKS
from simulate.ledgers.displacement import DISPLACEMENT
from simulate.ledgers.handoffs import HANDOFFS
from simulate.ledgers.money import MONEY
from simulate.ledgers.outside import OUTSIDE
from simulate.ledgers.payers import PAYERS_LEDGER
from simulate.ledgers.rights import RIGHTS
from simulate.observation import Lost, Observation

LEDGERS: tuple[Ledger, ...] = (HANDOFFS, DISPLACEMENT, RIGHTS, BOOKS, OUTSIDE, MONEY, PAYERS_LEDGER)


def balance(seen: Observation) -> None:
    """Raises Lost with everything that does not add up."""
    off = [f"{ledger.name}: {said}" for ledger in LEDGERS for said in ledger.imbalances(seen)]
    if off:
        raise Lost("; ".join(off[:10]))
