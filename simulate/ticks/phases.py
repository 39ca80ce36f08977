"""Phases: the regime in force in each area changes on its day, or because a rule on recorded figures has fired.

A dated change is felt at the first weekly tick on or after its day. A rule is judged at its ticks on what was written
down (`records.py`) with its lag, for all its places together or area by area, and is in force from then on, or for
its time. What a new regime changes at once for whom it reaches stands in `rules/arrive.py`.
"""

import numpy as np

from scenarios.adaptive import Rule
from scenarios.areas import load_areas
from scenarios.phases import lies_in
from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.arrays import BoolArray, IntArray
from simulate.clocks import restart_after
from simulate.records import Records
from simulate.risks import arrived, put_risks
from simulate.world import Changed, World


class Phases:
    """Which segment of the calendar it is, and which rules are in force where."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        self.timeline = timeline
        self.segment = 0
        self.fired = np.zeros(len(world.regime_of_area), np.int64)
        self.records = Records(world) if timeline.rules else None
        areas = load_areas()
        self.looks_at = [np.array([lies_in(rule.areas, area) for area in areas]) for rule in timeline.rules]
        self.reach = [np.array([lies_in(rule.reaches, area) for area in areas]) for rule in timeline.rules]
        self.over = np.full((len(timeline.rules), len(areas)), np.inf)
        self.spent = np.zeros((len(timeline.rules), len(areas)), np.bool_)

    def act(self, world: World) -> None:
        """Judge the rules, look at the calendar, and move every claimant of an area whose regime is another."""
        if self.records is not None and world.week:
            self.records.note(world)
        segment, fired = self.timeline.segment_in(world.week), self._judged(world)
        if segment == self.segment and (fired == self.fired).all():
            return
        self.segment, self.fired = segment, fired
        change_regimes(world, self.timeline.regime_of_area(segment, fired))

    def _judged(self, world: World) -> IntArray:
        """Rules in force in each area now: (areas,) mask."""
        mask = np.zeros_like(self.fired)
        for i, rule in enumerate(self.timeline.rules):
            ends = self.over[i] <= world.week
            self.over[i, ends] = np.inf
            active = (self.fired >> i & 1).astype(np.bool_) & ~ends
            if rule.when.judged_in(world.week):
                new = self._fires(rule, world, self.reach[i] & ~active & (~self.spent[i] | rule.again))
                self.spent[i] |= new
                self.over[i, new] = np.inf if rule.weeks is None else world.week + rule.weeks
                world.account(f"rule fired in areas: {rule.name}", float(new.sum()))
                active |= new
            world.track(f"rule in force: {rule.name}", float(active.mean()))
            mask |= active.astype(np.int64) << i
        return mask

    def _fires(self, rule: Rule, world: World, may: BoolArray) -> BoolArray:
        """Where a rule fires that may fire there: (areas,) bool."""
        fires = np.zeros_like(may)
        if self.records is None or not may.any():
            return fires
        since, until = rule.when.window(world.week)
        if rule.judged == "together":
            whole = self.looks_at[self.timeline.rules.index(rule)]
            figure = self.records.figure(rule.when.recorded, since=since, until=until, where=whole)
            return may & rule.when.fires(figure)
        for area in np.flatnonzero(may):
            here = np.arange(len(may)) == area
            figure = self.records.figure(rule.when.recorded, since=since, until=until, where=here)
            fires[area] = rule.when.fires(figure)
        return fires


def change_regimes(world: World, now: IntArray) -> None:
    """Put a new regime in force. now: (areas,) index of the regime of each area."""
    was = world.regime_of_area
    moved = np.flatnonzero((now != was)[world.who.area])
    world.regime_of_area = now
    if not len(moved):
        return
    free = np.array([not regime.obliges for regime in world.regimes])

    def change() -> None:
        lives, area = world.lives, world.who.area[moved]
        was_row, was_regime = lives.row[moved], lives.regime[moved]
        lives.row[moved] = arrived(
            world.table, world.who.take(moved), world.regimes, now[area], lives.row[moved], newly=free[was[area]]
        )
        lives.regime[moved] = now[area]
        world.changed.append(Changed(moved, was_row, lives.row[moved], was_regime))
        put_risks(world, moved)
        restart_after(lives, moved, was_row + was_regime * lives.rules.rows)

    world.touch(moved, change)
