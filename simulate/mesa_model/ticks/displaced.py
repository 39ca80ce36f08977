"""Section 10, displacement: volunteers who wait because a place went to somebody mandated."""

from collections.abc import Callable, Collection

from simulate.mesa_model.life import Claimant


class Displaced:
    """Who is displaced, and since when; volunteers = started + lost + still waiting."""

    def __init__(self) -> None:
        self.since: dict[Claimant, int] = {}
        self.volunteers, self.started, self.lost, self.weeks = 0, 0, 0, 0

    def open(self, who: Collection[Claimant], *, now: int) -> None:
        """Not served, but would have been, had only volunteers queued."""
        for one in who:
            if one not in self.since:
                self.since[one] = now
                self.volunteers += 1

    def close(self, *, now: int, queued: Callable[[Claimant], bool], started: Collection[Claimant]) -> None:
        """Until he or she starts, or leaves the queue another way."""
        for one in [one for one in self.since if not queued(one) or one in started]:
            self.weeks += now - self.since.pop(one)
            if one in started:
                self.started += 1
            else:
                self.lost += 1
