"""What is said of how many runs an answer takes, and of fewer claimants: tables, verdicts, the section of the page."""

from typing import Any

from benchmarks.table import table

MATTERS = 2.0
"""Standard errors beyond which what scaling does is called more than chance."""


def fewer_tables(results: dict[str, Any]) -> tuple[str, str]:
    """The two tables."""
    return _ladder_table(results), _scaled_table(results)


def fewer_verdicts(results: dict[str, Any]) -> list[str]:
    """What was wanted, and whether it was met, one a line."""
    return [
        f"- **{'Met' if row['met'] else 'Missed'}** ({row['other'].replace('_', ' ')} against voluntary 2009): "
        f"{row['label'].lower()} take {row['ratio']:,.0f} times less processor time than with independent seeds "
        f"(95% interval {row['low']:,.0f} to {row['high']:,.0f}); wanted >= {row['wanted']:g} times."
        for row in results["rows"]
        if row["met"] is not None
    ]


def fewer_section(results: dict[str, Any]) -> str:
    """The section of docs/performance.md."""
    off = [one for one in results["scaled"] if one["bias"] and abs(one["bias"]) > MATTERS * one["error"]]
    compared = sum(bool(one["bias"]) for one in results["scaled"])
    whole = max(one["claimants"] for one in results["scaled"])
    lived = ", ".join(f"{name.replace('_', ' ')} {seconds:.2f} s" for name, seconds in results["lived"].items())
    return f"""## Fewer runs for the same answer

How much processor time it takes to know a difference: until the half width of its 95% interval is 1% of the figure
under the base. From the variances of {results["replicates"]} replicates of {results["claimants"]:,} claimants x
{results["weeks"]} weeks. A run of one regime took {lived}, making the claimants {results["population"]:.2f} s. Seconds
below those of one pair mean that a smaller population would do. Intervals of the ratios are percentiles over resampled
replicates.

{_ladder_table(results)}

- **Independent seeds**: each regime lives through other claimants with other luck, what happened is counted, and the
  difference is of two means. The same replicates, the base of one set against the other regime of the next.
- **Common luck**: the same claimants with the same luck under both, run by run.
- **Expected**: deaths as the hazard of dying summed over the time lived, offences as their intensity so summed, in
  place of those that happened. They have the same expectation (their difference is a martingale), which is tested
  against the matrix exponential, against what the clocks used up, and against deaths that happened
  (`tests/simulate/test_expected.py`). Deaths gain most: a death is rare, the risk of one is not. Offences are so many
  that the chance of the single one never mattered: their gain is that of common luck.

Differences in other outcomes are of time lived in a status, which has no chance of a single event in it.

Tried and left out, on the difference between the Green Paper and the voluntary scheme, 24,000 claimants x 260 weeks:

- Antithetic luck (every second replicate lives with each number u turned into 1 - u; 80 runs): variance fell by 1.3
  times for offences and 1.1 for people in work, and rose for deaths expected, people in treatment, homeless and unseen
  (0.8 to 0.9). It helps levels (1.1 to 1.9 times), not differences.
- Control variates with fitted coefficients (events less what their clocks used up, 21 to 29 processes for each regime,
  coefficients by ridge regression, judged by leaving one replicate out; 100 runs): between 0.5 and 1.6 times for
  differences, so nothing that would be there in the next run. Levels would gain 1.8 to 5.9 times.
- Stratifying the claimants further: traits are cut by rank and so stratified one by one already. With the claimants
  held the same in every replicate the variance of a difference is the same within its error (30 runs each): it is the
  luck of the lives, not who was made, that is left.

## What fewer claimants add

With `--claimants 24000` each claimant stands for ten people. Everything that people share is a share of how many there
are (places, caseloads, what is heard of sanctions), but three things depend on size: areas of fewer than 500 claimants
are joined into regions, or England; places are whole; traits are cut at whole claimants. So each size was run beside
{whole:,} claimants, {results["scaled_weeks"]} weeks, other luck. `off by` is the mean less that of the whole
population, `± (1 se)` the standard error of that, both also as a share of the base; the last column is the standard
deviation of one run, which is what fewer claimants really cost: it falls as the root of their number.

{_scaled_table(results)}

Of {compared} comparisons {len(off)} are off by more than {MATTERS:g} standard errors, where chance makes about
{compared * 0.046:.0f}{_named(off)}. A bias smaller than the standard errors in the table would not have been seen.

"""


def _named(off: list[dict[str, Any]]) -> str:
    named = [f"{one['outcome'].lower()} with {one['claimants']:,} ({one['what'].replace('_', ' ')})" for one in off]
    return f": {'; '.join(named)}" if named else ""


def _ladder_table(results: dict[str, Any]) -> str:
    """Processor seconds to know a difference, in each way."""

    def said(seconds: float | None) -> str:
        return "" if seconds is None else f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.2g}"

    rows = []
    for row in results["rows"]:
        of = row["seconds"]
        verdict = "" if row["met"] is None else "met" if row["met"] else "missed"
        rows.append(
            [
                row["other"], row["label"], f"{row['base']:,.0f}", f"{row['difference']:+,.1f}", f"{row['error']:,.1f}",
                said(of["drawn, independent seeds"]), said(of.get("expected, independent seeds")),
                said(of["drawn, common luck"]), said(of.get("expected, common luck")),
                f"{row['ratio']:,.0f}", f"{row['low']:,.0f} to {row['high']:,.0f}",
                f">= {row['wanted']:g} times" if row["wanted"] else "", verdict,
            ]
        )  # fmt: skip
    head = [
        "against voluntary 2009", "outcome", "base", "difference", "± (1 se)", "independent, drawn",
        "independent, expected", "common luck, drawn", "common luck, expected", "times fewer", "95%", "wanted", "",
    ]  # fmt: skip
    return table(head, rows)


def _scaled_table(results: dict[str, Any]) -> str:
    """What a smaller population gives against the whole."""
    rows = []
    for one in results["scaled"]:
        if one["bias"] == 0:
            continue
        least = one["base"] or 1.0
        rows.append(
            [
                f"{one['claimants']:,}", one["outcome"],
                "level" if one["what"] == results["base"] else f"difference, {one['what']}",
                f"{one['mean']:,.0f}", f"{one['bias']:+,.1f}", f"{one['error']:,.1f}",
                f"{one['bias'] / least:+.2%}", f"{one['sd'] / least:.2%}",
            ]
        )  # fmt: skip
    head = ["claimants", "outcome", "figure", "mean", "off by", "± (1 se)", "of the base", "chance of one run"]
    return table(head, rows)
