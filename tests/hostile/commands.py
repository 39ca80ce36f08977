"""Arguments of the command line, in process: exit code, what stands on stdout and on stderr."""

import contextlib
import io
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from sanctionsim.cli import main
from tests.hostile.spoil import typo
from tests.hostile.words import TEXTS

CODES = (0, 1, 2, 3, 4, 130)
SMALL = ("--claimants", "600", "--years", "0.05", "--replicates", "1", "--workers", "1")
NUMBERS = (
    "0", "-1", "1.5", "1e3", "600", "abc", "", "nan", "inf", "-inf", "1e400", "9" * 40, "599", "240001", "0x10",
    " 1", "１",
    "1_000", "--", "-0",
)  # fmt: skip
VALUES = {
    "--claimants": NUMBERS, "--years": (*NUMBERS, "0.001", "51"), "--replicates": ("0", "-1", "x", "1", "1.5"),
    "--seed": NUMBERS, "--draws": ("0", "-3", "x", "1", "2"), "--workers": ("-1", "x", "1", "1.0"),
    "--belief": ("minister", "smmgp", "nobody", "", "/dev/null", "../x.yaml", *TEXTS[:20]),
    "--posterior": ("", "/dev/null", "/nowhere.parquet", ".", "README.md"), "--shard": ("1/2", "2/2", "0/2", "3/2",
    "x", "1/0", "1/1/1", ""),
    "--until": ("deaths<2%", "deaths", "x<1", "deaths<-1", "deaths<0", "<", "deaths<nan", "deaths<1e400%", ""),
    "--at-most": ("0", "-1", "1", "x"), "--fail-above": ("0.5", "2", "-1", "nan", "x"), "--cluster": ("tcp://", "x",
    ""),
    "--claims": ("debate", "guardrails", "nothing", "", "/dev/null"), "--against": ("none", "nothing", ""),
    "--claimant": ("0", "5", "-1", "600", "x"), "--engine": ("core", "rust", ""), "--replicate": ("0", "-1", "1", "x"),
    "--to": ("csv", "xlsx", "", "/nowhere/x.html"), "--fail-if": ("deaths > 2% @ 0.1", "deaths", "x > 1",
    "deaths > -1", ""),
    "--outcome": ("deaths", "nothing", ""), "--points": ("2", "0", "x", "-1"), "--regime": ("none", "nothing", ""),
    "--run": ("/nowhere", "."), "--out": ("", "/dev/null/x", "README.md"),
}  # fmt: skip
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("--claimants", "--years", "--replicates", "--seed", "--draws", "--belief", "--posterior", "--shard",
            "--until", "--at-most", "--workers", "--cluster"),
    "compare": ("--claimants", "--years", "--seed", "--belief", "--posterior", "--shard", "--until", "--at-most"),
    "check": ("--strict",), "explain": ("--against", "--belief", "--full"), "schema": (), "doctor": (),
    "trace": ("--claimant", "--claimants", "--years", "--seed", "--replicate", "--belief", "--engine"),
    "report": ("--to",), "claims": ("--claims", "--fail-above"),
    "sweep": ("--fail-if", "--points", "--outcome", "--run", "--claimants", "--years", "--seed", "--out"),
    "runs list": (), "runs show": (), "runs resume": ("--workers", "--at-most"), "runs verify": (),
    "runs extend": ("--draws", "--replicates", "--regime"), "runs merge": (), "runs export": ("--to", "--out"),
    "runs delete": ("--yes",),
}  # fmt: skip
SCENARIOS = (
    "none",
    "voluntary_2009",
    "noone",
    "",
    "nothing.yaml",
    "/dev/null",
    "/",
    ".",
    "README.md",
    *TEXTS[:12],
    "\udcff",
)
FOLDERS = ("/nowhere", ".", "README.md", "", "/dev/null", "tests", "\udcff")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


def words(chance: random.Random, folder: Path) -> list[str]:
    """A command line, most of them wrong somewhere. folder: that a run may be kept in."""
    command = chance.choice(list(COMMANDS))
    given = command.split()
    options = list(COMMANDS[command])
    if command in ("run", "compare", "trace", "check", "explain"):
        given += [chance.choice(SCENARIOS) for _ in range(chance.choice((1, 1, 2, 2, 0, 3)))]
    elif command == "sweep":
        given += chance.choice(((), ("nothing.yaml",), ("",), ("voluntary_against_green_paper", "--points", "x")))
    elif command != "doctor":
        given += [chance.choice(FOLDERS) for _ in range(chance.choice((1, 1, 0, 2)))]
    if command in ("run", "compare"):
        given += [*SMALL, "--out", str(folder)]
    if command == "trace":
        given += SMALL[:4]
    for name in chance.sample(options, min(len(options), chance.choice((0, 1, 1, 2, 3)))):
        given += [name, chance.choice(VALUES[name])] if name in VALUES else [name]
    if chance.random() < 0.4:
        given.append("--json")
    if chance.random() < 0.1:
        at = chance.randrange(len(given))
        given[at] = typo(given[at], chance)
    return given


def call(arguments: Sequence[str]) -> Said:
    """The command as users call it, in this process. Whatever is raised but an exit comes through."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        patch.object(sys, "argv", ["sanctionsim", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return Said(code, out.getvalue(), err.getvalue())


def fault_of(arguments: Sequence[str], said: Said) -> str | None:
    """What is wrong with what a command said."""
    if said.code not in CODES:
        return f"exit code {said.code}"
    if "Traceback" in said.err or "Traceback" in said.out:
        return "a traceback"
    if said.code and not said.err.strip():
        return f"exit code {said.code} without a word"
    if "--json" in arguments and said.code in (0, 3, 4) and said.out.strip():
        try:
            json.loads(said.out)
        except ValueError:
            return "--json gave no JSON"
    return None
