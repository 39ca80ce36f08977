"""Draws that come from a posterior: laid into a plan, kept with the run, and more of them later."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from results.store import Run
    from scenarios.posterior import Posterior
    from simulate.ensemble import Plan


def read(file: Path | str) -> "Posterior":
    """The posterior of a file, or the one that is shipped, by its name. Raises InputError."""
    from scenarios.learnt import posterior_file
    from scenarios.parameters import load_parameters
    from scenarios.posterior import load_posterior

    return load_posterior(posterior_file(str(file)), load_parameters())


def laid(plan: "Plan", posterior: "Posterior") -> "Plan":
    """The plan with its draws from a posterior. Raises InputError when a single draw is asked of several rows."""
    from scenarios.errors import InputError, Problem
    from simulate.posterior import given

    if plan.draws == 1 and len(posterior.rows) > 1:
        message = "one draw means central values, and a posterior of several rows has none"
        raise InputError(Problem("command line", None, None, "--draws", message, "1", "2 or more with --posterior"))
    values = given(posterior, plan.parameters, draws=plan.draws, seed=plan.seed, beliefs=plan.beliefs, batch=plan.batch)
    return replace(plan, given=values)


def keep(run: "Run", posterior: "Posterior") -> None:
    """Put the file into the folder of a run that begins, and say in its manifest whose it is.

    Raises InputError when the file has changed since it was read.
    """
    from results.files import checksum, write
    from results.manifest import POSTERIOR_FILE
    from scenarios.errors import InputError, Problem

    content = Path(posterior.file).read_bytes()
    if checksum(content) != posterior.sha256:
        raise InputError(Problem(posterior.file, None, None, "", "was changed while it was read"))
    write(run.folder / POSTERIOR_FILE, content)
    told = {"file": posterior.file, "sha256": posterior.sha256, "rows": len(posterior.rows)}
    run.changed(replace(run.manifest, posterior=told | {"parameters": list(posterior.names)}))


def further(run: "Run", draws: int | None) -> tuple[dict[str, float], ...]:
    """Values of the draws that a run from a posterior lacks, to have so many; nothing where it lacks none.

    Raises RunFailed when the kept file is not what it was.
    """
    from results.files import checksum
    from results.manifest import POSTERIOR_FILE
    from scenarios.errors import RunFailed
    from scenarios.posterior import load_posterior
    from simulate.posterior import more_given

    told, plan = run.manifest.posterior, run.plan()
    if told is None or draws is None or draws <= plan.draws:
        return ()
    file = run.folder / POSTERIOR_FILE
    if not file.is_file() or checksum(file.read_bytes()) != told["sha256"]:
        raise RunFailed(f"{file}: damaged, not read: bring the posterior of this run back ({told['file']})")
    posterior = load_posterior(file, plan.parameters)
    return more_given(
        posterior, plan.parameters, have=plan.draws, draws=draws, seed=plan.seed, beliefs=plan.beliefs,
        batch=plan.batch,
    )  # fmt: skip
