"""The made population: claimants with the published margins, correlated by a Gaussian copula.

Each trait has a latent standard normal score; the scores are correlated as the group `correlation` of
parameters.yaml says, and cut where the published share lies. Cuts are by rank, so each margin is met to within one
claimant at any size.
Shares: parameters.yaml, group population. Areas: areas.csv, recalled and judged, a surrogate for local figures.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from scipy.special import gammaincinv, ndtri

from scenarios.areas import load_areas, regions
from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray, RowArray
from simulate.bite import bite
from simulate.claimants import OUTSIDERS, Claimants, Drug
from simulate.luck import Luck, luck_for
from simulate.status import Income, Pathway, at_levels, pack, whole

PEOPLE = 240_000
"""Claimants in England whom the model is about (evidence: gp_pdu_out_of_work)."""
FEWEST, MOST = 100, 5_000_000
LivesOn = Callable[[Mapping[str, FloatArray], Mapping[str, float]], LevelArray]
SCORES = (
    "severity", "age", "injecting", "dual_diagnosis", "chronic_condition", "incapacity", "homeless", "offending",
    "record", "children", "wants_change", "treated_before", "in_treatment", "recent", "overdoses", "hospital", "drug",
    "male", "area", "entry", "cites_drugs", "hard_core", "outside",
)  # fmt: skip
AGES = (18.0, 25.0, 35.0, 45.0, 65.0)
"""Edges of the published age bands; within one, ages are spread evenly."""


def correlation_matrix(values: Mapping[str, float]) -> FloatArray:
    """Correlations of the latent scores, from the rows `correlation.<one>_<other>`: (scores, scores).

    Raises ValueError when a row names no pair of scores, or the matrix is not positive definite.
    """
    matrix = np.eye(len(SCORES))
    for row in (name.removeprefix("correlation.") for name in values if name.startswith("correlation.")):
        pairs = [(a, b) for a in SCORES for b in SCORES if f"{a}_{b}" == row]
        if not pairs:
            raise ValueError(f"parameters.yaml: correlation.{row} names no pair of {', '.join(SCORES)}")
        a, b = (SCORES.index(name) for name in pairs[0])
        matrix[a, b] = matrix[b, a] = values[f"correlation.{row}"]
    if np.linalg.eigvalsh(matrix).min() <= 0:
        raise ValueError("parameters.yaml: the group correlation makes no positive definite matrix")
    return matrix


def make_population(
    *, claimants: int, values: Mapping[str, float], untreated_people: int, seed: int, replicate: int,
    inflow: bool = False, outside: bool = False, weeks: float = 0.0,
) -> Claimants:  # fmt: skip
    """The opening cohort, and behind it the people outside the benefit system and those of new claims, where wanted.

    claimants: size of the opening cohort, FEWEST..MOST; each stands for PEOPLE / claimants people.
    untreated_people: of the 240,000, out of treatment at the start. weeks: length of the run, for inflow.
    outside: dependent people in work, in prison or on nothing at the start are followed too; inflow: people who come to
    need a benefit later. They have no claim yet, so a rule that deters claims can deter theirs.
    Raises ValueError for a size or an untreated number outside what is possible.
    """
    if not FEWEST <= claimants <= MOST:
        raise ValueError(f"claimants must be {FEWEST:,} to {MOST:,}, got {claimants:,}")
    if not 0 <= untreated_people <= PEOPLE:
        raise ValueError(f"untreated_people must be 0 to {PEOPLE:,}, got {untreated_people:,}")
    weight = PEOPLE / claimants
    people = _cohort(
        first=0, n=claimants, values=values, untreated=untreated_people / PEOPLE, seed=seed, replicate=replicate,
        weight=weight,
    )  # fmt: skip
    beyond = round(values["population.outside_people"] / weight) if outside else 0
    if beyond:
        others = _cohort(
            first=OUTSIDERS, n=beyond, values=values, untreated=values["population.outside_untreated"], seed=seed,
            replicate=replicate, weight=weight, lives_on=_outside,
        )  # fmt: skip
        people = _joined(people, others)
    coming = int(values["population.inflow"] * weeks / 52 / weight) if inflow else 0
    if coming:
        later = _cohort(
            first=claimants, n=coming, values=values, untreated=1.0, seed=seed, replicate=replicate, weight=weight,
            enters=(np.arange(1, coming + 1) * (weeks / (coming + 1))).astype(np.float64), lives_on=_nothing,
        )  # fmt: skip
        people = _joined(people, later)
    return people


def _outside(score: Mapping[str, FloatArray], p: Mapping[str, float]) -> LevelArray:
    """What people outside the benefit system live on: (n,) levels of Income."""
    lowest = [Income.NOTHING, Income.WORK, Income.CUSTODY]
    shares = [1 - p["outside_work"] - p["outside_custody"], p["outside_work"], p["outside_custody"]]
    return np.array(lowest, np.int8)[levels(score["outside"], shares)]


def _nothing(score: Mapping[str, FloatArray], p: Mapping[str, float]) -> LevelArray:
    """Nothing yet: (n,) levels of Income."""
    return whole(len(score["outside"]), Income.NOTHING)


def _joined(one: Claimants, other: Claimants) -> Claimants:
    names = [name for name in Claimants.__slots__ if name != "weight"]
    both = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names}
    return Claimants(**both, weight=one.weight)


def _scores(luck: Luck, number: IntArray, values: Mapping[str, float]) -> dict[str, FloatArray]:
    """Correlated standard normal scores of these claimants, each (n,)."""
    drawn = [ndtri(luck.uniform(who=number, name=s, k=0)) for s in range(len(SCORES))]
    mixing = np.linalg.cholesky(correlation_matrix(values))
    # Summed term by term: a matrix product may round differently with the number of threads or the kind of processor.
    mixed = {}
    for i, name in enumerate(SCORES):
        score = mixing[i, i] * drawn[i]
        for j in np.flatnonzero(mixing[i, :i]):
            score += mixing[i, j] * drawn[j]
        mixed[name] = score
    return mixed


def evenly(score: FloatArray) -> FloatArray:
    """Scores as evenly spread ranks in (0, 1): (n,)."""
    ranks = np.empty(len(score))
    ranks[np.argsort(score)] = (np.arange(len(score)) + 0.5) / max(len(score), 1)
    return ranks


def highest(score: FloatArray, share: float, within: BoolArray | None = None) -> BoolArray:
    """The highest scores, a share of those within (all if None): (n,) bool."""
    inside = np.arange(len(score)) if within is None else np.flatnonzero(within)
    chosen = np.zeros(len(score), np.bool_)
    most = round(share * len(inside))
    chosen[inside[np.argsort(-score[inside])[:most]]] = True
    return chosen


def levels(score: FloatArray, shares: list[float]) -> LevelArray:
    """Levels 0, 1, ... from the lowest score up, in these shares of the whole: (n,) int8."""
    edges = np.cumsum(shares)[:-1]
    return np.searchsorted(edges, evenly(score), side="right").astype(np.int8)


def _ages(rank: FloatArray, values: Mapping[str, float]) -> FloatArray:
    bands = [values[f"population.{band}"] for band in ("under_25", "age_25_to_34", "age_35_to_44")]
    upto = np.concatenate([[0.0], np.cumsum(bands), [1.0]])
    return np.interp(rank, upto, AGES)


def _gamma(score: FloatArray, shape: float) -> FloatArray:
    """A gamma spread with mean 1, in the order of the scores: (n,)."""
    spread = np.empty(len(score))
    spread[np.argsort(score)] = _gamma_spread(shape, len(score))
    return spread


@lru_cache(maxsize=8)
def _gamma_spread(shape: float, n: int) -> FloatArray:
    """Evenly spread gamma quantiles with mean 1, ascending: (n,)."""
    drawn = np.asarray(gammaincinv(shape, (np.arange(n) + 0.5) / n), np.float64)
    spread: FloatArray = drawn / drawn.mean()
    return spread


def _areas(score: FloatArray) -> IntArray:
    """Areas in proportion to their weights, to within one claimant: (n,)."""
    weights = np.array([area.pdu_weight for area in load_areas()])
    return np.searchsorted(np.cumsum(weights)[:-1], evenly(score), side="right").astype(np.int64)


def _cohort(
    *, first: int, n: int, values: Mapping[str, float], untreated: float, seed: int, replicate: int, weight: float,
    enters: FloatArray | None = None, lives_on: LivesOn | None = None,
) -> Claimants:  # fmt: skip
    """lives_on: what they live on at the start instead of a benefit."""
    p = {name.removeprefix("population."): value for name, value in values.items() if name.startswith("population.")}
    number = np.arange(first, first + n, dtype=np.int64)
    luck = luck_for(seed=seed, replicate=replicate, names=tuple(f"trait.{name}" for name in SCORES))
    score = _scores(luck, number, values)
    male = highest(score["male"], p["share_male"])
    benefit = levels(score["incapacity"], [p["jsa"], p["income_support"], p["esa"]])
    opening = np.array([Income.JSA, Income.IS, Income.ESA], np.int8)[benefit]
    income = opening if lives_on is None else lives_on(score, p)
    # Nobody is in treatment in prison, so the share who are is found among the others.
    free = income != Income.CUSTODY
    treated = highest(score["in_treatment"], min((1 - untreated) / max(free.mean(), 1 / n), 1.0), free)
    change = highest(score["wants_change"], p["wants_change"], treated) | highest(
        score["wants_change"], p["wants_change_untreated"], ~treated
    )
    children = highest(score["children"], p["children_women"], ~male) | highest(
        score["children"], p["children_men"], male
    )
    both = 1 - p["opiates_only"] - p["crack_only"]
    drug = np.array([Drug.OPIATES, Drug.BOTH, Drug.CRACK], np.int8)
    area = _areas(score["area"]).astype(np.int16)
    age, offending = _ages(evenly(score["age"]), values), _gamma(score["offending"], values["offences.shape"])
    names = regions()
    region = np.array([names.index(one.region) for one in load_areas()], np.int8)
    return Claimants(
        number=number,
        male=male,
        age=age,
        drug=drug[levels(score["drug"], [p["opiates_only"], both, p["crack_only"]])],
        injecting=highest(score["injecting"], p["share_injecting"]),
        severity=ndtri(evenly(score["severity"])),
        wants_change=change,
        dual_diagnosis=highest(score["dual_diagnosis"], p["share_dual_diagnosis"]),
        chronic_condition=highest(score["chronic_condition"], p["share_chronic_condition"]),
        children=children,
        treated_before=treated | highest(score["treated_before"], p["treated_before"], ~treated),
        cites_drugs=highest(score["cites_drugs"], p["cites_drugs"]),
        hard_core=highest(score["hard_core"], values["contested.hard_core"]),
        bite=bite(age, offending, values),
        propensity_offences=offending,
        propensity_overdoses=_gamma(score["overdoses"], values["overdoses.shape"]),
        propensity_hospital=_gamma(score["hospital"], values["hospital_stays.shape"]),
        area=area,
        region=region[area],
        opening_benefit=opening,
        status=_opening_status(score, treated, income, p),
        enters=np.zeros(n) if enters is None else enters,
        weight=weight,
    )


def _opening_status(
    score: Mapping[str, FloatArray], treated: BoolArray, income: LevelArray, p: Mapping[str, float]
) -> RowArray:
    """Codes at the start: on a benefit, unknown to the Jobcentre, dependent; in treatment or not engaged."""
    recent = highest(score["recent"], p["recent_entrants"], treated)
    stage = np.where(recent, Pathway.STABILISING, np.where(treated, Pathway.MAINTAINED, Pathway.NOT_ENGAGED))
    housing = levels(score["homeless"], [1 - p["insecure"] - p["homeless"], p["insecure"], p["homeless"]])
    record = highest(score["record"], p["record"])
    return pack(at_levels(len(income), pathway=stage, income=income, housing=housing, record=record.astype(np.int8)))
