"""Talk: what is said in an area about losing benefit, and press reports that fade.

A claimant hears from others as often as there are fearful claimants and people lately sanctioned in the area. Press
noise is loudest when a regime begins and fades; what is said of a mandate that looms does not.
Source: parameters.yaml, groups talk and rumour.
"""

import numpy as np

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import FloatArray
from simulate.status import Belief
from simulate.world import World

SANCTIONED = ("sanctioned", "good cause refused")


class Talk:
    """Fear in each pool, and the weeks since the press last had something new to say."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        believe = [regime.believe for regime in world.regimes]
        self.hearsay = any(one.information == "hearsay" for one in believe)
        values = world.values
        self.press = values["rumour.believed"] * np.array([one.press_noise for one in believe])
        self.looms = values["rumour.looming"] * np.array([float(one.looming) for one in believe])
        self.kept, self.weight = np.exp(-1 / values["talk.memory"]), values["talk.sanctioned"]
        self.fades, self.step = values["rumour.fades"], values["trust.step"]
        self.fearful = world.flag(world.table.statuses().belief == Belief.FEARFUL)
        held = self.fearful[world.lives.row]
        self.afraid = np.bincount(world.pools.of_claimant[held], minlength=len(world.pools)).astype(np.float64)
        self.lately = np.zeros(len(world.pools))
        self.began = np.zeros(len(world.regime_of_area))
        self.under = world.regime_of_area

    def act(self, world: World) -> None:
        """Count who is afraid and who was sanctioned, and let it be heard."""
        if not self.hearsay:
            return
        self.afraid += world.changes(self.fearful)
        struck = sum((world.counted(process="decide", outcome=one) for one in SANCTIONED), np.zeros(len(self.lately)))
        self.lately = self.lately * self.kept + struck
        people = np.maximum(world.pools.size, 1)
        heard = (self.afraid + self.weight * self.lately) / people
        world.track("fear for benefit", float(self.afraid.sum() / people.sum()))
        world.move_field(process="talk", by="talk", to=heard, step=self.step)
        louder = self.press[world.regime_of_area] > self.press[self.under]
        self.began[louder & (world.regime_of_area != self.under)] = world.week
        self.under = world.regime_of_area
        if self.press.any():
            world.move_field(process="rumour", by="press", to=world.of_areas(self._loud(world)), step=self.step)

    def _loud(self, world: World) -> FloatArray:
        """What is left of all that is heard once the press has faded: (areas,). A mandate that looms does not fade."""
        press, looms = self.press[world.regime_of_area], self.looms[world.regime_of_area]
        now = press * np.exp(-(world.week - self.began) / self.fades) + looms
        return np.divide(now, press + looms, out=np.ones_like(now), where=press + looms > 0)
