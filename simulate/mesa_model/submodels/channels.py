"""Section 8, being found by other agencies: data_share, notify, notice, exchange_report."""

from collections.abc import Callable

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import partly
from simulate.mesa_model.shared.obligations import identified
from simulate.mesa_model.shared.stakes import under_obligations
from simulate.mesa_model.shared.where import dependent, not_known, on_benefit
from simulate.mesa_model.submodel import FIXED, Change, Outcome, Submodel, certain
from simulate.status import Notice


def can_be_named(c: Person) -> bool:
    """Under obligations, dependent, and not known."""
    return not_known(c) and dependent(c) and under_obligations(c)


def rates(c: Person, *, with_lag: bool) -> dict[str, float]:
    """How often each channel names somebody, of those with a lag or of those that tell at once."""
    p, found = c.numbers.sharing, {}
    contacts = {"police": p.police, "probation": p.probation, "prison": p.prison}
    for name, channel in c.regime.identify.data_share.channels.items():
        rate = contacts[name] * (p.match if channel.recall is None else channel.recall)
        rate *= c.numbers.reporting.consents if channel.legal_basis == "consent" else 1.0
        found[name] = rate if channel.open and (channel.lag is not None) == with_lag else 0.0
    return found


def in_step_with_offending(c: Person) -> float:
    """Relative risk: contacts are in part in step with offending."""
    return partly(c.propensity_offences, c.numbers.sharing.by_offending)


def named(c: Person, *, with_lag: bool) -> float:
    """Of those of whom no notice is awaited."""
    at_risk = can_be_named(c) and c.notice == Notice.NONE
    return sum(rates(c, with_lag=with_lag).values()) if at_risk else 0.0


def in_proportion(c: Person, words: str, *, with_lag: bool, change: Callable[[str], Change]) -> tuple[Outcome, ...]:
    """The outcome is the channel."""
    of = rates(c, with_lag=with_lag)
    return tuple(Outcome(f"{words} by {name}", rate / sum(of.values()), change(name)) for name, rate in of.items())


def await_notice(of: str) -> Change:
    """A notice is on its way."""

    def change(c: Person) -> None:
        c.notice = Notice[of.upper()]

    return change


DATA_SHARE = Submodel(
    "data_share",
    hazard=lambda c: named(c, with_lag=False),
    outcomes=lambda c: in_proportion(c, "identified", with_lag=False, change=lambda _: identified),
    relative_risk=in_step_with_offending,
)

NOTIFY = Submodel(
    "notify",
    hazard=lambda c: named(c, with_lag=True),
    outcomes=lambda c: in_proportion(c, "named", with_lag=True, change=await_notice),
    relative_risk=in_step_with_offending,
)

# ------------------------------------------------------------------ notice


def notice_arrives(c: Person) -> float:
    """After the lag of the channel."""
    if c.notice == Notice.NONE:
        return 0.0
    lag = c.regime.identify.data_share.channels[c.notice.name.lower()].lag
    return 1 / lag if lag else 0.0


def too_late(c: Person) -> None:
    """Nobody is there to be named any more."""
    c.notice = Notice.NONE


def notice_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Identified where still dependent and on a benefit."""
    there = dependent(c) and on_benefit(c)
    return Outcome("identified", float(there), identified), Outcome("too late", float(not there), too_late)


NOTICE = Submodel("notice", hazard=notice_arrives, outcomes=notice_outcomes, stages=FIXED)

# ------------------------------------------------------------------ exchange_report


def exchange_names(c: Person) -> float:
    """Needle exchanges name claimants under obligations, fewer of whom come."""
    if not c.regime.identify.needle_exchange_reports or not can_be_named(c):
        return 0.0
    return c.numbers.exchange_report.rate * c.numbers.contested.exchange_avoidance


EXCHANGE_REPORT = Submodel(
    "exchange_report",
    hazard=exchange_names,
    outcomes=certain("identified", identified),
    relative_risk=lambda c: c.injecting / c.numbers.population.share_injecting,
)
