"""The sections of the report, in order. Adding one is its file and its line here."""

from results.section import Section
from results.sections.beliefs import BELIEFS
from results.sections.cascade import CASCADE
from results.sections.flows import FLOWS
from results.sections.groups import GROUPS
from results.sections.headline import HEADLINE
from results.sections.limits import LIMITS
from results.sections.method import METHOD
from results.sections.outcomes import OUTCOMES
from results.sections.parameters import PARAMETERS

SECTIONS: tuple[Section, ...] = (HEADLINE, BELIEFS, OUTCOMES, CASCADE, FLOWS, GROUPS, LIMITS, PARAMETERS, METHOD)
