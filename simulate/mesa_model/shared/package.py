"""Section 7: the package."""

from simulate.mesa_model.person import Person


def package(c: Person) -> float:
    """The power to which the effect of each part is raised where it acts."""
    offered = c.regime.support
    if not offered.integrated:
        return 1.0
    parts = (
        offered.specialist_advisers_per_1000 > 0 or offered.training_in_treatment,
        offered.mental_health,
        offered.housing_support,
        offered.childcare,
        offered.stay_in_touch,
        offered.aftercare,
    )
    return c.numbers.contested.complementarity ** max(sum(parts) - 1, 0)
