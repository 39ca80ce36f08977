"""Retention in treatment is of phase type: stabilising, then maintained, then gone or completed.

As shipped the first phase takes a fixed time w, with hazards d1 and then d2 of leaving and g of completing, and r the
relative risk of leaving of one claimant:
    S(t) = exp(-d1 r t)                                         t < w
    S(t) = exp(-d1 r w) exp(-(d2 r + g)(t - w))                 t >= w
With the first phase exponential as well, S(t) = a exp(T t) 1 with T = [[-(d1 r + 1/w), 1/w], [0, -(d2 r + g)]].
Claimants are independent, so those of a group still in treatment are a sum of Bernoulli variables of known chances:
their mean is the sum of S, and their variance the sum of S (1 - S). Mean stays and planned exits follow by integration.
Groups: sex, dual diagnosis, wish to change: for the first the relative risk is the same on average, for the others not.
Planted: leaving 1.25 times as fast, for those with a dual diagnosis alone.
"""

import numpy as np
import pytest
from scipy.linalg import expm

from simulate.arrays import BoolArray, FloatArray
from simulate.processes.drop_out import DROP_OUT
from simulate.run import run_replicate
from simulate.status import Pathway
from tests.conftest import Figure
from tests.simulate.bench import numbers, regime
from tests.simulate.exact.small import Lived, compiled, live, only, started
from tests.simulate.worlds import values
from tests.statistics import Compared, compare, seed_of

CLAIMANTS = 20_000
LOOKS = (2.0, 8.0, 26.0, 52.0, 104.0)
AT_ONCE = {"place.wait": 1e-4}
"""Treatment starts within a minute or so of the beginning."""
FEW = ("place", "stabilise", "drop_out", "complete")


def stays(t: FloatArray, r: FloatArray, *, memoryless: bool) -> FloatArray:
    """S(t) of each relative risk: (times, claimants)."""
    v = values()
    d1, d2, g, w = v["drop_out.stabilising"], v["drop_out.maintained"], v["complete.rate"], v["stabilise.weeks"]
    t = np.asarray(t)[:, None]
    one, two = d1 * r + (1 / w if memoryless else 0.0), d2 * r + g
    if memoryless:
        found: FloatArray = np.exp(-one * t) + (1 / w) / (one - two) * (np.exp(-two * t) - np.exp(-one * t))
        return found
    return np.where(t < w, np.exp(-one * t), np.exp(-one * w - two * (t - w)))


def test_the_closed_form_is_that_of_the_phase_type_distribution() -> None:
    v = values()
    for r in (0.5, 1.0, 2.0):
        one = v["drop_out.stabilising"] * r + 1 / v["stabilise.weeks"]
        two = v["drop_out.maintained"] * r + v["complete.rate"]
        sub = np.array([[-one, 1 / v["stabilise.weeks"]], [0.0, -two]])
        want = [np.array([1.0, 0.0]) @ expm(sub * t) @ np.ones(2) for t in LOOKS]
        assert stays(np.array(LOOKS), np.array([r]), memoryless=True)[:, 0] == pytest.approx(want)


def world(*, memoryless: bool, seed: int, planted: float = 1.0, claimants: int = CLAIMANTS) -> Lived:
    it = compiled(
        regime(), only(*FEW, alike=False), opening={"pathway": Pathway.QUEUED}, changed=AT_ONCE, memoryless=memoryless
    )

    def worse(world: object) -> None:
        lives, who = world.lives, world.who  # type: ignore[attr-defined]
        lives.relative_risk[who.dual_diagnosis, world.column("drop_out")] *= planted  # type: ignore[attr-defined]

    start = started(it, claimants=claimants, weeks=2, seed=seed, pathway=Pathway.QUEUED)
    return live(it, start, weeks=int(LOOKS[-1]), plant=worse)


def groups(lived: Lived) -> dict[str, BoolArray]:
    who = lived.world.who
    began = np.isfinite(lived.first("place"))  # next to nobody has given up before
    traits = {
        "women": ~who.male, "men": who.male, "dual diagnosis": who.dual_diagnosis,
        "no dual diagnosis": ~who.dual_diagnosis, "wants to change": who.wants_change,
        "does not want to": ~who.wants_change,
    }  # fmt: skip
    return {"all": began, **{name: of & began for name, of in traits.items()}}


def judged(lived: Lived, *, memoryless: bool) -> Compared:
    """Those still in treatment, the mean stay so far, and planned exits, of every group at every look."""
    v = values()
    risk = np.asarray(DROP_OUT.relative_risk(lived.world.who, regime(), numbers(DROP_OUT)))  # type: ignore[misc]
    began = np.minimum(lived.first("place"), LOOKS[-1])
    left, done = lived.first("drop_out"), lived.first("complete")
    ended = np.minimum(left, done) - began
    fine = np.linspace(0.0, LOOKS[-1], 1041)
    chance = stays(fine, risk, memoryless=memoryless)
    step = fine[1] - fine[0]
    inside = np.concatenate([np.zeros((1, len(risk))), np.cumsum((chance[1:] + chance[:-1]) / 2 * step, axis=0)])
    second = inside if memoryless else np.maximum(inside - inside[np.searchsorted(fine, v["stabilise.weeks"])], 0.0)
    names, got, want, spread = [], [], [], []
    for t in LOOKS:
        i = round(t / step)
        for group, mine in groups(lived).items():
            s = chance[i, mine]
            stay = np.minimum(ended[mine], t)
            names += [f"{group} in treatment after {t:g} weeks", f"mean stay of {group} within {t:g} weeks"]
            got += [float((ended[mine] > t).sum()), float(stay.mean())]
            want += [float(s.sum()), float(inside[i, mine].mean())]
            spread += [float(np.sqrt((s * (1 - s)).sum())), float(stay.std(ddof=1) / np.sqrt(mine.sum()))]
            if not memoryless:
                p = v["complete.rate"] * second[i, mine]
                if t > v["stabilise.weeks"]:
                    names.append(f"planned exits of {group} within {t:g} weeks")
                    got.append(float((done[mine] - began[mine] <= t).sum()))
                    want.append(float(p.sum()))
                    spread.append(float(np.sqrt((p * (1 - p)).sum())))
    return compare("retention", names, got, want, spread)


@pytest.mark.short
def test_retention_is_of_phase_type_by_group_as_in_all(figure: Figure) -> None:
    seen = world(memoryless=False, seed=seed_of("retention"))
    judged(seen, memoryless=False).note(figure, f"Retention of {CLAIMANTS:,} by group, as shipped")


def test_a_planted_error_of_one_group_is_found() -> None:
    worse = world(memoryless=False, seed=seed_of("retention"), planted=1.25, claimants=8000)
    found = judged(worse, memoryless=False).failures
    assert found and not any("no dual diagnosis" in one for one in found), found


@pytest.mark.verify
def test_retention_with_and_without_memory(figure: Figure) -> None:
    big = 60_000
    for memoryless, name in ((False, "as shipped"), (True, "first phase exponential")):
        lived = world(memoryless=memoryless, seed=seed_of("retention") + 1, claimants=big)
        judged(lived, memoryless=memoryless).note(figure, f"Retention of {big:,} by group, {name}")


def test_what_is_observed_by_group_is_what_was_lived() -> None:
    """Time in treatment in the tables of a run, by group and year, is that of the claimants of the group."""
    it = compiled(regime(), only(*FEW, alike=False), opening={"pathway": Pathway.QUEUED}, changed=AT_ONCE)
    start = started(it, claimants=3000, weeks=52, seed=3, pathway=Pathway.QUEUED)
    seen = run_replicate(it, start, weeks=52, ticks=())
    lived = live(it, start, weeks=52)
    ended = np.minimum(np.minimum(lived.first("drop_out"), lived.first("complete")), 52.0)
    stay = ended - np.minimum(lived.first("place"), 52.0)
    treated = seen.where(pathway=(Pathway.STABILISING, Pathway.MAINTAINED))
    who = lived.world.who
    for group, mine in (("sex", [~who.male, who.male]), ("dual diagnosis", [~who.dual_diagnosis, who.dual_diagnosis])):
        got = seen.group_time[group][0][treated].sum(axis=0)
        assert got == pytest.approx([float(stay[one].sum()) for one in mine], rel=1e-9), group
