"""Section 2: one claimant, by fixed traits, area, and one state on each axis. What he or she lives: `life.py`."""

from __future__ import annotations

from typing import NamedTuple

import mesa

from scenarios.levers import Regime
from simulate.claimants import Claimants, Drug
from simulate.mesa_model.numbers import Numbers
from simulate.status import (
    AXES,
    SIZES,
    Belief,
    Debt,
    Housing,
    Income,
    Knowledge,
    Ladder,
    Mandate,
    Notice,
    Pathway,
    Record,
    Sanction,
    Support,
    Use,
    level_of,
)


class Status(NamedTuple):
    """One state on each axis, as it was at some time."""

    pathway: Pathway
    mandate: Mandate
    knowledge: Knowledge
    notice: Notice
    income: Income
    sanction: Sanction
    ladder: Ladder
    debt: Debt
    housing: Housing
    use: Use
    support: Support
    belief: Belief
    record: Record

    @property
    def code(self) -> int:
        """As one integer."""
        code = 0
        for level, size in zip(self, SIZES, strict=True):
            code = code * size + int(level)
        return code


class Person(mesa.Agent):
    """Who somebody is and where he or she stands; `regime` and `numbers` are what he or she lives under.

    index: place among the claimants made. number: who, for luck. enters: weeks after the start from which anything
    happens to him or her. pool: with whom places, caseloads, talk and trust are shared. gate: whether
    treatment may start.
    """

    def __init__(
        self, model: mesa.Model, *, of: Claimants, index: int, regime: Regime, numbers: Numbers, pool: int
    ) -> None:
        super().__init__(model)
        self.index, self.number, self.enters = index, int(of.number[index]), float(of.enters[index])
        self.regime, self.numbers, self.pool = regime, numbers, pool
        self.area = int(of.area[index])
        self.alive, self.gate = True, True
        self._traits(of, index)
        self._opening_status(of, index)

    def _traits(self, of: Claimants, i: int) -> None:
        """The fixed traits: made once, never changed."""
        self.male, self.age, self.drug = bool(of.male[i]), float(of.age[i]), Drug(of.drug[i])
        self.injecting, self.severity = bool(of.injecting[i]), float(of.severity[i])
        self.wants_change, self.hard_core = bool(of.wants_change[i]), bool(of.hard_core[i])
        self.dual_diagnosis, self.chronic_condition = bool(of.dual_diagnosis[i]), bool(of.chronic_condition[i])
        self.children, self.treated_before = bool(of.children[i]), bool(of.treated_before[i])
        self.cites_drugs, self.bite = bool(of.cites_drugs[i]), float(of.bite[i])
        self.propensity_offences = float(of.propensity_offences[i])
        self.propensity_overdoses = float(of.propensity_overdoses[i])
        self.propensity_hospital = float(of.propensity_hospital[i])
        self.opening_benefit, self.opening_record = Income(of.opening_benefit[i]), bool(of.record[i])

    def _opening_status(self, of: Claimants, i: int) -> None:
        """One state on each axis: those of the first day, before any regime has begun."""
        at = {axis: int(level_of(of.status[i : i + 1], axis)[0]) for axis in AXES}
        self.pathway, self.mandate = Pathway(at["pathway"]), Mandate(at["mandate"])
        self.knowledge, self.notice = Knowledge(at["knowledge"]), Notice(at["notice"])
        self.income, self.sanction = Income(at["income"]), Sanction(at["sanction"])
        self.ladder, self.debt = Ladder(at["ladder"]), Debt(at["debt"])
        self.housing, self.use = Housing(at["housing"]), Use(at["use"])
        self.support, self.belief = Support(at["support"]), Belief(at["belief"])
        self.record = Record(at["record"])

    @property
    def status(self) -> Status | None:
        """Where he or she stands now; None for the dead."""
        return Status(*(getattr(self, axis) for axis in AXES)) if self.alive else None


Stands = Person | Status
"""Somebody now, or as he or she stood."""
