"""Environments of the contenders under build/peers, each from a pinned file whose every download is checked by hash.

    python -m benchmarks.peers.environments            make those that are missing or out of date
    python -m benchmarks.peers.environments --renew    write the requirements files again from the roster (needs uv)

Each stands alone, as their dependencies conflict with each other's and with the project's.
"""

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.peers.roster import PEERS, Peer

FOLDER = ROOT / "build" / "peers"
HEAD = (
    "# Made from benchmarks/peers/roster.py by `python -m benchmarks.peers.environments --renew`; not to be edited.\n"
)


def name_of(peer: Peer) -> str:
    """The environment of a contender: contenders that install the same share one."""
    return peer.maker.split(":")[0].removeprefix("with_").removeprefix("fused_").replace("_", "-")


def requirements(peer: Peer) -> Path:
    """The pinned file that its environment is made from."""
    return Path(__file__).parent / f"requirements-{name_of(peer)}.txt"


def python_of(peer: Peer) -> str:
    """The interpreter that runs a contender; the project's own, where it installs nothing."""
    return str(FOLDER / name_of(peer) / "bin" / "python") if peer.installs else sys.executable


def make(peer: Peer, say: Callable[[str], None]) -> None:
    """Make its environment unless it is there already. Raises RuntimeError with what pip said if it cannot be made."""
    if not peer.installs:
        return
    folder, wanted = FOLDER / name_of(peer), requirements(peer)
    made_from = f"{sys.version_info[:2]} {hashlib.sha256(wanted.read_bytes()).hexdigest()}"
    stamp = folder / ".installed"
    if stamp.exists() and stamp.read_text() == made_from:
        return
    say(f"Making {folder.relative_to(ROOT)} from {wanted.name}")
    install = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(wanted)]
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [python_of(peer), "-m", "pip", *install],
    ):
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"{peer.name} cannot be installed from {wanted.name}:\n{ran.stderr.strip()}")
    stamp.write_text(made_from)


def renew(peer: Peer, *, uv: str) -> None:
    """Pin what its environment installs, with everything that draws in, for Python 3.11."""
    command = [uv, "pip", "compile", "-", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    ran = subprocess.run(command, input="\n".join(peer.installs), capture_output=True, text=True, check=True)
    requirements(peer).write_text(HEAD + ran.stdout)


def main() -> None:
    """Make or renew all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.environments")
    parser.add_argument("--renew", action="store_true", help="write the requirements files again (needs uv)")
    parser.add_argument("--uv", default="uv", help="the uv to use")
    chosen = parser.parse_args()
    for peer in PEERS:
        if chosen.renew and peer.installs:
            renew(peer, uv=chosen.uv)
        make(peer, lambda line: print(line, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
