"""`sanctionsim report` on paper: what is asked for is written, and bad input is one sentence before any work."""

import json
from pathlib import Path

from tests.results.runs import through
from tests.test_cli import sanctionsim


def test_paper_is_written_where_asked_and_told_as_json(tmp_path: Path) -> None:
    run = through(tmp_path / "run", "none", replicates=1)
    files = {"pdf": tmp_path / "a.pdf", "xlsx": tmp_path / "a.xlsx", "csv": tmp_path / "a.zip"}
    said = sanctionsim("report", str(run.folder), *(f"--{kind}={path}" for kind, path in files.items()), "--json")
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == {"folder": str(run.folder)} | {kind: str(path) for kind, path in files.items()}
    assert all(path.stat().st_size > 3000 for path in files.values())
    assert not (run.folder / "report.html").exists(), "a page was made that nobody asked for"


def test_what_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    run = through(tmp_path / "run", "none", replicates=1)
    missing = sanctionsim("report", str(run.folder), "--explorer", str(tmp_path / "a.html"))
    assert missing.returncode == 2 and "needs a surface of these regimes" in missing.stderr
    said = sanctionsim("report", str(run.folder), "--pdf", str(tmp_path / "no" / "a.pdf"), "--xlsx", str(tmp_path))
    assert said.returncode == 2 and "Traceback" not in said.stderr
    assert "--pdf" in said.stderr and "--xlsx" in said.stderr, "every mistake is reported at once"
