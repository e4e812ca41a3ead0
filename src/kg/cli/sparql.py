"""``kg sparql``: any query that reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click

from kg.cli import options, output

_MAX_ROWS = 1000


@click.command(
    epilog=options.example(
        'kg sparql "SELECT ?title { ?d <http://purl.org/dc/terms/title> ?title }" --format csv',
        "kg sparql queries/documents.rq",
        "kg sparql queries/documents.rq --endpoint http://localhost:7878/query",
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
@options.endpoint
def command(
    query: str,
    form: str,
    as_json: bool,
    limit: int | None,
    timeout: float,
    db: Path,
    endpoint: str | None,
) -> None:
    """Answer QUERY (SPARQL 1.1, or a file that holds it, or - for standard input) over the union of all graphs.

    Queries only: updates and SERVICE are refused.
    """
    text = _text(query)
    form = "json" if as_json else form
    rows = limit or _MAX_ROWS
    shown, most = ("json", rows + 1) if form == "table" else (form, limit or 0)
    blocks = _remote(endpoint, text, shown, most, timeout) if endpoint else _local(db, text, shown, most, timeout)
    if form == "table":
        _table(b"".join(blocks), rows)
        return
    for block in blocks:
        sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()


def _local(db: Path, text: str, form: str, most: int, deadline: float) -> Iterator[bytes]:
    from kg.query.sandbox import run
    from kg.store.reading import open_database

    with open_database(db) as database:
        yield from run(database.path / "graph", text, form=form, most=most, deadline=deadline)


def _remote(endpoint: str, text: str, form: str, most: int, deadline: float) -> Iterator[bytes]:
    from kg.query.guard import check
    from kg.query.worker import write
    from kg.store.remote import Remote

    check(text)
    result = BytesIO()
    write(Remote(endpoint, deadline).query(text), result, form, most)
    yield result.getvalue()


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
