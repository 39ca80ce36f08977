"""Perfect information: where people know the rules as they are, nobody fears or hopes for anything else."""

from collections.abc import Iterator

from scenarios.levers import Regime
from simulate.law import Law, Trial, amended, unlike
from simulate.status import Belief


def _informed(regime: Regime) -> Regime:
    return amended(regime, believe={"information": "perfect"})


def _unheard(regime: Regime) -> Regime:
    """People go by hearsay, and there is nothing to hear: no press, no talk, nothing looming, nothing required."""
    quiet = {
        "information": "hearsay",
        "word_of_mouth": regime.believe.word_of_mouth,
        "press_noise": 0.0,
        "looming": False,
    }
    return amended(regime, believe=quiet)


def breaches(trial: Trial) -> Iterator[str]:
    """Whether a belief is apart from the rules; and whether hearsay of nothing differs from knowing."""
    seen = trial.run("informed", _informed)
    apart = float(seen.time[:, seen.where(belief=(Belief.FEARFUL, Belief.UNAWARE))].sum())
    if apart:
        yield f"{apart:.1f} claimant-weeks were spent fearing or hoping for other rules than there are"
    if not any(regime.obliges for regime in trial.regimes):
        quiet = {"talk.rate": 0.0}
        one = trial.run("informed, no talk", lambda r: amended(r, believe={"information": "perfect", "looming": False}),
                        values=quiet)  # fmt: skip
        yield from unlike(one, trial.run("hearsay of nothing", _unheard, values=quiet))


PERFECT_INFORMATION = Law(
    "perfect information",
    "Where people know the rules, what they perceive is what there is; hearsay of nothing is the same as knowing.",
    breaches,
)
