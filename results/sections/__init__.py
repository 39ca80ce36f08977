"""The sections of the report, in order. Adding one is its file and its line here."""

from results.section import Section
from results.sections.areas import AREAS
from results.sections.beliefs import BELIEFS
from results.sections.books import BOOKS
from results.sections.cascade import CASCADE
from results.sections.claims import CLAIMS
from results.sections.decides import DECIDES
from results.sections.flows import FLOWS
from results.sections.groups import GROUPS
from results.sections.handoffs import HANDOFFS
from results.sections.headline import HEADLINE
from results.sections.limits import LIMITS
from results.sections.lives import LIVES
from results.sections.method import METHOD
from results.sections.money import MONEY
from results.sections.outcomes import OUTCOMES
from results.sections.outside import OUTSIDE
from results.sections.parameters import PARAMETERS
from results.sections.paths import PATHS
from results.sections.payers import PAYING
from results.sections.queue import QUEUE
from results.sections.rights import RIGHTS
from results.sections.strata import STRATA
from results.sections.validation import VALIDATION

SECTIONS: tuple[Section, ...] = (
    HEADLINE, BELIEFS, DECIDES, STRATA, LIVES, GROUPS, AREAS, CASCADE, PATHS, HANDOFFS, QUEUE, FLOWS, RIGHTS, BOOKS,
    OUTSIDE, MONEY, PAYING, CLAIMS, OUTCOMES, VALIDATION, LIMITS, PARAMETERS, METHOD,
)  # fmt: skip
