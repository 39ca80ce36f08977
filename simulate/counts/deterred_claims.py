"""Deterred claims: claims that would have been made but for the question about drugs, or the fear of it.

rate: (n,) per week: the claims of people without benefit or job who are deterred x the share that they do not make.
propensity: 1 for everybody.
Source: parameters.yaml, group claims.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.processes.claim_again import deterred
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterredClaims:
    claims_a_week: float
    claims_under_declaration: float
    new_to_jsa: float
    cites_drugs: float


def rate(at: Statuses, regime: Regime, p: DeterredClaims) -> FloatArray:
    share = deterred(at, regime, to_jsa=p.new_to_jsa, cites_drugs=p.cites_drugs)
    return share * p.claims_a_week * (1 - p.claims_under_declaration)


def propensity(who: Claimants, p: DeterredClaims) -> FloatArray:
    return np.ones(len(who))


DETERRED_CLAIMS = Count("deterred_claims", DeterredClaims, rate, propensity)
