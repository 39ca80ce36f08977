"""What a regime can be, but hardly anybody can mean, or no evidence speaks for. Each is a warning, never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scenarios.adaptive import Rule
from scenarios.assumptions import unsupported
from scenarios.evidence import EvidenceRow, load_evidence
from scenarios.levers import Benefit, Regime
from scenarios.made import Made, found
from scenarios.overlay import Layers
from scenarios.parameters import Parameters
from scenarios.reader import Path, dotted
from scenarios.recorded import METRICS
from scenarios.rules import OBLIGATIONS, Finding
from scenarios.schema import Scenario
from scenarios.units import duration_text, parse_duration

ALMOST_NONE = 0.02  # spare places, as a share of the opening caseload
LONGEST_RUN = "10 years"  # nobody looks further ahead than that
KEY_OF: Mapping[Benefit, str] = {"JSA": "jsa", "ESA": "esa", "IS": "is"}
DOSES: tuple[Path, ...] = tuple(("sanction", key) for key in KEY_OF.values())


@dataclass(frozen=True)
class Caution:
    """A warning about one setting, in the form of a Problem. advice: what to do"""

    file: str
    line: int
    column: int
    field: str
    message: str
    advice: str
    severity: Literal["warning"] = "warning"

    @property
    def text(self) -> str:
        """`file:line:col: warning: field: message; advice`."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.field}: {self.message}; {self.advice}"

    def as_dict(self) -> dict[str, str | int]:
        """The same fields for machines; `text` is the whole sentence."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "message": self.message,
            "advice": self.advice,
            "severity": self.severity,
            "text": self.text,
        }


def cautions(
    scenario: Scenario, regimes: Sequence[Made], layers: Layers, parameters: Callable[[], Parameters]
) -> Iterator[Caution]:
    """All warnings about a scenario. regimes: all that may come to be in force, the base first"""
    for one in found(regimes, doubts):
        mark = one.document.position(one.path)
        yield Caution(one.document.file, *mark, dotted(one.path), one.finding.message, one.finding.allowed)
    about_scenario = [*of_changes(scenario), *of_rules(scenario)]
    if scenario.assume:
        about_scenario += of_assumptions(scenario, parameters())
    for path, message, advice in about_scenario:
        document, here = layers.locate(path)
        yield Caution(document.file, *document.position(here), dotted(here), message, advice)


def doubts(regime: Regime) -> list[Finding]:
    """Everything doubtful about a regime."""
    return [finding for doubt in DOUBTS for finding in doubt(regime)]


# ------------------------------------------------------------------------------------------- about a regime


def obligation_without_capacity(regime: Regime) -> Iterator[Finding]:
    """Claimants must go where there is no room for them."""
    capacity = regime.capacity
    obliged = [key for key in ("attend_assessment", "stay_in_treatment") if getattr(regime.oblige, key)]
    if obliged and capacity.places == "limited" and capacity.spare_places <= ALMOST_NONE and capacity.growth == 0:
        yield Finding(
            ("oblige", obliged[0]),
            f"obliges claimants to come to treatment that has almost no free places ({capacity.spare_places:g} of the "
            "opening caseload) and does not grow",
            "raise capacity.spare_places or capacity.growth, or say in notes that this is meant",
            tuple(("capacity", key) for key in ("places", "spare_places", "growth")),
        )


def sanction_without_appeal(regime: Regime) -> Iterator[Finding]:
    """A wrong decision cannot be put right."""
    if regime.sanctions and not regime.sanction.appeal:
        message = "a sanction that cannot be appealed against"
        yield Finding(("sanction", "appeal"), message, "set sanction.appeal: true, as every benefit had it", DOSES)


def sanction_without_good_cause(regime: Regime) -> Iterator[Finding]:
    """Illness, childcare and homelessness do not count."""
    if regime.sanctions and not regime.sanction.good_cause:
        message = "a sanction for which no good cause is heard"
        yield Finding(("sanction", "good_cause"), message, "set sanction.good_cause: true, as the law had it", DOSES)


def data_share_without_legal_basis(regime: Regime) -> Iterator[Finding]:
    """Records on drug use are shared without consent or statute."""
    for name, channel in regime.identify.data_share.channels.items():
        if channel.open and channel.legal_basis == "none":
            path = ("identify", "data_share", name, "legal_basis")
            message = f"the records of {name} are shared without a legal basis"
            yield Finding(path, message, "set legal_basis: consent or statute", (path[:-1],))


def sanction_beyond_the_cap(regime: Regime) -> Iterator[Finding]:
    """The Act of 2009 capped sanctions over drugs."""
    cap = _figure("wra2009_drug_sanction_weeks_max")
    for benefit, key in KEY_OF.items():
        dose = regime.sanction.for_benefit(benefit)
        if dose and max(dose.weeks) > cap:
            message = (
                f"a sanction of {duration_text(max(dose.weeks))} is longer than the {cap:g} weeks to which the "
                "Welfare Reform Act 2009 capped sanctions over drugs [wra2009_drug_sanction_weeks_max]"
            )
            yield Finding(("sanction", key, "weeks"), message, f"keep to {cap:g} weeks", ())


def one_dose_for_jsa_and_esa(regime: Regime) -> Iterator[Finding]:
    """A sanction on ESA took a seventh of the benefit, one on JSA all of it."""
    jsa, esa = regime.sanction.jsa, regime.sanction.esa
    if jsa and esa and jsa.share_of_benefit == esa.share_of_benefit > 0:
        took = _figure("esa_sanction_wk_amount_initial") / _figure("esa_wrag_total_2009")
        message = (
            f"a sanction takes the same share of ESA as of JSA ({esa.share_of_benefit:g}); in law it took {took:.3f} "
            "of ESA at first [esa_sanction_wk_amount_initial]"
        )
        path: Path = ("sanction", "esa", "share_of_benefit")
        yield Finding(path, message, "give each benefit its own dose", (("sanction", "jsa", "share_of_benefit"),))


def report_without_obligation(regime: Regime) -> Iterator[Finding]:
    """There is nothing to report on."""
    if regime.oblige.providers_report and not regime.obliges:
        path: Path = ("oblige", "providers_report")
        message = "treatment providers report attendance to the Jobcentre, though nobody is obliged to attend"
        yield Finding(path, message, "oblige claimants to something, or leave reports out", OBLIGATIONS)


def housing_benefit_that_stops(regime: Regime) -> Iterator[Finding]:
    """By law housing benefit goes on during a sanction."""
    if regime.sanctions and regime.sanction.housing_benefit_stops and _figure("hb_continues_flag"):
        path: Path = ("sanction", "housing_benefit_stops")
        message = "housing benefit stops with the sanction, though by law it goes on [hb_continues_flag]"
        yield Finding(path, message, "leave it out, unless it is about what happened in practice", DOSES)


def beyond_what_was_ever_seen(regime: Regime) -> Iterator[Finding]:
    """Times and amounts that nobody has recorded."""
    wait = _row("wait_specialist_prescribing_2001_weeks")
    if wait.value is not None and regime.refer.appointment_wait > wait.value:
        message = (
            f"a wait of {duration_text(regime.refer.appointment_wait)} is longer than any recorded "
            f"({wait.value:g} weeks, {wait.period}) [{wait.id}]"
        )
        yield Finding(("refer", "appointment_wait"), message, f"keep to {wait.value:g} weeks", ())
    hardship = _row("jsa_hardship_rate")
    paid = regime.sanction.hardship_payment.share_of_benefit
    if hardship.high is not None and regime.sanctions and paid > hardship.high:
        path: Path = ("sanction", "hardship_payment", "share_of_benefit")
        message = f"a hardship payment of {paid:g} of what is lost is more than was ever paid [{hardship.id}]"
        yield Finding(path, message, f"keep to {hardship.high:g}", DOSES)


DOUBTS: tuple[Callable[[Regime], Iterator[Finding]], ...] = (
    obligation_without_capacity,
    sanction_without_appeal,
    sanction_without_good_cause,
    data_share_without_legal_basis,
    sanction_beyond_the_cap,
    one_dose_for_jsa_and_esa,
    report_without_obligation,
    housing_benefit_that_stops,
    beyond_what_was_ever_seen,
)


# ----------------------------------------------------------------------------------------- about a scenario

Doubt = tuple[Path, str, str]
"""Where in the scenario, what is doubtful, what to do."""


def of_changes(scenario: Scenario) -> Iterator[Doubt]:
    """An announcement before the run begins is lived through by nobody."""
    for index, change in enumerate(scenario.changes):
        if change.announced is not None and change.from_date <= scenario.calendar.start:
            message = "is announced before the calendar begins, so nobody lives through the announcement"
            yield ("changes", index, "announced"), message, "let the change begin later, or leave it out"


def of_rules(scenario: Scenario) -> Iterator[Doubt]:
    """A rule that can never fire."""
    for index, rule in enumerate(scenario.rules):
        for path, message, advice in _never(rule):
            yield ("rules", index, *path), message, advice


def _never(rule: Rule) -> Iterator[Doubt]:
    when, metric = rule.when, METRICS[rule.when.recorded]
    if when.after.weeks > parse_duration(LONGEST_RUN):
        message = f"is judged for the first time after {when.after}, which no sensible run reaches"
        yield ("when", "after"), message, f"let it be judged within {LONGEST_RUN}"
    if when.under == 0:
        yield ("when", "under"), "can never fire, because no figure is below 0", "raise the line"
    if when.over is not None and metric.share and when.over >= metric.most:
        yield ("when", "over"), f"can never fire, because no share is above {metric.most:g}", "lower the line"


def of_assumptions(scenario: Scenario, parameters: Parameters) -> Iterator[Doubt]:
    """Effects beyond the range of the evidence."""
    for name, value in scenario.assume.items():
        quantity = parameters.quantities[name]
        if why := unsupported(quantity, value):
            message = f"assumes {value:g} ({quantity.unit.replace('_', ' ')}); {why}"
            yield ("assume", name), message, "say in notes what speaks for it"


def _row(key: str) -> EvidenceRow:
    return load_evidence()[key]


def _figure(key: str) -> float:
    value = _row(key).value
    if value is None:
        raise ValueError(f"the evidence row {key} has no figure")
    return value
