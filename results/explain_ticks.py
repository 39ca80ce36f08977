"""What weekly ticks read of a regime: the rules that couple claimants and so stand in no table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from results.explain_together import Pair
from results.explain_types import Difference
from scenarios.levers import Regime
from scenarios.units import IN_A_WEEK
from simulate.rules.asking import diluted

Values = Mapping[str, float]
SHARED = "identify.drug_scope"
"""How many people share the help, and so how far posts and places go."""


@dataclass(frozen=True, slots=True)
class TickRule:
    """What a weekly tick reads of a regime.

    tick: its file in simulate/ticks. levers: what it reads. read: as a reader would say it; what is never acted on is
    None under every regime.
    """

    tick: str
    name: str
    unit: str
    levers: tuple[str, ...]
    read: Callable[[Regime, Values], Any]


def _plans(regime: Regime, values: Values) -> float:
    return regime.support.specialist_advisers_per_1000 * regime.support.caseload / diluted(regime, values)


def _programme(regime: Regime, values: Values) -> float | str:
    places = regime.support.progress2work_places
    return "as many as come" if places is None else places / diluted(regime, values)


def _covered(regime: Regime, values: Values) -> float:
    return min(regime.identify.coordinators_per_district / diluted(regime, values), 1.0)


def _starting(regime: Regime, values: Values) -> str | None:
    weeks = regime.identify.coordinator_startup
    if weeks is None or _covered(regime, values) == 0:
        return None
    return f"known after {weeks:g} weeks or so, to cover {100 * _covered(regime, values):.3g}% of districts"


def _new(regime: Regime, values: Values) -> bool:
    return regime.identify.novelty and _covered(regime, values) > 0


def _wary(regime: Regime, values: Values) -> bool:
    return regime.believe.wary_start and _covered(regime, values) > 0


def _training(regime: Regime, values: Values) -> str:
    given = regime.identify
    courses = [("spreads", given.peers_teach), ("fades", given.training == "once")]
    moving = [words for words, moves in courses if moves and given.trained_advisers > 0]
    return f"{' and '.join(moving)} from {100 * given.trained_advisers:.3g}% of advisers" if moving else "kept up"


def _talk(regime: Regime, values: Values) -> bool:
    return regime.believe.information == "hearsay"


def _press(regime: Regime, values: Values) -> float:
    return regime.believe.press_noise / IN_A_WEEK["years"] if _talk(regime, values) else 0.0


def _looms(regime: Regime, values: Values) -> bool:
    return regime.believe.looming and _press(regime, values) > 0


TICK_RULES = (
    TickRule("places", "treatment places", "", ("capacity.places",), lambda r, v: r.capacity.places),
    TickRule(
        "places", "free treatment places at the start", "of the opening caseload", ("capacity.spare_places",),
        lambda r, v: r.capacity.spare_places,
    ),
    TickRule(
        "places", "growth of treatment places", "of the opening caseload a year", ("capacity.growth",),
        lambda r, v: r.capacity.growth / IN_A_WEEK["years"],
    ),
    TickRule(
        "places", "who gets a free treatment place first", "", ("capacity.priority",),
        lambda r, v: r.capacity.priority.replace("_", " "),
    ),
    TickRule(
        "places", "how unequal free places are between areas", "(0 alike, 1 all or none)",
        ("capacity.area_variation",), lambda r, v: r.capacity.area_variation,
    ),
    TickRule(
        "caseloads", "rehabilitation plans that can run at once", "for every 1,000 claimants",
        ("support.specialist_advisers_per_1000", "support.caseload", SHARED), _plans,
    ),
    TickRule(
        "caseloads", "places on the existing employment programme", "for every 1,000 claimants",
        ("support.progress2work_places", SHARED), _programme,
    ),
    TickRule(
        "training", "training of advisers with time", "",
        ("identify.trained_advisers", "identify.training", "identify.peers_teach"), _training,
    ),
    TickRule(
        "startup", "new coordinators", "",
        ("identify.coordinators_per_district", "identify.coordinator_startup", SHARED), _starting,
    ),
    TickRule(
        "startup", "attention that a new scheme draws at first", "",
        ("identify.novelty", "identify.coordinators_per_district"), _new,
    ),
    TickRule(
        "startup", "claimants wary of a new scheme at first", "",
        ("believe.wary_start", "identify.coordinators_per_district"), _wary,
    ),
    TickRule(
        "offices", "how unequal offices are in asking", "(spread of a lottery)", ("capacity.office_variation",),
        lambda r, v: r.capacity.office_variation,
    ),
    TickRule("talk", "fear that is talked about in an area", "", ("believe.information",), _talk),
    TickRule(
        "talk", "press reports that benefit is at stake, fading with time", "a year",
        ("believe.press_noise", "believe.information"), _press,
    ),
    TickRule(
        "talk", "a mandate that looms, of which people hear when the press has fallen silent", "",
        ("believe.looming", "believe.press_noise", "believe.information"), _looms,
    ),
    TickRule(
        "trust", "word of mouth about what people live through", "", ("believe.word_of_mouth",),
        lambda r, v: r.believe.word_of_mouth,
    ),
    TickRule(
        "trust", "trust that probing questions cost", "", ("identify.probing",),
        lambda r, v: r.identify.probing == "probing",
    ),
)  # fmt: skip
"""Every use that simulate/ticks makes of a regime; a test compares it with their text. Whether a regime obliges anybody
to anything, which the tick of changes reads as well, is told with what changes at once."""


def tick_differences(regimes: Sequence[Regime], base: int, other: int, values: Pair) -> Iterator[Difference]:
    """What weekly ticks read of two regimes and find different."""
    for rule in TICK_RULES:
        before, after = rule.read(regimes[base], values[0]), rule.read(regimes[other], values[1])
        if before != after:
            yield Difference(
                kind="tick", name=rule.name, regimes=(base, other), before=before, after=after,
                unit=rule.unit, levers=tuple(f"regime.{lever}" for lever in rule.levers),
            )  # fmt: skip
