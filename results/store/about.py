"""What tells others what a run's folder holds."""

from results.store.run import Run


def write_about(run: Run) -> None:
    """Write the data dictionary and the RO-Crate."""
