"""The claims of the debate name outcomes, groups and built-in scenarios that there are."""

from results.claims import known
from scenarios.claims import load_claims
from scenarios.library import built_in


def test_every_claim_names_outcomes_and_groups_that_there_are() -> None:
    assert load_claims(known=known()).claims


def test_every_claim_names_built_in_scenarios() -> None:
    assert load_claims(known=known(built_in())).claims
