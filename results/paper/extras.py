"""Libraries of the extra `paper` are imported where they are used, and one sentence says what to do without them."""

from importlib import import_module
from typing import Any

from scenarios.errors import InputError, Problem


def need(module: str, option: str, *, extra: str = "paper") -> Any:
    """A module of an extra. Raises InputError, naming the extra, where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as fault:
        if fault.name is None or fault.name.partition(".")[0] != module.partition(".")[0]:
            raise
        message = f"needs the package {module}, which is not installed: pip install 'sanctionsim[{extra}]'"
        raise InputError(Problem("command line", None, None, option, message)) from None
