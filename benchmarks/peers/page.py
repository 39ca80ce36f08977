"""What `make peers` prints, and its section of docs/performance.md."""

from textwrap import fill
from typing import Any

from benchmarks.peers.common import OUTCOMES
from benchmarks.peers.roster import ENGINE, PEERS, STRAIGHT
from benchmarks.peers.suite import MOST_ERRORS
from benchmarks.table import table

HEAD = ["contender", "people", "seconds", "ns a person-week", "ratio", "to straight", "peak MB", "wanted", ""]
CHECKED = ["contender", "set-up, s", "warm-up, s", *OUTCOMES, *(f"steps: {name}" for name in OUTCOMES)]


def _wanted(row: dict[str, Any]) -> str:
    if row["wanted"] is None:
        return ""
    return ">= 1/3" if row["compiled"] else ">= 1"


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "missed"


def cost_table(peers: dict[str, Any]) -> str:
    """What each contender cost."""
    return table(
        HEAD,
        [
            [
                row["name"],
                f"{row['claimants']:,}",
                f"{row['measured']['seconds']:.3f}",
                f"{row['ns']:.2f}",
                f"{row['ratio']:.2f}",
                f"{row['ratio_straight']:.2f}",
                f"{row['measured']['peak_mb']:.0f}",
                _wanted(row),
                _verdict(row["met"]),
            ]
            for row in peers["rows"]
        ],
    )


def check_table(peers: dict[str, Any]) -> str:
    """How far each contender's outcomes are from exact, and what its steps cost in accuracy."""
    return table(
        CHECKED,
        [
            [
                row["name"],
                f"{row['measured']['setup_seconds']:.2f}",
                f"{row['measured']['warm_seconds']:.1f}",
                *(f"{row['errors_off'][name]:+.1f}" for name in OUTCOMES),
                *(f"{row['bias'][name]:+.2%}" for name in OUTCOMES),
            ]
            for row in peers["rows"]
        ],
    )


def tables(peers: dict[str, Any]) -> str:
    """All that `make peers` prints."""
    wrong = [row["name"] for row in peers["rows"] if not row["right"]]
    said = [f"Wrong, so not to be compared: {', '.join(wrong)}."] if wrong else []
    said += [f"Not run: {name}: {why}" for name, why in peers["missing"].items()]
    return "\n\n".join([cost_table(peers), check_table(peers), *said])


def _versions(row: dict[str, Any]) -> str:
    named = ", ".join(f"{package} {number}" for package, number in row["measured"]["versions"].items())
    return f"{named}, Python {row['measured']['python']}"


def _wrapped(text: str, *, hang: str = "") -> str:
    return fill(text, 118, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def _how(peers: dict[str, Any]) -> str:
    lines = [f"- **{row['name']}** ({_versions(row)}): {row['how']}" for row in peers["rows"]]
    lines += [f"- **{name}**: not run, as it could not be installed: {why}" for name, why in peers["missing"].items()]
    return "\n".join(_wrapped(line, hang="  ") for line in lines)


def _verdicts(peers: dict[str, Any]) -> str:
    lines = []
    for row in peers["rows"]:
        if row["met"] is None:
            continue
        if row["ratio"] >= 1:
            what = f"{row['name']} cost {row['ratio']:.2f} times what this engine did"
        else:
            what = f"this engine cost {1 / row['ratio']:.2f} times what {row['name']} did"
        wanted = "this engine at most 3 times as dear as compiled code" if row["compiled"] else "this engine no dearer"
        straight = 1 / row["ratio_straight"]
        also = "" if row["met"] else f" (without weekly stops {straight:.2f} times)"
        line = f"- **{_verdict(row['met']).capitalize()}**: {what}{also}; wanted {wanted}."
        lines.append(_wrapped(line, hang="  "))
    return "\n".join(lines)


def _workload(peers: dict[str, Any]) -> str:
    size = peers["size"]
    return _wrapped(
        "Made by `make peers`, which installs each from a pinned file into an environment of its own and runs them in "
        "turn. One small workload: the six hazards of `benchmarks/six.py` (start treatment, drop out, complete, "
        f"relapse, arrest, die) on {size['claimants']:,} people for {size['weeks']} weeks, half of them in treatment "
        "at the start; wanted is how many are dead, treated, recovered and have a record at the end. Nobody differs "
        "from anybody but by state, nothing but a person's own events moves his or her chances, and nobody is watched "
        "in between: all that this engine is built for is left out, which suits a plain loop best. What weekly steps "
        "over whole arrays cost on the full model stands under *Side by side*."
    )


def _measured(peers: dict[str, Any]) -> str:
    size, cpu, ns = peers["size"], peers["machine"], {row["key"]: row["ns"] for row in peers["rows"]}
    fewer = [f"{peer.name} {peer.turns}" for peer in PEERS if peer.turns < size["turns"]]
    return _wrapped(
        "`ratio` is cost a person-week against this engine stopping every week, `to straight` against the same without "
        f"a stop before the end: {1 - ns[STRAIGHT.key] / ns[ENGINE.key]:.0%} of what it costs here is for stopping. "
        f"Machine: {cpu['cpu']}, {cpu['cores']} cores of which one is used, one thread; seconds of the processor, the "
        f"least of {size['turns']} turns{''.join(f' ({one})' for one in fewer)}. The machine was shared with others "
        "meanwhile, so the ratios are what carries over. Imports, compiling, making the model and making the people "
        "are not in the seconds (of this engine making the people is); they stand below."
    )


def _checked(peers: dict[str, Any]) -> str:
    worst = max(abs(off) for row in peers["rows"] for off in row["errors_off"].values())
    return _wrapped(
        "The first four named columns are how many standard errors each outcome is off its exact value: of continuous "
        "time for those that are exact, of the steps that a contender takes for the others (powers of its weekly "
        f"matrix). None may be off by {MOST_ERRORS:g}; the worst is off by {worst:.1f}. The last four are what steps "
        "of a week alone do to each outcome, chance left out. `set-up` is model and people; `warm-up` is imports, "
        "compiling and a first run of 1,000 people."
    )


def section(peers: dict[str, Any]) -> str:
    """The section of the page."""
    return f"""
## Beside other frameworks

{_workload(peers)}

{_verdicts(peers)}

{cost_table(peers)}

{_measured(peers)}

{check_table(peers)}

{_checked(peers)}

{_how(peers)}
"""
