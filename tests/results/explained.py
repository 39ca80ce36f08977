"""Scenarios, their tables and their differences, made once for the tests of explanations."""

from functools import cache
from pathlib import Path

from results.explain import Difference, Shared, differences, shared_table
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters

LIBRARY = ("none", "voluntary_2009", "green_paper_2008", "act_2009", "pilot_2010")
PARAMETERS = load_parameters()
VALUES = PARAMETERS.values()
CELLS = ("hazard", "chance", "after", "rate", "situation", "arrived")
EVERYTHING = """
schema: 1
extends: green_paper_2008
title: Everything at once
proposed_by: me
source: [x]
tests: every lever there is
calendar: {labour_market: flat}
regime:
  identify:
    coordinators_per_district: 0.5
    coordinator_startup: 26 weeks
    novelty: true
    trained_advisers: 0.7
    training: once
    peers_teach: true
    training_quality: 1.5
    probing: probing
    jsa_guidance: true
    esa_screening: true
    declaration: invited
    declaration_asked_of: citing_drugs
    data_share:
      police: {open: true, recall: 0.5, precision: 0.9, lag: 3 weeks, legal_basis: consent}
      probation: {open: true, recall: 0.7, precision: 0.8, lag: null, legal_basis: statute}
      prison: {open: true, recall: 0.9, precision: 0.9, lag: null, legal_basis: consent}
    drug_test: {when: after_missed, sensitivity: 0.8, specificity: 0.9}
    gp_route: true
    gp_incentive: true
    needle_exchange_route: true
    needle_exchange_reports: true
    community_links: true
    alert: [housing, health]
    drug_scope: with_alcohol
  believe:
    {information: hearsay, word_of_mouth: false, press_noise: 2 per year, looming: true, wary_start: true,
     reassurance: true}
  refer:
    appointment_wait: 5 days
    follow_up_of_the_lost: false
    named_person: true
    single_contact: true
    links:
      {jobcentre_treatment: 0.5, prison_treatment: 0.4, probation_treatment: 0.3, treatment_jobcentre: 0.2,
       treatment_housing: 0.1}
    confidentiality: unclear
    non_stigmatising: true
  oblige:
    benefits: [JSA, ESA]
    attend_assessment: false
    stay_in_treatment: true
    rehabilitation_plan: false
    deadline: 4 weeks
    exempt: [parents, dual_diagnosis, homeless]
    providers_report: true
    report_needs_consent: true
    provider_cooperation: 0.8
  sanction:
    jsa: null
    esa: {share_of_benefit: 0.5, weeks: [1 week, 2 weeks]}
    is: null
    decision_time: 1 week
    good_cause: false
    discretion: 0.3
    appeal: false
    hardship_payment: {share_of_sanctions: 0.2, share_of_benefit: 0.5}
    housing_benefit_stops: true
    ends_on_reengaging: true
  fraud: {inquiries: 0.5 per year, recover_overpayments: false, prosecution: 0.2}
  pay:
    {treatment_allowance: true, allowance_time: 26 weeks, allowance_share: 1.2, allowance_discreet: true,
     allowance_volunteers_only: true, incentive_per_week: 5}
  support:
    specialist_advisers_per_1000: 3
    caseload: 20
    progress2work: true
    progress2work_places: 10
    drug_workers_know_jobs: true
    training_in_treatment: true
    aftercare: true
    childcare: true
    housing_support: true
    employers_open: true
    stay_in_touch: true
    mental_health: true
    integrated: true
    service_users_involved: true
  capacity:
    {places: elastic, spare_places: 0.3, growth: 0.1 per year, priority: mandated_first, area_variation: 0.5,
     office_variation: 0.3}
changes:
  - {from: 2010-01-04, areas: [Merseyside], set: {oblige: {attend_assessment: true, exempt: [volunteered]}}}
"""
"""Every lever set at once; a test asks that none is forgotten."""


@cache
def loaded(name: str) -> Loaded:
    return load_scenario(name)


@cache
def shared(base: str, other: str) -> Shared:
    return shared_table(loaded(base), loaded(other), VALUES)


@cache
def found(base: str, other: str) -> tuple[Difference, ...]:
    return differences(loaded(base), loaded(other), PARAMETERS, shared=shared(base, other))


@cache
def bare(base: str, other: str) -> tuple[Difference, ...]:
    return differences(loaded(base), loaded(other), PARAMETERS, shared=shared(base, other), why=False)


def one(base: str, other: str, kind: str, name: str) -> list[Difference]:
    return [d for d in found(base, other) if d.kind == kind and d.name == name]


def written(folder: Path, text: str, name: str = "mine") -> Loaded:
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return load_scenario(str(path))


def changed(folder: Path, regime: str, extends: str = "voluntary_2009", more: str = "") -> Loaded:
    """A scenario that sets a few levers, in the one line given, and whatever else."""
    about = "title: Changed\nproposed_by: me\nsource: [x]\ntests: levers\n"
    return written(folder, f"schema: 1\nextends: {extends}\n{about}{more}regime:\n  {regime}\n")
