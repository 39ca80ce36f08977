"""How it was done, and the command that does it again."""

from results.blocks import Block, Code, Column, Prose, Table
from results.section import Context, Section
from results.words import number


def build(context: Context) -> tuple[Block, ...]:
    """Method in a paragraph, the command, the manifest, the scenario files."""
    told = context.manifest
    blocks: list[Block] = [
        Prose(
            "Each claimant lives in continuous time; treatment, interviews, breaches, sanctions, "
            "work, housing, prison and "
            "death compete, each at a rate set by the person's situation, traits and area. Every "
            "regime is lived through by "
            "the same people with the same luck, so that a difference is due to the regime and not "
            "to chance. "
            f"{context.comparisons[0].how if context.comparisons else ''}"
        ),
        Prose("This command does it again:"),
        Code(told.command),
    ]
    rows = [
        *((f"Scenario {index + 1}", f"{one.name}: {one.title}") for index, one in enumerate(told.scenarios)),
        ("Claimants simulated", number(told.claimants)),
        ("Length", f"{told.weeks} weeks"),
        ("Replicates", str(told.replicates)),
        ("Draws of the parameters", str(told.draws) if told.draws > 1 else "1 (central values)"),
        ("Seed", str(told.seed)),
        ("Belief", ", ".join(held.given for held in told.beliefs) or "none laid over the parameters"),
        ("Parameter file", f"{told.parameters['file']}, sha256 {told.parameters['sha256'] or 'unknown'}"),
        *((f"Version of {name}", version) for name, version in told.versions.items()),
        ("Commit", told.git_commit or "not known"),
        *((f"Machine: {name.replace('_', ' ')}", str(value)) for name, value in told.machine.items()),
        ("Begun", told.started),
        ("Ended", told.ended or "not finished"),
    ]
    blocks.append(Table("Manifest of the run", (Column("What"), Column("Value")), tuple(rows)))
    texts = {file: text for one in told.scenarios for file, text in one.texts.items()}
    blocks.extend(Code(text, f"Scenario file {file}") for file, text in texts.items())
    return tuple(blocks)


METHOD = Section("method", "Method, and how to do it again", build)
