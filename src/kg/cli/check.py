"""``kg check``: a graph → what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output


@click.command(epilog=options.example("kg check"))
@options.database
@options.json_flag
def command(db: Path, as_json: bool) -> None:
    """Check the graph against the ontology: each finding is one line."""
    from kg.pipeline import check
    from kg.store.reading import open_database

    with open_database(db) as database:
        findings = check(database.store)
    if as_json:
        output.echo_json({"count": len(findings), "findings": list(findings)})
    else:
        for finding in findings:
            click.echo(output.line(finding))
        click.echo(f"{len(findings)} findings")
    options.finish(1 if findings else 0)
