"""Section 8: submodels, in the order of the section."""

from simulate.mesa_model.submodels.allowance import ALLOWANCE
from simulate.mesa_model.submodels.being_found import BEING_FOUND
from simulate.mesa_model.submodels.belief import BELIEF
from simulate.mesa_model.submodels.coming_to_treatment import COMING_TO_TREATMENT
from simulate.mesa_model.submodels.crime import CRIME
from simulate.mesa_model.submodels.death import DEATH
from simulate.mesa_model.submodels.housing import HOUSING
from simulate.mesa_model.submodels.leaving_benefit import LEAVING_BENEFIT
from simulate.mesa_model.submodels.plans import PLANS
from simulate.mesa_model.submodels.sanctions import SANCTIONS
from simulate.mesa_model.submodels.treatment import TREATMENT
from simulate.mesa_model.submodels.work import WORK

SUBMODELS = (
    *BEING_FOUND, *BELIEF, *COMING_TO_TREATMENT, *TREATMENT, *SANCTIONS, *LEAVING_BENEFIT, *WORK, *CRIME, *HOUSING,
    *PLANS, *ALLOWANCE, *DEATH,
)  # fmt: skip
