"""Combinations of settings that are each possible but make no sense together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.levers import Benefit, Regime
from scenarios.reader import Path


@dataclass(frozen=True)
class Finding:
    """A rule that is broken.

    path: the setting to point at, within the regime
    reads: the settings the verdict rests on; if one of them could not be read, there is no verdict
    """

    path: Path
    message: str
    allowed: str
    reads: tuple[Path, ...]


OBLIGATIONS: tuple[Path, ...] = (
    ("identify", "declaration"),
    ("oblige", "attend_assessment"),
    ("oblige", "stay_in_treatment"),
    ("oblige", "rehabilitation_plan"),
)
_KEY_OF: dict[Benefit, str] = {"JSA": "jsa", "ESA": "esa", "IS": "is"}


def sanction_without_obligation(regime: Regime) -> Finding | None:
    """A sanction answers a breach, and there is nothing to breach."""
    sanctioned = [_KEY_OF[benefit] for benefit in _KEY_OF if regime.sanction.for_benefit(benefit)]
    if not sanctioned or regime.obliges:
        return None
    path = ("sanction", sanctioned[0])
    return Finding(
        path,
        "sanction with no obligation: nothing is required that could be breached",
        "a sanction together with identify.declaration: required, oblige.attend_assessment, "
        "oblige.stay_in_treatment or oblige.rehabilitation_plan",
        (path, *OBLIGATIONS),
    )


def sanction_on_a_benefit_not_obliged(regime: Regime) -> Finding | None:
    """A sanction on a benefit whose claimants are under no obligation never falls."""
    if not regime.obliges or regime.identify.declaration == "required":
        return None  # a declaration is asked of every claimant, whatever the benefit
    for benefit, key in _KEY_OF.items():
        if regime.sanction.for_benefit(benefit) and benefit not in regime.oblige.benefits:
            path = ("sanction", key)
            message = f"sanction on {benefit}, whose claimants are under no obligation"
            allowed = f"with {benefit} among oblige.benefits"
            return Finding(path, message, allowed, (path, ("oblige", "benefits"), OBLIGATIONS[0]))
    return None


def inquiry_without_declaration(regime: Regime) -> Finding | None:
    """An inquiry looks for a false declaration, and nobody declares anything."""
    if regime.fraud.inquiries == 0 or regime.identify.declaration != "none":
        return None
    path = ("fraud", "inquiries")
    message = "fraud inquiries with no declaration: nobody is asked, so nobody can answer falsely"
    return Finding(path, message, "with identify.declaration: invited or required", (path, OBLIGATIONS[0]))


def consequence_without_inquiry(regime: Regime) -> Finding | None:
    """Recovery and prosecution follow an inquiry."""
    fraud = regime.fraud
    if fraud.inquiries > 0 or not (fraud.recover_overpayments or fraud.prosecution > 0):
        return None
    path = ("fraud", "prosecution" if fraud.prosecution > 0 else "recover_overpayments")
    message = "has no effect, because there are no fraud inquiries"
    return Finding(path, message, "with fraud.inquiries above 0", (path, ("fraud", "inquiries")))


def growth_of_unlimited_places(regime: Regime) -> Finding | None:
    """What is unlimited cannot grow."""
    if regime.capacity.places != "unlimited" or regime.capacity.growth == 0:
        return None
    path = ("capacity", "growth")
    message = "has no effect, because treatment places are unlimited"
    return Finding(path, message, "with capacity.places: limited", (path, ("capacity", "places")))


RULES: tuple[Callable[[Regime], Finding | None], ...] = (
    sanction_without_obligation,
    sanction_on_a_benefit_not_obliged,
    inquiry_without_declaration,
    consequence_without_inquiry,
    growth_of_unlimited_places,
)


def findings(regime: Regime) -> list[Finding]:
    """Every rule this regime breaks."""
    return [found for rule in RULES if (found := rule(regime)) is not None]
