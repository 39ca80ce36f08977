"""Options that mean the same in every command."""

from pathlib import Path
from typing import Annotated

import typer

Scenarios = Annotated[list[str], typer.Argument(help="Built-in name or path of a YAML file.")]
Claimants = Annotated[int, typer.Option(help="Claimants made; each stands for 240,000 / this many people.")]
Replicates = Annotated[int, typer.Option(help="Replicates of each draw: chance.")]
Draws = Annotated[int, typer.Option(help="Draws of the parameters: what we do not know. 1 for central values.")]
Seed = Annotated[int, typer.Option(help="Seed; the same one gives the same figures.")]
Years = Annotated[float, typer.Option(help="Length of the run in years of 52 weeks.")]
Belief = Annotated[list[str] | None, typer.Option("--belief", help="Whose belief about the contested effects.")]
Beliefs = Annotated[
    list[str] | None,
    typer.Option("--belief", help="Whose belief about the contested effects; given again, beliefs are compared."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the run; new or empty.")]
Workers = Annotated[int, typer.Option(help="Processes; 0 for one a core.")]
Cluster = Annotated[
    str | None, typer.Option("--cluster", help="Address of a Dask scheduler, as tcp://host:8786, instead of --workers.")
]
Shard = Annotated[
    str | None, typer.Option("--shard", help="Do only the i-th of n parts, as 3/8; `runs merge` puts them together.")
]
Posterior = Annotated[
    Path | None,
    typer.Option("--posterior", help="Parquet file of parameters that the draws are taken from, or 'shipped'."),
]
Until = Annotated[
    list[str] | None,
    typer.Option("--until", help="Run until an outcome is known so exactly, as 'deaths<2%' or 'deaths<50'."),
]
AtMost = Annotated[int | None, typer.Option(help="Tasks at which --until stops, reached or not; 20,000 if not given.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Every = Annotated[bool, typer.Option("--all", help="Every outcome in the table, not only the headline ones.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no table.")]
Kept = Annotated[Path, typer.Argument(help="Folder of a kept run.")]
