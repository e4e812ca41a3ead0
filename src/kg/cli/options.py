"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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


def json_flag(command: Command) -> Command:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def finish(code: int) -> None:
    """Leave with an exit code: 1 for findings."""
    if code:
        raise click.exceptions.Exit(code)
