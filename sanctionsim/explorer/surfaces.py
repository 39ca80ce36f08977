"""Where surfaces are: those that come with the package, and those that were prepared here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from results.surface.surface import Surface, read
from sanctionsim.say import tell
from scenarios.errors import InputError, Problem
from scenarios.parameters import load_parameters
from simulate.version import MODEL

if TYPE_CHECKING:
    from results.surface.design import Size

SHIPPED = Path(__file__).parents[2] / "results" / "surface" / "shipped"
PREPARED = Path("runs") / "surfaces"
FILE = "surface.json"


def surfaces(prepared: Path = PREPARED) -> dict[str, Surface]:
    """Every surface by its name: those prepared here instead of shipped ones of the same name.

    One that is not of this model and these regimes any more is left out, with a sentence. Raises InputError where none
    is left, or one cannot be read.
    """
    found = {one.name: one for one in map(read, sorted(SHIPPED.glob("*.json")))}
    found |= {one.name: one for one in map(read, sorted(prepared.glob(f"*/{FILE}")))}
    if not found:
        said = "there is no surface; prepare one: sanctionsim app --prepare --base voluntary_2009 --other act_2009"
        raise InputError(Problem(str(prepared), None, None, "", said))
    wrong = {name: list(stale(one)) for name, one in found.items()}
    good = {name: one for name, one in found.items() if not wrong[name]}
    problems = [problem for of in wrong.values() for problem in of]
    if not good:
        raise InputError(problems)
    for problem in problems:
        tell(f"Left out: {problem}")
    return good


def stale(surface: Surface) -> Iterator[Problem]:
    """Why a surface does not say what the model of today would."""
    from results.surface.make import digest
    from sanctionsim import load_scenario

    base, other = (str(one["file"]) for one in (surface.base, surface.other))

    def problem(said: str) -> Problem:
        again = f"prepare it anew: sanctionsim app --prepare --base {base} --other {other}"
        return Problem(f"surface {surface.name}", None, None, "", f"{said}; {again}")

    if surface.made["model"] != MODEL:
        yield problem(f"is of version {surface.made['model']} of the model, and this is {MODEL}")
    now = load_parameters().quantities
    for one in surface.effects:
        quantity = now.get(f"contested.{one.name}")
        spread = quantity.distribution if quantity else None
        if (
            spread is None
            or quantity is None
            or (quantity.value, spread.low, spread.high) != (one.value, one.low, one.high)
        ):
            yield problem(f"has other values of contested.{one.name} than parameters.yaml")
            break
    for regime in (surface.base, surface.other):
        try:
            now_digest = digest(load_scenario(str(regime["file"])))
        except InputError as fault:
            yield from fault.problems
            continue
        if now_digest != regime["sha256"]:
            yield problem(f"is of another {regime['name']} than there is now")


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
