"""`miner tiers`: the rules that say who has to look at a row, and what a change of them would move."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import AsOf, Format, FormatOption, interruptible, load, parse_day

tiers_app = typer.Typer(
    no_args_is_help=True, help="Who has to look at a row of the list: show the rules, check a change."
)


@tiers_app.command()
def show(output: FormatOption = Format.TABLE) -> None:
    """Show the rules in use, in the order in which they are tried.

    A copy of the shipped corpora/labels/tiers.toml in your labels_folder takes its place.

    Example: miner tiers show
    """
    from miner.cli.printing import print_rows
    from miner.signals.rules import load_rules

    tiers = load_rules(load().labels_folder).tiers
    rows = [
        {
            "rule": number,
            "tier": rule.tier,
            "limits": ", ".join(f"{name} {limit:g}" for name, limit in rule.limits.items()) or "all other rows",
            "reason": rule.reason,
            "who": tiers.tiers[rule.tier].who,
            "must_agree": tiers.tiers[rule.tier].agree_count,
        }
        for number, rule in enumerate(tiers.rules, start=1)
    ]
    print_rows(rows, list(rows[0]), output)


@tiers_app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A table of tiers, like corpora/labels/tiers.toml.")],
    as_of: AsOf = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Show which rows of the list a table of tiers would move; nothing is changed.

    Example: miner tiers check our-tiers.toml
    """
    from miner.cli.printing import print_rows, talk
    from miner.jobs.tier_check import check_tiers

    with interruptible():
        found = check_tiers(load(), file, parse_day(as_of))
    rows = [
        {
            "rank": row.rank,
            "drug": row.drug_name,
            "disease": row.disease_name,
            "before": row.before.tier,
            "after": row.after.tier,
            "why": row.after.reason,
            "who": row.after.who,
        }
        for row in found.moved
    ]
    print_rows(rows, ["rank", "drug", "disease", "before", "after", "why", "who"], output)
    names = sorted(found.counts_before | found.counts_after)
    counts = (f"{name} {found.counts_before.get(name, 0):,} to {found.counts_after.get(name, 0):,}" for name in names)
    talk(f"{len(rows):,} of {sum(found.counts_after.values()):,} candidates would move; {', '.join(counts)}")
