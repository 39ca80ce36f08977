"""Where surfaces are: those that come with the package, and those that were prepared here."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from results.surface.surface import Surface, read
from scenarios.errors import InputError, Problem

if TYPE_CHECKING:
    from results.surface.design import Size

SHIPPED = Path(__file__).parents[2] / "results" / "surface" / "shipped"
PREPARED = Path("runs") / "surfaces"
FILE = "surface.json"


def surfaces(prepared: Path = PREPARED) -> dict[str, Surface]:
    """Every surface by its name: those prepared here instead of shipped ones of the same name. Raises InputError where
    there is none, or one cannot be read.
    """
    found = {one.name: one for one in map(read, sorted(SHIPPED.glob("*.json")))}
    found |= {one.name: one for one in map(read, sorted(prepared.glob(f"*/{FILE}")))}
    if not found:
        said = "there is no surface; prepare one: sanctionsim app --prepare --base voluntary_2009 --other act_2009"
        raise InputError(Problem(str(prepared), None, None, "", said))
    return found


def prepare(
    base: str, other: str, size: "Size", *, to: Path = PREPARED, workers: int = 1, quiet: bool = False,
    said: Callable[[str], None],
) -> Path:  # fmt: skip
    """Make a surface, going on with runs of it that were begun; gives its file. Raises InputError where a folder holds
    other runs, PartlyDone where it was stopped.
    """
    from results.files import write
    from results.paper.extras import need
    from results.store import readings
    from results.surface.design import planned
    from results.surface.make import make
    from results.surface.surface import text
    from sanctionsim.goes_on import begun_or_new

    need("sklearn", "--prepare", extra="app")
    plans = planned(base, other, size)
    folder = to / "-".join(one.name for one in plans.loaded["effects"])
    gathered = {}
    for name in plans.plans:
        said(f"Runs for the surface: {name}")
        plan, loaded = plans.plans[name], plans.loaded[name]
        kept = begun_or_new(folder / name, plan, loaded, workers=workers, quiet=quiet, made_by="app")
        gathered[name] = readings(kept)
    made = make(plans, gathered, size, said=said)
    write(folder / FILE, text(made).encode())
    return folder / FILE
