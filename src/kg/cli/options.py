"""Options that several commands share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store.connection import Connection

DEFAULT = Path("build/graph")
Command = TypeVar("Command", bound=Callable[..., Any])


def example(*commands: str) -> str:
    """The end of a command's help: commands to try, each on its own line."""
    return "\b\nExample:\n" + "\n".join(f"  {command}" for command in commands)


class Group(click.Group):
    """A group of commands that refuse an option with a value given twice: click would keep the last in silence."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            parser = command.make_parser(click.Context(command, info_name=name, parent=ctx))
            _refuse_repeats(parser.parse_args(args=list(rest))[2])
        return name, command, rest


def _refuse_repeats(given: list[click.Parameter]) -> None:
    for parameter, times in Counter(given).items():
        takes_one = isinstance(parameter, click.Option) and not (
            parameter.is_flag or parameter.multiple or parameter.count
        )
        if takes_one and times > 1:
            name = max(parameter.opts, key=len)
            raise KgError(f"{name} is given {times} times and takes one value; give it once")


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
