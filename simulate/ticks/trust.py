"""Trust: word of mouth in an area about what claimants there lived through, with advisers and with clinicians.

Trust in advisers: helped through the Jobcentre (attended after a referral, agreed a plan) +; sanctioned, probed, or
heard and nothing done for who needed treatment -. Trust in clinicians: reported by a provider -. Each per claimant of
the area, forgotten over time. What advisers are told follows exp(word_of_mouth x trust in advisers); self-referral
follows both, staying in treatment that in clinicians.
Source: parameters.yaml, group trust, and contested (word_of_mouth).
"""

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, FloatArray
from simulate.rules import in_treatment
from simulate.ticks.startup import ASKS
from simulate.world import World

SANCTIONED = (("decide", "sanctioned"), ("decide", "good cause refused"))
HELPED = (("attend", "attended"), ("plan", "agreed"))
MISHANDLED = tuple((process, "heard, nothing done") for process in ASKS)
ASKED = tuple((process, outcome) for process in ASKS for outcome in ("volunteered", "heard, nothing done", "not told"))
REPORTED = (("drop_out", "left, reported"),)


class Trust:
    """Trust in advisers and in clinicians in each pool, 0 at the start."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        self.adviser, self.clinician = np.zeros(len(world.pools)), np.zeros(len(world.pools))
        self.untreated = world.flag(~in_treatment(world.table.statuses()))
        values = world.values
        self.kept = np.exp(-1 / values["trust.memory"])
        self.helped, self.sanctioned = values["trust.helped"], values["trust.sanctioned"]
        self.mishandled, self.probed = values["trust.mishandled"], values["trust.probed"]
        self.reported, self.step = values["trust.reported"], values["trust.step"]
        self.probes = np.array([float(regime.identify.probing == "probing") for regime in world.regimes])
        self.talks = np.array([float(regime.believe.word_of_mouth) for regime in world.regimes])
        self.felt = values["contested.word_of_mouth"]

    def act(self, world: World) -> None:
        """Forget a little, take in the week, and let it be felt."""
        if not self.felt or not self.talks.any():
            return
        people = np.maximum(world.pools.size, 1)
        moved = self.helped * self._count(world, HELPED) - self.sanctioned * self._count(world, SANCTIONED)
        moved -= self.mishandled * self._count(world, MISHANDLED, at=self.untreated)
        if self.probes.any():
            moved -= self.probed * world.lever(self.probes) * self._count(world, ASKED)
        self.adviser = self.adviser * self.kept + moved / people
        self.clinician = self.clinician * self.kept - self.reported * self._count(world, REPORTED) / people
        world.track("trust in advisers", world.mean(self.adviser))
        world.track("trust in clinicians", world.mean(self.clinician))
        felt = self.felt * world.lever(self.talks)
        for process in ASKS:
            world.move_field(process=process, by="trust", to=np.exp(felt * self.adviser), step=self.step)
        both = np.exp(felt * (self.adviser + self.clinician))
        world.move_field(process="self_refer", by="trust", to=both, step=self.step)
        if self.clinician.any():
            world.move_field(process="drop_out", by="trust", to=np.exp(-felt * self.clinician), step=self.step)

    @staticmethod
    def _count(world: World, kinds: tuple[tuple[str, str], ...], at: BoolArray | None = None) -> FloatArray:
        """Events of these kinds in the week, by pool: (pools,). at: (rows,) only those that struck there."""
        return sum((world.counted(process=p, outcome=o, at=at) for p, o in kinds), np.zeros(len(world.pools)))
