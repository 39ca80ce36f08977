"""Trust: word of mouth in an area about what claimants there lived through.

Helped through the Jobcentre (attended after a referral, agreed a plan) +, sanctioned -, reported by a provider -; each
per claimant of the area, forgotten over time. Disclosure and self-referral follow exp(word_of_mouth x trust).
Source: parameters.yaml, group trust, and contested (word_of_mouth).
"""

import numpy as np

from scenarios.timeline import Timeline
from simulate.status import Sanction
from simulate.world import World

FOLLOWS = ("disclose", "self_refer")


class Trust:
    """The trust of each pool, 0 at the start."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        self.trust = np.zeros(len(world.pools))
        self.pending = world.flag(world.table.statuses().sanction == Sanction.PENDING)
        values = world.values
        self.kept = np.exp(-1 / values["trust.memory"])
        self.helped, self.sanctioned = values["trust.helped"], values["trust.sanctioned"]
        self.reported, self.step = values["trust.reported"], values["trust.step"]
        self.felt = values["contested.word_of_mouth"]

    def act(self, world: World) -> None:
        """Forget a little, take in the week, and let it be felt."""
        if not self.felt:
            return
        helped = world.counted(process="attend", outcome="attended") + world.counted(process="plan", outcome="agreed")
        sanctioned = world.counted(process="decide", outcome="sanctioned")
        moved = self.helped * helped - self.sanctioned * sanctioned - self.reported * self._reports(world)
        self.trust = self.trust * self.kept + moved / np.maximum(world.pools.size, 1)
        for process in FOLLOWS:
            world.move_field(process=process, to=np.exp(self.felt * self.trust), step=self.step)

    def _reports(self, world: World) -> np.ndarray:
        """Breaches reported by treatment providers in the week, by pool: (pools,)."""
        left = world.table.process("drop_out")
        total = np.zeros(len(world.pools))
        for batch in world.events:
            hit = (batch.process == left) & self.pending[batch.after] & ~self.pending[batch.before]
            total += np.bincount(world.pools.of_claimant[batch.who[hit]], minlength=len(total))
        return total
