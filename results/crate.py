"""ro-crate-metadata.json: what the folder of a run holds and what made it, as a Process Run Crate."""

import json
from typing import Any

from results.manifest import DRAWS_FILE, MANIFEST, POSTERIOR_FILE, Manifest

CRATE = "https://w3id.org/ro/crate/1.1"
PROCESS = "https://w3id.org/ro/wfrun/process/0.5"
LICENCE = "https://spdx.org/licenses/MIT"
FILES: tuple[tuple[str, str, str, str], ...] = (
    (MANIFEST, "Manifest", "application/json", "scenario texts, parameters, beliefs, seed, versions, commit, machine"),
    (DRAWS_FILE, "Parameter values", "application/vnd.apache.parquet", "values of the parameters by belief and draw"),
    (
        POSTERIOR_FILE,
        "Posterior",
        "application/vnd.apache.parquet",
        "the file that the draws are from, as it was given",
    ),
    (
        "outcomes.parquet",
        "Outcomes",
        "application/vnd.apache.parquet",
        "every outcome of every regime, draw, replicate",
    ),
    ("ledger.sqlite", "Ledger", "application/vnd.sqlite3", "which part is kept, how it was made, its outcomes"),
    ("dictionary.csv", "Data dictionary", "text/csv", "every column and every outcome, with unit and meaning"),
)
USED = (MANIFEST, DRAWS_FILE, POSTERIOR_FILE)


def crate(manifest: Manifest, there: frozenset[str]) -> bytes:
    """The file. there: names of files that the folder holds."""
    files = [one for one in FILES if one[0] in there]
    parts: list[dict[str, Any]] = [{"@id": name} for name, *_ in files] + [{"@id": "parts/"}]
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": CRATE},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": _title(manifest),
            "description": f"Kept run of sanctionsim, made again by: {manifest.command}",
            "datePublished": manifest.ended or manifest.started,
            "license": {"@id": LICENCE},
            "conformsTo": {"@id": PROCESS},
            "hasPart": parts,
            "mentions": {"@id": "#run"},
        },
        {"@id": PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": LICENCE, "@type": "CreativeWork", "name": "MIT licence", "identifier": "MIT"},
        *({"@id": name, "@type": "File", "name": title, "encodingFormat": kind, "description": said}
          for name, title, kind, said in files),
        {"@id": "parts/", "@type": "Dataset", "name": "Parts", "description": "one observation a file: a regime, a "
         "belief, a draw, a replicate; the name carries the checksum, the metadata the key of the task"},
        *_software(manifest),
        _action(
            manifest,
            used=[one for one in parts if one["@id"] in USED],
            made=[one for one in parts if one["@id"] not in USED],
        ),
    ]  # fmt: skip
    told = {"@context": f"{CRATE}/context", "@graph": graph}
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _title(manifest: Manifest) -> str:
    names = ", ".join(told.title for told in manifest.scenarios)
    return f"{names}: {manifest.claimants:,} claimants, {manifest.length}"


def _software(manifest: Manifest) -> list[dict[str, Any]]:
    """What ran: the program, and what it runs on."""
    others = {name: version for name, version in manifest.versions.items() if name != "sanctionsim"}
    program: dict[str, Any] = {
        "@id": "#sanctionsim",
        "@type": "SoftwareApplication",
        "name": "sanctionsim",
        "version": manifest.versions.get("sanctionsim", ""),
        "softwareVersion": manifest.git_commit or manifest.versions.get("sanctionsim", ""),
        "softwareRequirements": [{"@id": f"#{name}"} for name in others],
    }
    return [
        program,
        *(
            {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "version": version}
            for name, version in others.items()
        ),
    ]


def _action(manifest: Manifest, *, used: list[dict[str, Any]], made: list[dict[str, Any]]) -> dict[str, Any]:
    finished = {"endTime": manifest.ended} if manifest.ended else {}
    status = "CompletedActionStatus" if manifest.ended else "ActiveActionStatus"
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": manifest.command,
        "description": f"on {manifest.machine.get('system', '')}",
        "instrument": {"@id": "#sanctionsim"},
        "object": used,
        "result": made,
        "startTime": manifest.started,
        "actionStatus": {"@id": f"http://schema.org/{status}"},
    } | finished
