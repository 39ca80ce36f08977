"""Plant each error in a copy of the tree, run its checks, and write which noticed."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.breakages.planted import CHECKS, PLANTED, Planted

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "tests" / "verification" / "breakages.json"
COPIED = ("scenarios", "simulate", "results", "calibration", "sanctionsim", "tests", "docs", "pyproject.toml",
          "CHANGELOG.md", "README.md")  # fmt: skip
NO_TEST_FAILED = (0,)
TESTS_FAILED = (1,)
PATIENCE = 1800


def copy(into: Path) -> None:
    """The tree without what git and the environment keep."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, into / name)


def noticed(check: str, tree: Path) -> bool:
    """Whether a check fails in this tree. Raises RuntimeError where it does not run at all."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header",
         *CHECKS[check], "-m", "not verify"],
        cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    if done.returncode not in (*NO_TEST_FAILED, *TESTS_FAILED):
        raise RuntimeError(f"{check}: pytest ended with {done.returncode}\n{done.stdout[-2000:]}")
    return done.returncode in TESTS_FAILED


def plant(one: Planted, tree: Path) -> None:
    """Put the error into a tree. Raises ValueError where the piece of code is not there, once."""
    file = tree / one.file
    text = file.read_text(encoding="utf-8")
    if text.count(one.old) != 1:
        raise ValueError(f"{one.file}: stands there {text.count(one.old)} times: {one.old}")
    file.write_text(text.replace(one.old, one.new), encoding="utf-8")


def _write(rows: list[dict[str, Any]]) -> None:
    """Write what was found; of errors that were not tried this time, what was found before stays."""
    before = json.loads(WRITTEN.read_text(encoding="utf-8")) if WRITTEN.exists() else []
    found = {row["what"]: row for row in (*before, *rows)}
    kept = [found[one.what] for one in PLANTED if one.what in found]
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """1 where an error was noticed by fewer than two checks, or a check fails where nothing is planted."""
    asked = argparse.ArgumentParser(prog="python -m tests.breakages", description=__doc__)
    asked.add_argument(
        "--clean", action="store_true", help="first see that every check passes where nothing is planted"
    )
    asked.add_argument("--only", type=int, nargs="*", help="numbers of these errors, from 1")
    given = asked.parse_args()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy(tree)
        failing = [check for check in CHECKS if noticed(check, tree)] if given.clean else []
        for number, one in enumerate(PLANTED, start=1):
            if given.only and number not in given.only:
                continue
            right = (tree / one.file).read_text(encoding="utf-8")
            plant(one, tree)
            by = [check for check in one.checks if noticed(check, tree)]
            (tree / one.file).write_text(right, encoding="utf-8")
            missed = [check for check in one.checks if check not in by]
            rows.append(
                {"kind": one.kind, "what": one.what, "file": one.file, "noticed_by": by, "not_noticed_by": missed}
            )
            print(
                f"{number:2} {one.kind}: {one.what}: noticed by {len(by)}: {', '.join(by)}; not by {missed}", flush=True
            )
    for check in failing:
        print(f"fails where nothing is planted: {check}")
    _write(rows)
    return int(bool(failing) or any(len(row["noticed_by"]) < 2 for row in rows))


if __name__ == "__main__":
    sys.exit(main())
