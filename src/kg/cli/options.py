"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.store.connection import Connection

DEFAULT = Path("build/graph")
Command = TypeVar("Command", bound=Callable[..., Any])


def example(*commands: str) -> str:
    """The end of a command's help: commands to try, each on its own line."""
    return "\b\nExample:\n" + "\n".join(f"  {command}" for command in commands)


def database(command: Command) -> Command:
    """``--db``: which database answers."""
    return click.option(
        "--db",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="KG_DATABASE",
        default=DEFAULT,
        show_default=True,
        show_envvar=True,
        help="Database directory.",
    )(command)


def endpoint(command: Command) -> Command:
    """``--endpoint``: another store answers, wherever it runs."""
    return click.option(
        "--endpoint",
        metavar="URL",
        help="Ask this SPARQL endpoint in place of the database; its default graph must be the union of all graphs.",
    )(command)


def timeout(command: Command) -> Command:
    """``--timeout``: seconds for one query of an endpoint."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        default=60.0,
        show_default=True,
        help="With --endpoint: seconds that one query may take.",
    )(command)


@contextmanager
def connection(db: Path, url: str | None, seconds: float) -> Iterator[Connection]:
    """What answers: the endpoint where one is named, else the database."""
    if url:
        from kg.store.remote import Remote

        yield Remote(url, seconds)
        return
    from kg.store.reading import open_database

    with open_database(db) as opened:
        yield opened.connection


def json_flag(command: Command) -> Command:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def finish(code: int) -> None:
    """Leave with an exit code: 1 for findings."""
    if code:
        raise click.exceptions.Exit(code)
