"""The smallest scenario that still breaks a law: fewest settings, then fewest claimants, then fewest weeks.

What a scenario sets beyond the built-in `none` is cut into pieces: a setting of the regime, the calendar or the
population, an assumption, a dated change, a rule. Hypothesis draws pieces to leave out, and shrinks; every candidate is
written as a file and read again, so that what comes out can be checked by whoever reads it. In the end no piece can be
left out without the law holding again, or the file being refused. Needs the extra `laws`.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from scenarios.errors import InputError, Problem
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import Parameters
from scenarios.written import scenario_text
from simulate.law import Law, Trial
from simulate.laws import breaches_of

BASE = "none"
CLAIMANTS, WEEKS = (100, 200, 400, 800, 1200), (26, 39, 52)
"""Sizes that are tried below that at which the law was broken."""
KEEP_OF_TEN = 9
"""How many of ten pieces are kept in a first draw."""
MOST = 120
"""Candidates that are run: the search ends with the smallest found by then."""
NEEDED = "finding the smallest counterexample needs Hypothesis, which is not installed: pip install 'sanctionsim[laws]'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A setting that a scenario makes. where: path to it; an item of `changes` or `rules` is added to the list."""

    where: tuple[str, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class Size:
    """A scenario's pieces, claimants and weeks; smaller ones are preferred."""

    pieces: tuple[Piece, ...]
    claimants: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A scenario that breaks a law, as a file. breaches: what does not hold under it. tried: candidates run."""

    law: Law
    size: Size
    seed: int
    text: str
    breaches: tuple[str, ...]
    tried: int


def found_by_hypothesis() -> bool:
    """Whether Hypothesis is there."""
    try:
        import hypothesis  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


def require_hypothesis(file: str) -> None:
    """Raises InputError where it is not. file: what messages name."""
    if not found_by_hypothesis():
        raise InputError(Problem(file, None, None, "", NEEDED))


def pieces_of(resolved: Mapping[str, Any]) -> tuple[Piece, ...]:
    """What a scenario sets beyond `none`."""
    base = load_scenario(BASE).resolved
    groups = ("calendar", "population", "regime")
    found = [piece for group in groups for piece in _unlike(resolved[group], base[group], (group,))]
    found += [Piece(("assume", name), value) for name, value in resolved["assume"].items()]
    found += [Piece((key,), item) for key in ("changes", "rules") for item in resolved[key]]
    return tuple(found)


def _unlike(above: Any, below: Any, where: tuple[str, ...]) -> Iterator[Piece]:
    if isinstance(above, Mapping) and isinstance(below, Mapping):
        for key in above:
            yield from _unlike(above[key], below.get(key), (*where, key))
    elif above != below:
        yield Piece(where, above)


def settings_of(pieces: Sequence[Piece], law: Law, source: str) -> dict[str, Any]:
    """A scenario of these pieces alone."""
    made: dict[str, Any] = {
        "schema": 1, "extends": BASE, "title": f"Counterexample: {law.name}",
        "proposed_by": "sanctionsim check --laws", "source": [source],
        "tests": f"What is left of {source} when all is left out that is not needed to break a policy law.",
    }  # fmt: skip
    for piece in pieces:
        if piece.where in (("changes",), ("rules",)):
            made.setdefault(piece.where[0], []).append(deepcopy(_written(piece.value)))
            continue
        *groups, last = piece.where
        place = made
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = deepcopy(piece.value)
    return made


def _written(value: Any) -> Any:
    """A change or rule without what is at its default of nothing."""
    return {key: one for key, one in value.items() if one is not None} if isinstance(value, Mapping) else value


class Search:
    """Candidates that have been run, each once."""

    def __init__(self, law: Law, trial: Trial, source: str, parameters: Parameters, most: int) -> None:
        self.law, self.trial, self.source, self.parameters, self.most = law, trial, source, parameters, most
        self.values = dict(trial.values)
        self.seen: dict[Any, tuple[str, ...]] = {}
        self.run = 0

    def breaches(self, size: Size) -> tuple[str, ...]:
        """What a candidate breaks; nothing where it cannot be loaded, or no more are to be run."""
        text = self.text(size)
        key = (text, size.claimants, size.weeks)
        if key not in self.seen:
            loaded = _load(text) if self.run < self.most else None
            self.seen[key] = () if loaded is None else self._try(loaded, size)
        return self.seen[key]

    def _try(self, loaded: Loaded, size: Size) -> tuple[str, ...]:
        if self.law.spared(loaded.scenario) is not None:
            return ()
        self.run += 1
        values = self.parameters.values() | loaded.scenario.assumed(self.parameters)
        small = Trial(loaded.scenario, values, claimants=size.claimants, weeks=size.weeks, seed=self.trial.seed)
        return breaches_of(self.law, small)

    def text(self, size: Size) -> str:
        """The file of a candidate, without remarks."""
        return scenario_text(settings_of(size.pieces, self.law, self.source))


def _load(text: str) -> Loaded | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "candidate.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            return load_scenario(str(path))
        except InputError:
            return None


def counterexample(
    law: Law, trial: Trial, loaded: Loaded, parameters: Parameters, most: int | None = None
) -> Counterexample:
    """The smallest scenario found that breaks a law which `loaded` breaks; itself, where nothing can be left out.

    trial: that in which it was broken. most: candidates to be run, `MOST` if not given.
    Raises InputError where Hypothesis is missing.
    """
    require_hypothesis(loaded.name)
    most = MOST if most is None else most
    search = Search(law, trial, loaded.name, parameters, most)
    whole = Size(pieces_of(loaded.resolved), trial.claimants, trial.weeks)
    best = _least(search, (_shrunk(search, whole) if most else None) or whole)
    breaches = search.breaches(best) or breaches_of(law, trial)
    run = f"sanctionsim check THIS_FILE --laws --claimants {best.claimants} --weeks {best.weeks} --seed {trial.seed}"
    remarks = (f"Breaks the policy law '{law.name}': {law.says}", *(f"- {one}" for one in breaches[:3]), run)
    text = scenario_text(settings_of(best.pieces, law, loaded.name), remarks=remarks)
    return Counterexample(law, best, trial.seed, text, breaches, search.run)


def _shrunk(search: Search, whole: Size) -> Size | None:
    """What Hypothesis makes of it; None where it finds nothing that breaks the law."""
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis import strategies as st
    from hypothesis.errors import NoSuchExample

    claimants = (*(n for n in CLAIMANTS if n < whole.claimants), whole.claimants)
    weeks = (*(n for n in WEEKS if n < whole.weeks), whole.weeks)

    @st.composite
    def sizes(draw: st.DrawFn) -> Size:
        # Hypothesis shrinks numbers towards 0: a piece left out, the fewest claimants, the fewest weeks.
        drawn = [draw(st.integers(0, 9)) for _ in whole.pieces]
        kept = tuple(p for p, n in zip(whole.pieces, drawn, strict=True) if n >= 10 - KEEP_OF_TEN)
        n, long = draw(st.integers(0, 2 * len(claimants))), draw(st.integers(0, 2 * len(weeks)))
        return Size(kept, claimants[min(n, len(claimants) - 1)], weeks[min(long, len(weeks) - 1)])

    quietly = settings(
        max_examples=search.most, database=None, deadline=None, derandomize=False,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        return find(sizes(), lambda size: bool(search.breaches(size)), settings=quietly, random=Random(1))
    except NoSuchExample:
        return None


def _least(search: Search, size: Size) -> Size:
    """Whatever single piece can still be left out is."""
    search.most += len(size.pieces) * 2
    again = True
    while again:
        again = False
        for piece in size.pieces:
            fewer = Size(tuple(one for one in size.pieces if one is not piece), size.claimants, size.weeks)
            if search.breaches(fewer):
                size, again = fewer, True
    return size
