"""A dose of nothing is no dose: a lever pulled with a strength of 0 is the same as one that is not pulled.

Providers who are told to report and never do, hardship payments in no case at all, agencies whose records never match,
and an adviser who passes nothing on. (That a sanction takes 0 pounds has a law of its own.)
"""

from collections.abc import Iterator

from scenarios.levers import Channel, DataShare, HardshipPayment, Regime
from simulate.law import Law, Trial, amended, unlike
from simulate.status import Sanction


def _nothing(regime: Regime) -> Regime:
    """Each of them pulled, with a strength of nothing."""
    channels = {
        name: one.model_copy(update={"open": True, "recall": 0.0})
        for name, one in regime.identify.data_share.channels.items()
    }
    return amended(
        regime,
        oblige={"providers_report": True, "provider_cooperation": 0.0},
        sanction={"hardship_payment": HardshipPayment(share_of_sanctions=0.0, share_of_benefit=0.7)},
        identify={"data_share": DataShare().model_copy(update=channels)},
    )


def _off(regime: Regime) -> Regime:
    """None of them pulled."""
    return amended(
        regime,
        oblige={"providers_report": False},
        sanction={"hardship_payment": HardshipPayment()},
        identify={"data_share": DataShare(police=Channel(), probation=Channel(), prison=Channel())},
    )


def _let_off(regime: Regime) -> Regime:
    return amended(regime, sanction={"discretion": 1.0})


def breaches(trial: Trial) -> Iterator[str]:
    """Where the two differ, and who is sanctioned although nothing is passed on."""
    yield from unlike(trial.run("doses of nothing", _nothing), trial.run("no doses", _off))
    if any(regime.sanctions for regime in trial.regimes):
        seen = trial.run("all let off", _let_off)
        served = float(seen.time[:, seen.where(sanction=(Sanction.SANCTIONED, Sanction.WRONGED))].sum())
        if served:
            yield f"{served:.1f} claimant-weeks of sanction although advisers let everybody off"


NO_DOSE = Law("a dose of nothing", "A lever pulled with a strength of 0 is the same, to the bit, as none.", breaches)
