"""``kg export``: the graph → a file of another format."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

import click

from kg.cli import options, output


@click.command(epilog=options.example("kg export nquads --out graph.nq"))
@click.argument("form", type=click.Choice(("nquads", "turtle", "trig")), metavar="[nquads|turtle|trig]")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.  [default: standard output]"
)
@options.database
def command(form: str, out: Path | None, db: Path) -> None:
    """Write the graph as N-Quads, TriG (graphs apart) or Turtle (their union), sorted: same graph, same bytes."""
    from kg.store import dump
    from kg.store.reading import open_database

    if out is not None and not out.parent.is_dir():
        raise click.UsageError(f"{output.line(str(out.parent))}: no such folder; make it first")
    write = {"nquads": dump.nquads, "turtle": dump.turtle, "trig": dump.trig}[form]
    with open_database(db) as database:
        if out is None:
            write(database.store, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        aside = out.with_name(f"{out.name}.{os.getpid()}.part")
        try:
            with aside.open("wb") as stream:
                target: BinaryIO = stream
                write(database.store, target)
            aside.replace(out)
        finally:
            aside.unlink(missing_ok=True)
