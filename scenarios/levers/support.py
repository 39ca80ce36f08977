"""What help is offered besides treatment itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import Number


class Support(Group):
    """What help is offered besides treatment itself."""

    specialist_advisers_per_1000: Annotated[float, Number(0, 1000, "advisers for 1,000 claimants")] = Field(
        0.0, description="specialist employment advisers for every 1,000 dependent claimants"
    )
    caseload: Annotated[float, Number(1, 200, "people for each adviser")] = Field(
        40.0, description="people a specialist adviser can carry"
    )
    progress2work: bool = Field(True, description="the existing employment programme for former users runs")
    progress2work_places: Annotated[float, Number(0, 1000, "places for 1,000 claimants")] | None = Field(
        None, description="places on it for every 1,000 claimants; null for as it ran"
    )
    drug_workers_know_jobs: bool = Field(False, description="drug workers are trained in jobs and benefits")
    training_in_treatment: bool = Field(False, description="education and training are built into care planning")
    aftercare: bool = Field(False, description="somebody stays with those who have completed treatment")
    childcare: bool = Field(False, description="childcare is offered for appointments and treatment")
    housing_support: bool = Field(False, description="help to keep or find a home is offered")
    employers_open: bool = Field(False, description="employers are won to take people with drug histories")
    stay_in_touch: bool = Field(False, description="the adviser stays in touch throughout treatment")
    mental_health: bool = Field(False, description="mental health care is offered together with treatment")
    integrated: bool = Field(False, description="the parts of the package are planned and given together")
    service_users_involved: bool = Field(False, description="people who use the service shape it")
