"""Withheld and recovered: weeks of benefit that sanctions take, and that overpayments take, by kind of benefit.

rate: (n,) weeks of benefit a week: the share taken, on JSA or Income Support, or on ESA.
propensity: 1 for everybody. Never drawn: the ledger of money reads the expectation.
Source: the regime; parameters.yaml, group debts.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.rules.stakes import deducted, withheld
from simulate.status import Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    deduction: float


def everybody(who: Claimants, p: object) -> FloatArray:
    return np.ones(len(who))


def _plain(at: Statuses) -> FloatArray:
    return rules.among(at.income, Income.JSA, Income.IS).astype(np.float64)


def _esa(at: Statuses) -> FloatArray:
    return rules.among(at.income, Income.ESA).astype(np.float64)


def _recovered(at: Statuses, regime: Regime, p: Recovered) -> FloatArray:
    share: FloatArray = (1 - withheld(at, regime)) * deducted(at, p.deduction)
    return share


WITHHELD_JSA_IS = Count(
    "withheld_jsa_is", Withheld, lambda at, regime, p: withheld(at, regime) * _plain(at), everybody, drawn=False
)
WITHHELD_ESA = Count(
    "withheld_esa", Withheld, lambda at, regime, p: withheld(at, regime) * _esa(at), everybody, drawn=False
)
RECOVERED_JSA_IS = Count(
    "recovered_jsa_is", Recovered, lambda at, regime, p: _recovered(at, regime, p) * _plain(at), everybody, drawn=False
)
RECOVERED_ESA = Count(
    "recovered_esa", Recovered, lambda at, regime, p: _recovered(at, regime, p) * _esa(at), everybody, drawn=False
)
