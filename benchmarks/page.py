"""What is printed by `make bench`, and docs/performance.md: tables and plain sentences from the results."""

from math import sqrt
from statistics import linear_regression
from typing import Any

from benchmarks.fewer_page import fewer_section, fewer_tables, fewer_verdicts
from benchmarks.peers.page import section
from benchmarks.table import table

HEAD = [
    "contender",
    "content",
    "claimants",
    "weeks",
    "seconds",
    "ns a claimant-week",
    "peak MB",
    "ratio",
    "wanted",
    "",
]
SEVERAL = 2.0
"""Standard errors beyond which a difference from the engine is called more than chance."""


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "missed"


def main_table(results: dict[str, Any]) -> str:
    """Who took how long."""
    return table(
        HEAD,
        [
            [
                row["name"],
                row["content"],
                f"{row['order']['claimants']:,}",
                f"{row['order']['weeks']}",
                f"{row['measured']['seconds']:.2f}",
                f"{row['ns']:.1f}",
                f"{row['measured']['peak_mb']:.0f}",
                f"{row['ratio']:.2f}",
                row["wanted"],
                _verdict(row["met"]),
            ]
            for row in results["main"]
        ],
    )


def size_table(results: dict[str, Any]) -> str:
    """Cost against the number of claimants."""
    return table(
        ["claimants", "weeks", "replicate, s", "ns a claimant-week", "population, s", "peak MB"],
        [
            [
                f"{row['order']['claimants']:,}",
                f"{row['order']['weeks']}",
                f"{row['measured']['seconds']:.2f}",
                f"{row['ns']:.1f}",
                f"{row['measured']['population_seconds']:.2f}",
                f"{row['measured']['peak_mb']:.0f}",
            ]
            for row in results["by_size"]
        ],
    )


def rate_table(results: dict[str, Any]) -> str:
    """Cost against how much happens."""
    return table(
        [
            "all hazards times",
            "events a claimant",
            "engine, ns",
            "weekly, ns",
            "weekly / engine",
            "events weekly loses",
        ],
        [
            [
                f"{row['scale']:g}",
                f"{row['events_a_claimant']:.1f}",
                f"{row['engine_ns']:.1f}",
                f"{row['weekly_ns']:.1f}",
                f"{row['weekly_ns'] / row['engine_ns']:.2f}",
                f"{-row['weekly_events']:.1%}",
            ]
            for row in results["by_rate"]
        ],
    )


def tables(results: dict[str, Any]) -> str:
    """All that `make bench` prints."""
    made = [main_table(results), size_table(results), rate_table(results), many_table(results)]
    fewer = fewer_tables(results["fewer"]) if "fewer" in results else ()
    return "\n\n".join(one for one in (*made, *fewer) if one).strip()


def many_table(results: dict[str, Any]) -> str:
    """Many runs at once, where they were measured."""
    from benchmarks.workers import workers_table

    return workers_table(results["workers"]) if "workers" in results else ""


def _many_section(results: dict[str, Any]) -> str:
    from benchmarks.workers import workers_section

    return f"\n{workers_section(results['workers'])}" if "workers" in results else ""


def _row(results: dict[str, Any], key: str) -> dict[str, Any]:
    row: dict[str, Any] = next(row for row in results["main"] if row["key"] == key)
    return row


def _error_table(results: dict[str, Any]) -> str:
    """Outcomes of the stepped models against the engine's."""
    rows = []
    pairs = [
        ("engine voluntary_2009", "columns voluntary_2009", "weekly"),
        ("engine voluntary_2009", "daily", "daily"),
        ("engine green_paper_2008", "columns green_paper_2008", "weekly"),
    ]
    for exact, stepped, steps in pairs:
        right, other = _row(results, exact), _row(results, stepped)
        for name, count in right["measured"]["outcomes"].items():
            found = other["measured"]["outcomes"][name]
            if not count:
                continue
            error = sqrt(count + found)
            beyond = "more than chance" if abs(found - count) > SEVERAL * error else ""
            apart = f"{found / count - 1:+.1%}"
            rows.append(
                [
                    right["content"],
                    steps,
                    name,
                    f"{count:,}",
                    f"{found:,}",
                    apart,
                    f"{error / count:.1%}",
                    beyond,
                ]
            )
    return table(["content", "steps", "outcome", "exact", "stepped", "apart", "standard error", ""], rows)


def _times_table(results: dict[str, Any]) -> str:
    rows = []
    for row in results["main"]:
        measured = row["measured"]
        times = [f"{cpu:.2f} / {wall:.2f}" for cpu, wall in zip(measured["times"], measured["walls"], strict=True)]
        rows.append([row["name"], row["content"], ", ".join(times)])
    return table(["contender", "content", "times"], rows)


def _straight(results: dict[str, Any], key: str) -> tuple[float, float]:
    """Cost of a claimant-week without events, and of an event, ns: least squares over the event rates."""
    events = [row["events_a_claimant"] / results["size"]["weeks"] for row in results["by_rate"]]
    fit = linear_regression(events, [row[key] for row in results["by_rate"]])
    return fit.intercept, fit.slope


def _hot_table(results: dict[str, Any]) -> str:
    rows = [
        [one["function"], f"{one['calls']:,}", f"{one['share']:.1%}", f"{one['microseconds']:,.0f}"]
        for one in results["hot_spots"]["functions"]
    ]
    return table(["function", "calls", "share of time", "microseconds a call"], rows)


def _parts(results: dict[str, Any]) -> str:
    parts = [(name, share) for name, share in results["hot_spots"]["parts"].items() if share >= 0.01]
    return ", ".join(f"`{name}` {share:.0%}" for name, share in parts)


def _precision_table(results: dict[str, Any]) -> str:
    rows = []
    for name, one in results["precision"]["outcomes"].items():
        rows.append(
            [
                name,
                f"{one['mean']:,.0f}",
                f"{one['spread']:,.1f}",
                f"{one['mean_difference']:+,.3f}",
                f"{one['largest_difference']:,.3f}",
                f"{one['largest_of_spread']:.3%}",
            ]
        )
    head = [
        "outcome",
        "mean",
        "sd between replicates",
        "mean difference",
        "largest difference",
        "largest / sd",
    ]
    return table(head, rows)


def _verdicts(results: dict[str, Any]) -> str:
    lines = []
    for row in results["main"]:
        if row["met"] is None:
            continue
        measured = row["measured"]
        if row["key"].startswith("before"):
            what = f"this engine cost {1 / row['ratio']:.2f} times what it cost before the levers a claimant-week"
            lines.append(f"- **{_verdict(row['met']).capitalize()}** ({row['content']}): {what}; wanted <= 1.5 times.")
            continue
        if row["key"].startswith("engine"):
            seconds, peak = measured["seconds"], measured["peak_mb"]
            what = f"a replicate of this engine took {seconds:.2f} s and {peak:.0f} MB"
        else:
            what = f"{row['name']} cost {row['ratio']:.2f} times this engine a claimant-week"
        lines.append(f"- **{_verdict(row['met']).capitalize()}** ({row['content']}): {what}; wanted {row['wanted']}.")
    lines += fewer_verdicts(results["fewer"]) if "fewer" in results else []
    return "\n".join(lines)


def _before(results: dict[str, Any]) -> str:
    """What the rows of an earlier engine are, where there are some."""
    if not results.get("before"):
        return ""
    times = [(row["content"], 1 / row["ratio"]) for row in results["main"] if row["key"].startswith("before")]
    said = " and ".join(f"{ratio:.2f} times ({content})" for content, ratio in times)
    return f"""- **The engine before** (commit `{results["before"][:7]}`): the last state with five regimes, 32
  submodels and no ledgers, unpacked from the history and run in turn with this one. This engine costs
  {said} what that one did.
"""


def page(results: dict[str, Any], peers: dict[str, Any] | None) -> str:
    """docs/performance.md. peers: what `make peers` kept, if it was run."""
    machine, size, study = results["machine"], results["size"], results["precision"]
    engine, mesa = _row(results, "engine voluntary_2009"), _row(results, "mesa")
    daily, columns = _row(results, "daily"), _row(results, "columns voluntary_2009")
    seen = engine["measured"]
    worst = max(one["largest_of_spread"] for one in study["outcomes"].values())
    often, an_event = seen["events"] / size["claimants"], seen["seconds"] / seen["events"] * 1e9
    dearer = daily["ns"] / columns["ns"]
    fixed, each = _straight(results, "engine_ns")
    weekly_fixed, weekly_each = _straight(results, "weekly_ns")
    return f"""# Performance

Written by `python -m benchmarks --write`; not to be edited by hand. `make bench` measures again and
prints.

{_verdicts(results)}

![Left: seconds of one replicate. Right: cost of a claimant-week as all hazards grow.](performance.svg)

## Side by side

{main_table(results)}

Machine: {machine["cpu"]}, {machine["cores"]} cores of which one is used, {machine["memory_gb"]} GB,
{machine["system"]}, Python {machine["python"]}, NumPy {machine["numpy"]}, Mesa {machine["mesa"]}. The
machine is shared, so seconds are this machine's of that hour and the ratios are what carries over.
`ratio` is cost a claimant-week against this engine on the same content. Loading and compiling the
scenario took {seen["compile_seconds"]:.2f} s and making the population {seen["population_seconds"]:.2f}
s; neither is in the table. A replicate of the voluntary scheme had {often:.1f} events a claimant, that is
{an_event:.0f} ns an event with ticks and observation.

## What was compared, and how

Each contender runs in a process of its own on one core with one thread, and is warmed up by a very small
run before the clock starts. Seconds are of the processor: every contender is one thread that never waits, so
they are those on the wall of a core of its own, and what others do on a shared machine disturbs them less.
Contenders take turns, {size["repeats"]} times (the daily one and 2,400,000 claimants once), and the least
time of each counts. Peak memory is that of the whole process, with interpreter, libraries and
population.

- **This engine**: exact competing risks in continuous time; full observation, with groups, pathways and
  drawn counts.
- **Weekly, plain** (`Matrix` in `benchmarks/weekly.py`): the same table, outcome chances, relative risks, odds,
  timers and ticks, stepped week by week over whole arrays in float32, with the hazards of all claimants and
  processes as one matrix: the shortest way to write it. Observed by the same code as the engine.
- **Weekly, tuned** (`Weekly` there): the same, taken a process at a time so that arrays stay in the cache, and
  without the processes nobody is at risk of: as fast as whole arrays were made to go here.
- **Daily, tuned**: the second with seven steps a week.
- **Mesa** (`benchmarks/mesa_six.py`): one object a claimant, six hazards, weekly steps; against the same
  six hazards on this engine (`benchmarks/six.py`). Against the *full* model on this engine, which has
  nearly nine times the processes, Mesa's six hazards cost {mesa["ratio_to_full"]:.0f} times as much a
  claimant-week.
{_before(results)}
Not measured: a weekly version that keeps the hazards of those to whom nothing happened. It would be
faster than the tuned version, would no longer be plain, and would have the same errors.

## What weekly steps cost in accuracy

At most one thing can happen to a claimant in a step, and it happens at the end of it. So whatever comes
in quick succession (an appointment, the queue, a decision, a sanction) comes late and too seldom; a queue
fed only at the end of a week loses fewer of those who wait. Standard errors are those of the difference
of two counts.

{_error_table(results)}

Steps of a day remove most of it, at {dearer:.1f} times the cost of weekly steps and {daily["ratio"]:.1f}
times that of this engine. That the stepped model closes in on the engine as its steps shrink is also an
independent check of the engine: the two share table, risks and ticks, and nothing of the clockwork.
{section(peers) if peers else ""}
## Cost against size

{size_table(results)}

## Cost against how much happens

All hazards of the voluntary scheme times a factor; nanoseconds a claimant-week. A straight line through
the engine's costs gives {fixed:.0f} ns a claimant-week for observing, ticks and looking who is due, and
{each:.0f} ns for each event; one through those of the weekly steps {weekly_fixed:.0f} and
{weekly_each:.0f}.

{rate_table(results)}
{_many_section(results)}
## Where the engine's time goes

cProfile of one replicate of the voluntary scheme; the time of NumPy's functions is put down to the
function that calls them. By file: {_parts(results)}.

{_hot_table(results)}

## What float32 costs

Rates and thresholds are float32, times float64. The same claimants with the same luck were run in both:
{study["replicates"]} replicates of {study["claimants"]:,} claimants x {study["weeks"]} weeks under the
Green Paper, whose clocks are the most. Differences are float32 less float64.

{_precision_table(results)}

The largest difference anywhere was {worst:.1%} of the standard deviation between replicates of that
outcome.

{fewer_section(results["fewer"]) if "fewer" in results else ""}## All times

Seconds of the processor and, after the stroke, on the wall, in the order run.

{_times_table(results)}
"""
