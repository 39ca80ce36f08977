"""Section 10, phases. What rules judge: `books.py`."""

from math import inf

from scenarios.adaptive import Rule
from scenarios.areas import load_areas
from scenarios.phases import lies_in
from simulate.mesa_model.ticks.books import Books
from simulate.mesa_model.ticks.tick import Tick


class Phases(Tick):
    """The regime in force in each area, by the calendar and by rules on recorded figures."""

    def begin(self) -> None:
        """The books; until when each rule is in force where; where each has fired before."""
        self.rules = self.model.timeline.rules
        self.books = Books(self.model)
        self.until: dict[tuple[str, int], float] = {}
        self.fired: set[tuple[str, int]] = set()

    def act(self) -> None:
        """Write down the week, judge the rules, look at the calendar, and move who lives under another regime."""
        week = self.model.week
        if week and self.rules:
            self.books.note()
        for rule in self.rules:
            self._judge(rule)
        in_force = [self._in_force(area) for area in self.areas]
        timeline = self.model.timeline
        now = [int(regime) for regime in timeline.regime_of_area(timeline.segment_in(week), in_force)]
        was, self.model.regime_of_area[:] = list(self.model.regime_of_area), now
        for one in self.model.claimants:
            if one.alive and now[one.area] != was[one.area]:
                before = self.model.regimes[was[one.area]]
                one.change_regime(self.model.regime_of(one.area), float(week), was_free=not before.obliges)

    def _in_force(self, area: int) -> int:
        """The rules in force in an area, one bit each."""
        return sum(1 << i for i, rule in enumerate(self.rules) if (rule.name, area) in self.until)

    def _judge(self, rule: Rule) -> None:
        """A rule fires where the recorded figure is below, or above, its line; it is over after its time."""
        week = self.model.week
        for area in self.areas:
            if self.until.get((rule.name, area), inf) <= week:
                del self.until[rule.name, area]
        if not rule.when.judged_in(week):
            return
        places = load_areas()
        for area in self.areas:
            spent = (rule.name, area) in self.fired and not rule.again
            if not lies_in(rule.reaches, places[area]) or (rule.name, area) in self.until or spent:
                continue
            if rule.when.fires(self._figure(rule, area)):
                self.fired.add((rule.name, area))
                self.until[rule.name, area] = inf if rule.weeks is None else week + rule.weeks

    def _figure(self, rule: Rule, area: int) -> float:
        """Of all its areas together, or of this one, over its window less the lag."""
        since, until = rule.when.window(self.model.week)
        together = [one for one, place in enumerate(load_areas()) if lies_in(rule.areas, place)]
        where = together if rule.judged == "together" else [area]
        return self.books.figure(rule.when.recorded, where, since=since, until=until)
