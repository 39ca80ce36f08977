"""What the contested effects are called in a sentence, for readers who do not read parameter files."""

from collections.abc import Mapping

CONTESTED: Mapping[str, str] = {
    "push": "how far compulsion gets people to a first assessment",
    "commit": "whether the compelled start treatment once assessed",
    "compelled": "whether the compelled stay in treatment",
    "alliance": "whether clients leave when providers report to the Jobcentre",
    "alliance_children": "whether parents leave when providers report",
    "chill": "whether reporting keeps people from coming by themselves",
    "concealment": "whether people hide drug use when asked",
    "stops_claiming": "how many give up the claim rather than declare",
    "sanctioned_exit": "how many leave benefit when sanctioned",
    "exit_to_work": "how many of those who leave find work",
    "income_crime": "whether stopped benefit leads to crime",
    "housing_loss": "whether a sanction costs people their home",
    "child_fear": "whether parents keep silent",
    "word_of_mouth": "whether what happens to some silences others",
    "treatment_crime": "how far treatment lowers offending",
    "support_engages": "how far a named person brings people to treatment",
    "support_job": "how far a specialist adviser brings people into work",
    "norm": "whether the mere threat changes minds",
    "avoidance": "whether the duty to stay keeps people from starting",
    "hard_core": "how many nobody can push",
    "unready_silence": "whether those not ready keep silent",
    "motivation": "whether only the motivated do well",
    "spill_over": "whether threats spoil voluntary help towards work",
    "complementarity": "whether parts of a package work only together",
    "allowance_stigma": "whether a separate allowance marks people out",
    "scope_stigma": "whether singling out drugs silences people",
    "reassurance": "whether reassurance makes people speak",
    "service_users": "whether involving service users keeps people in treatment",
    "exchange_avoidance": "whether people avoid a needle exchange that reports",
}
"""Contested effect -> the question it stands for."""


def called(parameter: str) -> str:
    """A parameter in words: the question a contested effect stands for, else its name."""
    group, _, name = parameter.partition(".")
    if group == "contested" and name in CONTESTED:
        return CONTESTED[name]
    if not name or name.startswith(group):
        return (name or group).replace("_", " ")
    return f"{group}: {name}".replace("_", " ")
