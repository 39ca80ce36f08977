"""Run the pinned cases under other settings, and write to tests/verification/pinned.json which differ in some bit.

    python -m tests.pinned.settings --numpy /folder/with/another/numpy --python /path/to/another/python

--numpy may be given again: a folder that `pip install --target` put another numpy into. --python: an interpreter in
whose environment the dependencies are.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "tests" / "verification" / "pinned.json"
VERSIONS = "import platform, numpy; print(f'Python {platform.python_version()}, numpy {numpy.__version__}')"


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to run. name: as it is told. more: of the environment. first: folders before all others."""

    name: str
    more: dict[str, str] = field(default_factory=dict)
    python: str = sys.executable
    first: tuple[str, ...] = ()

    def run(self, *words: str) -> str:
        """What a command of this setting prints."""
        environment = os.environ | {"PYTHONPATH": os.pathsep.join((*self.first, str(ROOT)))} | self.more
        done = subprocess.run(
            [self.python, "-W", "ignore", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout


HERE = (
    Setting("hash seed 0, 1 thread", {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}),
    Setting("hash seed 1, 2 threads", {"PYTHONHASHSEED": "1", "OPENBLAS_NUM_THREADS": "2"}),
    Setting("hash seed 4711, 1 thread", {"PYTHONHASHSEED": "4711", "OPENBLAS_NUM_THREADS": "1"}),
    Setting("hash seed left to chance, 2 threads", {"PYTHONHASHSEED": "random", "OPENBLAS_NUM_THREADS": "2"}),
    Setting("without the wide instructions of the processor", {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL"}),
    Setting("with none but the oldest of them", {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL"}),
)


def main() -> int:
    """Run all settings; 1 if any differs from what is pinned."""
    asked = argparse.ArgumentParser(prog="python -m tests.pinned.settings", description=__doc__)
    asked.add_argument("--numpy", action="append", default=[])
    asked.add_argument("--python", action="append", default=[])
    given = asked.parse_args()
    settings = [
        *HERE,
        *(Setting("another numpy", first=(folder,)) for folder in given.numpy),
        *(Setting("another Python", python=python) for python in given.python),
    ]
    pinned = {one["scenario"]: one["exact"] for one in json.loads((ROOT / "tests/pinned/results.json").read_text())}
    rows = []
    for setting in settings:
        found = json.loads(setting.run("-m", "tests.pinned", "--plain"))
        other = sorted(name for name in pinned if found[name] != pinned[name])
        rows.append(
            {"setting": setting.name, "with": setting.run("-c", VERSIONS).strip(), "cases": len(found), "other": other}
        )
        print(rows[-1])
    if not given.python:
        rows.append({"setting": "another Python", "with": "not tried", "cases": 0, "other": []})
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(any(row["other"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
