"""Another name: what a scenario is called, who proposed it and what it tests changes nothing that happens."""

from collections.abc import Iterator

from simulate.law import Law, Trial, unlike


def breaches(trial: Trial) -> Iterator[str]:
    """Where the renamed one differs."""
    words = {
        "title": "Another name", "label": "Other", "proposed_by": "somebody else", "source": ("elsewhere",),
        "tests": "Whether a name matters.", "notes": "None.",
    }  # fmt: skip
    renamed = trial.run("renamed", scenario=trial.scenario.model_copy(update=words))
    yield from unlike(trial.as_it_is(), renamed)


ANOTHER_NAME = Law("another name", "A scenario under another name is the same, to the bit.", breaches)
