"""Section 7, centring: ratios between people keep the published mean."""

from math import exp, log

from simulate.mesa_model.numbers import Numbers


def centred(has: bool, ratio: float, share: float) -> float:
    """The ratio of those who have a trait, against the mean of a population of which a share has it."""
    return (ratio if has else 1.0) / (1 - share + share * ratio)


def per_sd(score: float, ratio: float) -> float:
    """A ratio for each standard deviation of a standard normal score."""
    return exp(log(ratio) * score - log(ratio) ** 2 / 2)


def partly(risk: float, share: float) -> float:
    """A spread of which only a share is felt."""
    return 1 - share + share * risk


def share_with_children(n: Numbers) -> float:
    """Published share of claimants with children at home."""
    p = n.population
    return p.share_male * p.children_men + (1 - p.share_male) * p.children_women


def share_wanting_change(n: Numbers) -> float:
    """Share of people who want to change among all, in treatment and out of it."""
    p = n.population
    return p.untreated * p.wants_change_untreated + (1 - p.untreated) * p.wants_change
