"""``kg sparql``: any query that reads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options, output

_MAX_ROWS = 1000
_MAX_BYTES = 4_000_000


@click.command(
    epilog=options.example(
        'kg sparql "SELECT ?title { ?d <http://purl.org/dc/terms/title> ?title }" --format csv',
        "kg sparql queries/documents.rq",
    )
)
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "xml", "csv", "tsv", "turtle", "ntriples")),
    default="table",
    show_default=True,
    help="How to print the result.",
)
@options.json_flag
@click.option(
    "--limit", type=click.IntRange(min=1), help=f"At most so many rows.  [default: {_MAX_ROWS} in a table, else all]"
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help="Seconds after which the query is ended.",
)
@options.database
def command(query: str, form: str, as_json: bool, limit: int | None, timeout: float, db: Path) -> None:  # noqa: FBT001
    """Answer QUERY (SPARQL 1.1, or a file that holds it, or - for standard input) over the union of all graphs.

    Queries only: updates and SERVICE are refused.
    """
    from kg.query.sandbox import run
    from kg.store.reading import open_database

    text = _text(query)
    form = "json" if as_json else form
    with open_database(db) as database:
        graph = database.path / "graph"
        if form == "table":
            rows = limit or _MAX_ROWS
            _table(b"".join(run(graph, text, form="json", most=rows + 1, deadline=timeout)), rows)
            return
        for block in run(graph, text, form=form, most=limit or 0, deadline=timeout):
            sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()


def _text(query: str) -> str:
    """The query itself, or the file or standard input that it names."""
    from kg.errors import NotFound

    if query == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    if "{" in query or "\n" in query:
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise NotFound(f"{query}: neither a query nor a file that can be read") from error


def _table(result: bytes, most: int) -> None:
    import json

    from kg.store.connection import Iri, Value

    try:
        found = json.loads(result)
    except ValueError:
        # Triples: their own notation is their best form.
        click.echo(result.decode("utf-8", "replace"), nl=False)
        return
    if "boolean" in found:
        click.echo("true" if found["boolean"] else "false")
        return
    columns = found["head"]["vars"]

    def cell(term: dict[str, str] | None) -> Value:
        if term is None:
            return None
        return Iri(term["value"]) if term["type"] == "uri" else str(term["value"])

    rows = [[cell(row.get(name)) for name in columns] for row in found["results"]["bindings"]]
    output.echo_table(columns, rows[:most])
    click.echo(f"\n{most} rows shown, there are more: --limit" if len(rows) > most else f"\n{len(rows)} rows")
