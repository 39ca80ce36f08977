"""The made population against every published margin it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.areas import load_areas, regions
from simulate.arrays import BoolArray
from simulate.claimants import Claimants, Drug
from simulate.population import PEOPLE
from simulate.status import Housing, Income, Pathway, Record, unpack


@dataclass(frozen=True, slots=True)
class Margin:
    """One margin: wanted and made, as shares of those it is about.

    people: how many claimants it is about. parameter: its row of parameters.yaml, or the column of areas.csv.
    """

    name: str
    wanted: float
    made: float
    people: int
    parameter: str

    @property
    def error(self) -> float:
        """Made less wanted."""
        return self.made - self.wanted

    @property
    def rounding(self) -> float:
        """The largest error that whole claimants force: half a claimant at each end of the share."""
        return 1 / max(self.people, 1)


def _share(name: str, has: BoolArray, wanted: float, parameter: str, among: BoolArray | None = None) -> Margin:
    inside = np.ones(len(has), np.bool_) if among is None else among
    made = float(has[inside].mean()) if inside.any() else 0.0
    return Margin(name, wanted, made, int(inside.sum()), parameter)


def margins(who: Claimants, values: Mapping[str, float], *, untreated_people: int) -> tuple[Margin, ...]:
    """Every margin of the opening cohort, in a stable order."""
    opening = who.take(np.flatnonzero(who.opening))
    at = unpack(opening.status)
    treated = np.isin(at.pathway, (Pathway.STABILISING, Pathway.MAINTAINED))

    def row(name: str, has: BoolArray, parameter: str, among: BoolArray | None = None) -> Margin:
        return _share(name, has, values[f"population.{parameter}"], f"population.{parameter}", among)

    age, both = opening.age, 1 - values["population.opiates_only"] - values["population.crack_only"]
    settled = 1 - values["population.insecure"] - values["population.homeless"]
    oldest = 1 - sum(values[f"population.{band}"] for band in ("under_25", "age_25_to_34", "age_35_to_44"))
    found = [
        row("men", opening.male, "share_male"),
        row("aged under 25", age < 25, "under_25"),
        row("aged 25 to 34", (age >= 25) & (age < 35), "age_25_to_34"),
        row("aged 35 to 44", (age >= 35) & (age < 45), "age_35_to_44"),
        _share("aged 45 to 64", age >= 45, oldest, "population, the rest"),
        row("opiates only", opening.drug == Drug.OPIATES, "opiates_only"),
        _share("opiates and crack", opening.drug == Drug.BOTH, both, "population, the rest"),
        row("crack only", opening.drug == Drug.CRACK, "crack_only"),
        row("injecting", opening.injecting, "share_injecting"),
        row("dual diagnosis", opening.dual_diagnosis, "share_dual_diagnosis"),
        row("chronic condition", opening.chronic_condition, "share_chronic_condition"),
        row("children at home, women", opening.children, "children_women", ~opening.male),
        row("children at home, men", opening.children, "children_men", opening.male),
        row("wants to change, in treatment", opening.wants_change, "wants_change", treated),
        row("wants to change, untreated", opening.wants_change, "wants_change_untreated", ~treated),
        row("treated before, untreated", opening.treated_before, "treated_before", ~treated),
        row("give drug use as the reason for incapacity", opening.cites_drugs, "cites_drugs"),
        _share("no push moves them", opening.hard_core, values["contested.hard_core"], "contested.hard_core"),
        row("criminal record", at.record == Record.RECORD, "record"),
        row("on JSA", at.income == Income.JSA, "jsa"),
        row("on ESA or IB", at.income == Income.ESA, "esa"),
        row("on Income Support", at.income == Income.IS, "income_support"),
        _share("settled", at.housing == Housing.SETTLED, settled, "population, the rest"),
        row("insecure housing", at.housing == Housing.INSECURE, "insecure"),
        row("homeless", at.housing == Housing.HOMELESS, "homeless"),
        _share("untreated", ~treated, untreated_people / PEOPLE, "scenario: untreated_people"),
        row("first 12 weeks, in treatment", at.pathway == Pathway.STABILISING, "recent_entrants", treated),
    ]
    weight = np.array([area.pdu_weight for area in load_areas()])
    home = np.array([regions().index(area.region) for area in load_areas()])
    for index, name in enumerate(regions()):
        wanted = float(weight[home == index].sum())
        found.append(_share(f"region: {name}", opening.region == index, wanted, "areas.csv: pdu_weight"))
    for index, area in enumerate(load_areas()):
        found.append(_share(f"area: {area.name}", opening.area == index, float(weight[index]), "areas.csv: pdu_weight"))
    return tuple(found)
