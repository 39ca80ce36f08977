"""Which regimes of two scenarios face each other, when and where."""

from datetime import timedelta

from results.explain_types import Contrast, Span
from scenarios.areas import load_areas
from scenarios.timeline import Timeline


def contrasts(base: Timeline, other: Timeline) -> tuple[Contrast, ...]:
    """Pairs of regimes in force at the same time since the start and the same place, in order of time.

    The regimes of `other` are numbered after those of `base`. Days are those of `other`.
    """
    start, begins = other.segments[0].start, base.segments[0].start
    days = sorted({s.start - start for s in other.segments} | {s.start - begins for s in base.segments})
    found: dict[tuple[int, int], list[Span]] = {}
    for i, day in enumerate(days):
        until = start + days[i + 1] if i + 1 < len(days) else None
        pairs: dict[tuple[int, int], list[int]] = {}
        for area, pair in enumerate(zip(_regimes(base, day), _regimes(other, day), strict=True)):
            pairs.setdefault(pair, []).append(area)
        for (one, two), areas in pairs.items():
            spans = found.setdefault((one, two + len(base.regimes)), [])
            where = tuple(areas) if len(pairs) > 1 else None
            if spans and spans[-1].until == start + day and spans[-1].areas == where:
                spans[-1] = Span(spans[-1].start, until, where, spans[-1].districts)
            else:
                spans.append(Span(start + day, until, where, districts_of(where)))
    return tuple(Contrast(one, two, tuple(spans)) for (one, two), spans in found.items())


def _regimes(plan: Timeline, elapsed: timedelta) -> tuple[int, ...]:
    """The regime of each area this long after the start."""
    now = [segment for segment in plan.segments if segment.start - plan.segments[0].start <= elapsed]
    return now[-1].regime_of_area


def districts_of(areas: tuple[int, ...] | None) -> tuple[str, ...]:
    """Names for a set of areas: Jobcentre districts that lie in it whole, then single areas."""
    if areas is None:
        return ()
    places = load_areas()
    chosen = {places[i].name for i in areas}
    of_district: dict[str, list[str]] = {}
    for place in places:
        of_district.setdefault(place.jobcentre_district, []).append(place.name)
    whole = [district for district, names in of_district.items() if chosen.issuperset(names)]
    covered = {name for district in whole for name in of_district[district]}
    return (*whole, *sorted(chosen - covered))


def rebuilt(found: tuple[Contrast, ...], base: Timeline, areas: int) -> dict[int, list[tuple[int, ...]]]:
    """Regime of each area under the other scenario by days since its start, from the contrasts alone (for
    checks).
    """
    days = sorted({span.start for contrast in found for span in contrast.spans})
    result: dict[int, list[tuple[int, ...]]] = {}
    for day in days:
        of_area = [-1] * areas
        for contrast in found:
            for span in contrast.spans:
                if span.start <= day and (span.until is None or day < span.until):
                    for area in range(areas) if span.areas is None else span.areas:
                        of_area[area] = contrast.other - len(base.regimes)
        result.setdefault((day - days[0]).days, []).append(tuple(of_area))
    return result
