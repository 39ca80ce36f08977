"""The sections of the report, in order. Adding one is its file and its line here."""

from results.section import Section
from results.sections.beliefs import BELIEFS
from results.sections.books import BOOKS
from results.sections.cascade import CASCADE
from results.sections.flows import FLOWS
from results.sections.groups import GROUPS
from results.sections.handoffs import HANDOFFS
from results.sections.headline import HEADLINE
from results.sections.limits import LIMITS
from results.sections.method import METHOD
from results.sections.money import MONEY
from results.sections.outcomes import OUTCOMES
from results.sections.outside import OUTSIDE
from results.sections.parameters import PARAMETERS
from results.sections.payers import PAYING
from results.sections.queue import QUEUE
from results.sections.rights import RIGHTS
from results.sections.validation import VALIDATION

SECTIONS: tuple[Section, ...] = (
    HEADLINE, BELIEFS, BOOKS, OUTCOMES, CASCADE, FLOWS, HANDOFFS, QUEUE, GROUPS, RIGHTS, OUTSIDE, MONEY, PAYING,
    VALIDATION, LIMITS, PARAMETERS, METHOD,
)  # fmt: skip
