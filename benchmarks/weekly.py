"""The first opponent: the same model, stepped week by week over whole arrays in plain NumPy.

Once a week, for every claimant and every process, the hazard is table x relative risk x field; something
happens with chance 1 - exp(-total hazard), and what happens is chosen in proportion to the hazards. At most
one thing happens to a claimant in a week, at its end. Clocks with memory count down the share of their time
that a week uses up.

Same content: the compiled table, outcome chances, relative risks, odds and ticks are the engine's own. Good
practice that is used: float32; arrays made once; one array of random numbers a week; one process after
another over contiguous columns, so that the working set stays in the cache; processes that nobody can be at
risk of under the regime are left out, and factors that are 1 for everybody are not multiplied; the choice is
made only where something happens. It is observed as the engine is, by the same code.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.weekly_world import weekly_world
from simulate.arrays import FloatArray, IntArray
from simulate.claimants import Claimants
from simulate.clocks import Events, odds_of, rules_of, tilted
from simulate.observation import Observation
from simulate.observe import Observer
from simulate.run import Compiled
from simulate.ticks import TICKS

SingleArray = NDArray[np.float32]
NEVER = np.float32(np.inf)


class Weekly:
    """The state of a weekly run, and one step of it.

    steps: in a week; 1 is the weekly model, 7 shows what steps of a day mend and cost. Ticks act once a week.
    at: (claimants,) int64, row of each. left: (timers, claimants) float32, share of its time that each
    running clock with memory has left, infinite where it does not run.
    hazard: (processes, rows) float32, per step.
    Raises ValueError as `weekly_world` does.
    """

    def __init__(self, compiled: Compiled, who: Claimants, *, seed: int, steps: int = 1) -> None:
        self.world = weekly_world(compiled, who, seed=seed)
        self.ticks = [tick(self.world, compiled.timeline, compiled.scenario) for tick in TICKS]
        table, rules, n = compiled.table, rules_of(compiled.table), len(who)
        self.table, self.rules = table, rules
        self.seed, self.rng, self.steps = seed, np.random.default_rng(seed), steps
        self.hazard = np.ascontiguousarray(rules.hazard.T.astype(np.float32) / np.float32(steps))
        there = [p for p in range(len(table.processes)) if self.hazard[p].any()]
        self.random = [p for p in there if rules.clocks[p].memoryless]
        self.timers = [p for p in there if not rules.clocks[p].memoryless]
        place = table.process("place")
        self.varies = [p == place or process.relative_risk is not None for p, process in enumerate(table.processes)]
        self.at = self.world.lives.row.astype(np.int64)
        self.total, self.one, self.uniform = np.empty((3, n), np.float32)
        self.left = np.full((len(self.timers), n), NEVER)
        everybody = np.arange(n)
        for t, p in enumerate(self.timers):
            running = everybody[self.hazard[p][self.at] > 0]
            fixed = rules.clocks[p].stages == 0
            share = self.rng.random(len(running)) if fixed else self.fresh(p, running)
            self.left[t, running] = share + self._whole_steps(p, running)

    def run(self, weeks: int) -> Observation:
        """Live `weeks` weeks from the start, observed as the engine is."""
        who, lives = self.world.who, self.world.lives
        observer = Observer(
            who=who, table=self.table, values=self.world.values, weeks=float(weeks), seed=self.seed, replicate=0,
        )  # fmt: skip
        edges = set(observer.edges[1:].tolist())
        self.tick()
        observer.open(lives)
        for week in range(1, weeks + 1):
            batches = []
            for step in range(1, self.steps + 1):
                happened = self.step(week - 1 + step / self.steps)
                observer.record(happened, lives.regime[happened.who])
                batches.append(happened)
            self.world.events, self.world.week = tuple(batches), week
            if float(week) in edges:
                observer.close_period(lives)
            if week < weeks:
                self.tick()
        return observer.result()

    def tick(self) -> None:
        """Let the ticks act."""
        for tick in self.ticks:
            tick.act(self.world)

    def step(self, now: float) -> Events:
        """Live one step; now: its end, weeks."""
        total = self.totals()
        self.rng.random(dtype=np.float32, out=self.uniform)
        np.expm1(np.negative(total, out=self.one), out=self.one)
        struck = np.flatnonzero(self.uniform < np.negative(self.one, out=self.one))
        who, process = [struck], [self.choose(struck)]
        busy = np.zeros(len(self.at), np.bool_)
        busy[struck] = True
        for t, p in enumerate(self.timers):
            ringing = self.count_down(t, p)
            ringing = ringing[~busy[ringing]]
            busy[ringing] = True
            who.append(ringing)
            process.append(np.full(len(ringing), p))
        return self.fire(now, np.concatenate(who), np.concatenate(process))

    def totals(self) -> SingleArray:
        """Total hazard of everything without memory: (claimants,) float32, per step."""
        lives = self.world.lives
        self.total[:] = 0.0
        for p in self.random:
            np.take(self.hazard[p], self.at, out=self.one, mode="clip")
            if self.varies[p]:
                self.one *= lives.relative_risk[:, p]
            if self.moved_field(p):
                self.one *= lives.field[:, p][lives.area]
            self.total += self.one
        return self.total

    def moved_field(self, p: int) -> bool:
        """Whether the field of a process is anything but 1."""
        return bool((self.world.lives.field[:, p] != 1.0).any())

    def hazard_of(self, p: int, who: IntArray) -> SingleArray:
        """Hazard of one process for some claimants: (n,) float32, per step."""
        lives = self.world.lives
        rate: SingleArray = self.hazard[p][self.at[who]]
        if self.varies[p]:
            rate *= lives.relative_risk[who, p]
        if self.moved_field(p):
            rate *= lives.field[lives.area[who], p]
        return rate

    def choose(self, who: IntArray) -> IntArray:
        """Which process has struck, in proportion to the hazards: (n,) int64."""
        upto = np.stack([self.hazard_of(p, who) for p in self.random]).cumsum(axis=0, dtype=np.float32)
        aim = self.rng.random(len(who), dtype=np.float32) * upto[-1]
        chosen: IntArray = np.array(self.random)[(aim >= upto).sum(axis=0)]
        return chosen

    def count_down(self, t: int, p: int) -> IntArray:
        """Use up a step of one timer; those for whom it has run out."""
        np.take(self.hazard[p], self.at, out=self.one, mode="clip")
        self.left[t] -= self.one
        return np.flatnonzero(self.left[t] <= 0.0)

    def fire(self, now: float, who: IntArray, process: IntArray) -> Events:
        """What follows from these rings, at the end of the step."""
        lives = self.world.lives
        before = self.at[who]
        outcome = self.outcomes(who, before, process)
        after = self.rules.after[before, process, outcome]
        self.at[who] = after
        lives.row[who] = after
        for t, p in enumerate(self.timers):
            runs = self.hazard[p][after] > 0
            anew = runs & ((self.hazard[p][before] == 0) | (process == p))
            self.left[t, who[~runs]] = NEVER
            starting = who[anew]
            self.left[t, starting] = self.fresh(p, starting) + self._whole_steps(p, starting)
        time = np.full(len(who), now)
        return Events(who, time, process.astype(np.uint8), outcome.astype(np.uint8), before.astype(np.int32), after)

    def outcomes(self, who: IntArray, at: IntArray, process: IntArray) -> IntArray:
        """Which outcome each ring leads to, the odds of the first tilted by claimant: (n,) int64."""
        outcome = np.zeros(len(who), np.int64)
        some = np.flatnonzero(self.rules.several[process])
        upto = self.rules.upto[at[some], process[some]]
        odds = odds_of(self.rules, self.world.lives.odds, who[some], at[some], process[some])
        drawn = tilted(self.rng.random(len(some)), upto, odds, self.rules.tilts[process[some]])
        outcome[some] = (drawn[:, None] >= upto).sum(axis=1)
        return outcome

    def fresh(self, p: int, who: IntArray) -> FloatArray:
        """A whole time of a clock with memory, mean 1: (n,)."""
        stages = self.rules.clocks[p].stages
        return self.rng.gamma(stages, 1 / stages, len(who)) if stages else np.ones(len(who))

    def _whole_steps(self, p: int, who: IntArray) -> FloatArray:
        """What makes a time end with a whole step, before or after, so that its mean is right: (n,)."""
        step: FloatArray = self.hazard[p][self.at[who]] * (self.rng.random(len(who)) - 1)
        return step


class Matrix(Weekly):
    """The same with the hazards of a step as one matrix, (claimants, processes): the shortest to write.

    rate, factor: (claimants, processes without memory) float32, made once.
    """

    def __init__(self, compiled: Compiled, who: Claimants, *, seed: int, steps: int = 1) -> None:
        super().__init__(compiled, who, seed=seed, steps=steps)
        self.by_row = np.ascontiguousarray(self.hazard[self.random].T)
        self.rate = np.empty((len(who), len(self.random)), np.float32)
        self.factor = np.empty_like(self.rate)
        self.world.lives.relative_risk = np.ascontiguousarray(self.world.lives.relative_risk)

    def totals(self) -> SingleArray:
        """Total hazard of everything without memory: (claimants,) float32, per step."""
        lives = self.world.lives
        np.take(self.by_row, self.at, axis=0, out=self.rate, mode="clip")
        self.rate *= np.take(lives.relative_risk, self.random, axis=1, out=self.factor, mode="clip")
        self.rate *= np.take(lives.field[:, self.random], lives.area, axis=0, out=self.factor, mode="clip")
        return self.rate.sum(axis=1, out=self.total)
