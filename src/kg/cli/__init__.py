"""The command ``kg``: each command parses options, calls one function, prints."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO

EXIT_FINDINGS = 1
EXIT_MISUSE = 2
EXIT_INTERRUPTED = 130


def main() -> None:
    """Run ``kg``; every failure that the user can mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        _utf8(stream)
    sys.exit(_run())


def _run() -> int:
    import click

    from kg.cli.commands import kg
    from kg.cli.output import line
    from kg.errors import KgError, NoDocument

    try:
        code = kg.main(prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return EXIT_MISUSE
    except KgError as error:
        click.echo(f"kg: {line(str(error))}", err=True)
        return EXIT_FINDINGS if isinstance(error, NoDocument) else EXIT_MISUSE
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough. What is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"kg: {line(_plain(error))}", err=True)
        return EXIT_MISUSE
    return code if isinstance(code, int) else 0


def _plain(error: OSError) -> str:
    """What went wrong with which file, and what to do, without the number of the error."""
    what = error.strerror or str(error)
    place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    # The store names a full disk in its own words, without a number.
    full = error.errno in {errno.ENOSPC, errno.EDQUOT} or "No space left" in what
    return f"{place}{what}; {'make room, or write to another disk' if full else 'check the path and its permissions'}"


def _utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale says; what is no text (a lone surrogate in a file name) is escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
