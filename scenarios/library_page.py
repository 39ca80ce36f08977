"""The page of the built-in scenarios: who proposed each, what it tests, and what it changes against what it extends.

`docs/library.md` is made by `python -m scenarios.library_page` and kept equal by a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scenarios.library import built_in
from scenarios.loader import Loaded, load_scenario
from scenarios.schema import OWN_KEYS

PAGE_FILE = Path(__file__).parents[1] / "docs" / "library.md"
WRITTEN: Mapping[str, str] = {"jsa": "JSA", "esa": "ESA", "gp": "GP"}
"""Words of lever names that are written otherwise."""
LISTS = ("changes", "rules")
"""Lists of groups: what is in them is told one by one."""
HEAD = """# The library of scenarios

Made by `python -m scenarios.library_page` from the files in `scenarios/library/`; do not edit by hand. A scenario is
used by its name: `sanctionsim compare voluntary_2009 declaration_all`. What each changes is told against what it
extends, in the words of the levers, which `scenarios/template.yaml` explains one by one. None of them is a
recommendation: who proposed a regime, and who feared it, is said as the documents say it.

| scenario | who proposed it | what it tests | what it changes |
|---|---|---|---|
"""


def page() -> str:
    """The page as the file holds it."""
    return HEAD + "".join(f"{row(name)}\n" for name in built_in())


def row(name: str) -> str:
    """One line of the table."""
    loaded = load_scenario(name)
    said = loaded.scenario
    link = f"[`{name}`](../scenarios/library/{name}.yaml)<br>{_cell(said.title)}"
    return f"| {link} | {_cell(said.proposed_by)} | {_cell(said.tests)} | {_cell(differences(loaded))} |"


def differences(loaded: Loaded) -> str:
    """What a scenario changes against what it extends, in the words of the levers."""
    parent = loaded.scenario.extends
    if parent is None:
        return "extends nothing; all but this is nothing: " + _groups(_made(loaded))
    base = load_scenario(parent)
    was = dict(_leaves(base.resolved))
    changed = {key: now for key, now in _leaves(loaded.resolved) if was.get(key) != now}
    told = [_groups({key: f"{_words(was.get(key))} → {_words(now)}" for key, now in changed.items()})]
    for key in LISTS:
        given, known = loaded.resolved.get(key) or (), base.resolved.get(key) or ()
        told += [_item(item) for item in given if item not in known]
    return f"`{parent}`, but " + "; ".join(part for part in told if part)


def _made(loaded: Loaded) -> dict[str, str]:
    """What the files of a scenario that extends nothing set themselves."""
    return {key: _words(value) for key, value in _leaves(loaded.resolved) if _set(loaded, key)}


def _set(loaded: Loaded, key: str) -> bool:
    return any(name == key or name.startswith(f"{key}.") for name in loaded.origins)


def _leaves(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted name and value of every setting of the model; a sanction on a benefit is one setting."""
    for key, value in settings.items():
        name = f"{prefix}{key}"
        if not prefix and (key in OWN_KEYS or key in LISTS):
            continue
        if isinstance(value, Mapping) and value and "weeks" not in value:
            yield from _leaves(value, f"{name}.")
        else:
            yield name, value


def _groups(told: Mapping[str, str]) -> str:
    """Settings by group: `identify: declaration none → required, ...; oblige: ...`."""
    by_group: dict[str, list[str]] = {}
    for name, words in told.items():
        group, *rest = name.removeprefix("regime.").split(".")
        by_group.setdefault(group, []).append(f"{' '.join(_lever(part) for part in rest)} {words}".strip())
    return "; ".join(f"{group}: {', '.join(levers)}" for group, levers in by_group.items())


def _lever(name: str) -> str:
    """A part of a lever's name in words: `esa_screening` is ESA screening."""
    return "IS" if name == "is" else " ".join(WRITTEN.get(word, word) for word in name.split("_"))


def _item(item: Mapping[str, Any]) -> str:
    """A dated change, or a rule: what it hangs on, and what it sets."""
    hangs = {key: value for key, value in item.items() if value not in (None, False)}
    overlay = hangs.pop("set", None) or hangs.pop("then")["set"]
    where, when = hangs.pop("areas", "all"), hangs.pop("when", {})
    hangs.pop("name", None)
    if when:
        judged = {key: value for key, value in when.items() if value is not None}
        hangs = {"if": judged.pop("recorded")} | judged | hangs
    on = [f"{key} {_words(value)}" for key, value in hangs.items()]
    on.append("everywhere" if where == "all" else f"in {_words(where)}")
    return f"{', '.join(on)}: {_groups({key: _words(value) for key, value in _leaves(overlay)})}".replace("_", " ")


def _words(value: Any) -> str:
    """A setting as a reader would say it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping) and "weeks" in value:
        return f"{100 * value['share_of_benefit']:g}% of it for {_words(value['weeks'])}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(each)}" for key, each in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value) or "nobody"
    return str(value).replace("_", " ")


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def write_page(path: Path = PAGE_FILE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write_page()
