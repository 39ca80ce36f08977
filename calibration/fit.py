"""The whole calibration: screening, waves, posterior, real runs. A function of the plan, whoever does the work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from calibration.chain import effective, whole_chain
from calibration.emulator import Emulator, emulate
from calibration.gate import Kept, gate, tolerance
from calibration.latent import Space, all_scores, prior_scores
from calibration.likelihood import Apart, normal, what_else
from calibration.matching import left
from calibration.measuring import Survey, survey
from calibration.plan import CalibrationPlan
from calibration.screening import effects, that_matter
from calibration.targets import Target
from calibration.work import batch_of, perform_batch
from scenarios.errors import CheckFailed
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray
from simulate.draws import at_ranks, ranks
from simulate.workers import On

FITTED_RUN = "everybody"
FEWEST_EFFECTIVE = 50
Told = Callable[[Any], None]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Worker:
    """Where runs are made and what is told of them. folder: where each is kept; None keeps nothing."""

    folder: Path | None
    on: On
    told: Told | None = None
    say: Say = field(default=lambda _: None)


@dataclass(frozen=True)
class Wave:
    """What a wave did: the share of the prior left after it, targets kept out and why, leave-out errors by target."""

    name: str
    points: int
    share: float
    out: dict[str, str]
    off: dict[str, float]
    reach: dict[str, float]


@dataclass(frozen=True)
class Fitted:
    """A posterior and what it was made of.

    scores, weights: (draws, names), (draws,). shown: (draws, all targets of the run) of the real runs. chain: (n,
    names) of the posterior by emulator. screening: (n, all targets) with everything drawn. apart, emulator: of the
    targets `used`. rounds: effective sample size after each round of real runs.
    """

    space: Space
    targets: tuple[Target, ...]
    used: tuple[Target, ...]
    scores: FloatArray
    weights: FloatArray
    shown: FloatArray
    chain: FloatArray
    screening: FloatArray
    apart: Apart
    emulator: Emulator
    waves: tuple[Wave, ...]
    strength: dict[str, FloatArray]
    rounds: tuple[float, ...]
    independent: float

    @property
    def effective(self) -> float:
        """Effective sample size of the weighed draws."""
        return effective_size(self.weights)


def effective_size(weights: FloatArray) -> float:
    """How many equally weighed draws as many weighed ones are worth."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def fit(plan: CalibrationPlan, parameters: Parameters, worker: Worker) -> Fitted:
    """Do it all. Raises RunFailed as `perform_batch`, CheckFailed where too few draws are effective."""
    return Calibration(plan, parameters, worker).done()


class Calibration:
    """A calibration under way."""

    def __init__(self, plan: CalibrationPlan, parameters: Parameters, worker: Worker) -> None:
        self.plan, self.parameters, self.worker = plan, parameters, worker
        self.survey: Survey = survey(
            plan.targets, FITTED_RUN, claimants=plan.count("claimants"), seed=plan.count("seed")
        )
        self.fitted_to = [i for i, one in enumerate(self.survey.targets) if one.given.use == "fit"]
        self.targets = tuple(self.survey.targets[i] for i in self.fitted_to)
        self.names = tuple(one.name for one in self.targets)
        self.error = np.array([one.error for one in self.targets])
        self.discrepancy = np.array([one.discrepancy for one in self.targets])
        self.seed = plan.count("seed")
        self.waves: list[Wave] = []

    def runs(self, name: str, points: tuple[dict[str, float], ...], *, luck: bool = False) -> FloatArray:
        """Real runs: (points, all targets of the run)."""
        batch = batch_of(self.survey, self.parameters, points, luck=luck)
        self.worker.say(f"{name}: {len(points)} runs")
        return perform_batch(self.worker.folder, name, batch, on=self.worker.on, told=self.worker.told)

    def done(self) -> Fitted:
        """Every stage in order."""
        screened, strength, space = self.screen()
        centre = np.zeros(len(space.names))
        apart = self.others("others", space, centre)
        emulator, data = self.history(space, apart)
        return self.posterior(space, apart, emulator, data, screened, strength)

    def screen(self) -> tuple[FloatArray, dict[str, FloatArray], Space]:
        """Run with everything drawn, and pick what matters."""
        points = self.plan.count("screening")
        scores = all_scores(self.parameters, points=points, seed=self.seed)
        drawn = at_ranks(self.parameters, ranks(self.parameters, draws=points, seed=self.seed))
        shown = self.runs("screening", drawn)
        strength = effects(self.parameters, scores, shown[:, self.fitted_to])
        spread = np.hypot(self.error, self.discrepancy)
        names = that_matter(strength, spread, most=self.plan.count("parameters"))
        self.worker.say(f"{len(names)} parameters matter: {', '.join(names)}")
        return shown, strength, Space(names, self.parameters)

    def others(self, name: str, space: Space, at: FloatArray) -> Apart:
        """What else sets figures and model apart at a point: everything that is not fitted is drawn there, and luck."""
        points = self.plan.count("others")
        drawn = at_ranks(self.parameters, ranks(self.parameters, draws=points, seed=self.seed + 1))
        fixed = np.tile(at, (points, 1))
        shown = self.runs(name, space.values(fixed, drawn), luck=True)[:, self.fitted_to]
        centre = self.runs(f"{name}_centre", space.values(at[None]))[0, self.fitted_to]
        shift, rest = what_else(shown, centre)
        published = np.array([one.at for one in self.targets])
        return Apart(published, self.error**2 + self.discrepancy**2, shift, rest)

    def history(self, space: Space, apart: Apart) -> tuple[Emulator, list[tuple[FloatArray, FloatArray]]]:
        """Waves of history matching; the last emulator, and the runs by wave."""
        dimensions = len(space.names)
        scores = prior_scores(dimensions, points=self.plan.count("points"), seed=self.seed + 2)
        data: list[tuple[FloatArray, FloatArray]] = []
        emulator = None
        for number in range(1, self.plan.count("waves") + 1):
            shown = self.runs(f"wave_{number}", space.values(scores))[:, self.fitted_to]
            data.append((scores, shown))
            emulator, kept = self.emulator(data, apart)
            some = emulator.only(kept.some)
            remains = left(
                apart.only(kept.some), some, dimensions, points=self.plan.count("points"), seed=self.seed + 2 + number
            )
            off = dict(zip(self.names, (float(one) for one in emulator.off), strict=True))
            self.waves.append(Wave(f"wave {number}", len(scores), remains.share, kept.out, off, remains.reach))
            self.worker.say(
                f"wave {number}: {remains.share:.3%} of the prior is left"
                + "".join(f"\nkept out: {name}: {why}" for name, why in kept.out.items())
            )
            scores = remains.points
        assert emulator is not None
        return emulator, data

    def emulator(self, data: list[tuple[FloatArray, FloatArray]], apart: Apart) -> tuple[Emulator, Kept]:
        """An emulator made from the last two waves, and which of its targets may be used."""
        scores, shown = (np.concatenate(part) for part in zip(*data[-2:], strict=True))
        found = emulate(self.names, scores, shown)
        return found, gate(found, self.tolerance(apart))

    def tolerance(self, apart: Apart) -> FloatArray:
        """How far off each figure may be anyway: (targets,)."""
        return tolerance(self.error, self.discrepancy, np.sqrt(np.diag(apart.rest)))

    def posterior(
        self, space: Space, apart: Apart, emulator: Emulator, data: list[tuple[FloatArray, FloatArray]],
        screened: FloatArray, strength: dict[str, FloatArray],
    ) -> Fitted:  # fmt: skip
        """Chain on the emulator and weigh by real runs, until enough of them count."""
        found, begin, rounds = None, data[-1][0], []
        kept = gate(emulator, self.tolerance(apart))
        for number in range(1, self.plan.count("rounds") + 1):
            if number > 1:
                emulator, kept = self.emulator(data, apart)
            else:
                # What else sets apart is measured again where the parameters now are.
                first, _ = self.chain(apart.only(kept.some), emulator.only(kept.some), begin, number)
                apart, begin = self.others("others_again", space, first.mean(0)), first
            used, some = apart.only(kept.some), emulator.only(kept.some)
            chain, independent = self.chain(used, some, begin, number)
            scores = chain[np.linspace(0, len(chain) - 1, self.plan.count("draws")).astype(int)]
            shown = self.runs(f"posterior_{number}", space.values(scores))
            real = shown[:, self.fitted_to]
            weights = weigh(used, some, scores, real[:, list(kept.some)])
            rounds.append(effective_size(weights))
            self.worker.say(f"round {number}: {rounds[-1]:.0f} of {len(scores)} draws are effective")
            found = Fitted(
                space=space, targets=self.survey.targets, used=tuple(self.targets[i] for i in kept.some),
                scores=scores, weights=weights, shown=shown, chain=chain, screening=screened, apart=used,
                emulator=some, waves=tuple(self.waves), strength=strength, rounds=tuple(rounds),
                independent=independent,
            )  # fmt: skip
            if rounds[-1] >= FEWEST_EFFECTIVE:
                break
            data, begin = [*data, (scores, real)], chain
        if found is None or rounds[-1] < FEWEST_EFFECTIVE:
            self.refuse(rounds)
        assert found is not None
        return found

    def refuse(self, rounds: list[float]) -> None:
        """Raises CheckFailed: a posterior of so few effective draws is none. Plans of no more draws are let be."""
        if self.plan.count("draws") > FEWEST_EFFECTIVE:
            raise CheckFailed(
                f"only {rounds[-1]:.0f} draws are effective after {len(rounds)} rounds, and {FEWEST_EFFECTIVE} are "
                "needed: more waves, points or draws"
            )

    def chain(self, apart: Apart, emulator: Emulator, begin: FloatArray, number: int) -> tuple[FloatArray, float]:
        """A sample of the posterior by emulator, (n, dimensions), and how many independent points it is worth."""
        likely = normal(apart, emulator.off)

        def density(scores: FloatArray) -> FloatArray:
            return np.asarray(likely(emulator(scores)) - 0.5 * (scores**2).sum(1))

        rng = np.random.default_rng(self.seed + number)
        chain = whole_chain(density, rng.permutation(begin), steps=self.plan.count("steps"), seed=self.seed + number)
        half = chain[len(chain) // 2 :]
        flat = half.reshape(-1, chain.shape[2])
        return flat[np.linspace(0, len(flat) - 1, min(len(flat), 20_000)).astype(int)], effective(chain)


def weigh(apart: Apart, emulator: Emulator, scores: FloatArray, real: FloatArray) -> FloatArray:
    """Weights of draws from the posterior by emulator, such that they are of the posterior by real runs: (draws,)."""
    known = np.where(np.isfinite(real), real, emulator(scores))
    log = normal(apart)(known) - normal(apart, emulator.off)(emulator(scores))
    weights = np.exp(log - log.max())
    return np.asarray(weights / weights.sum())
