"""``kg build``: documents → database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline import Progress, Summary

_SHOWN = 20


@click.command(epilog=options.example("kg build documents/ --out build/graph"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KG_DATABASE",
    default=options.DEFAULT,
    show_default=True,
    show_envvar=True,
    help="Database directory; it goes on answering until the new graph is whole.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that read documents.  [default: as many as it pays]"
)
@options.json_flag
def command(paths: tuple[Path, ...], out: Path, jobs: int | None, as_json: bool) -> None:
    """Build the graph of the documents in PATH (files or folders; without one: those that come with kg).

    Documents that have not changed since the last build are not read again.
    """
    from kg.pipeline import build

    with _progress() as tell:
        summary = build(paths, out, progress=tell, jobs=jobs)
    if as_json:
        output.echo_json(summary.as_dict())
    else:
        _print(summary)
    for failure in summary.failures:
        click.echo(f"kg: {output.line(failure.message)}", err=True)
    for finding in summary.findings[:_SHOWN]:
        click.echo(f"kg: {output.line(finding)}", err=True)
    if len(summary.findings) > _SHOWN:
        click.echo(f"kg: … {len(summary.findings) - _SHOWN} more findings: kg check", err=True)
    options.finish(1 if summary.failures or summary.findings else 0)


def _print(summary: Summary) -> None:
    explained = summary.sentences - summary.bearing - summary.not_understood
    click.echo(f"documents  {len(summary.documents)} ({summary.reused} unchanged, {len(summary.failures)} unreadable)")
    click.echo(f"norms      {summary.norms:,}")
    click.echo(
        f"sentences  {summary.sentences:,} ({summary.bearing:,} with norms, {explained:,} that are none,"
        f" {summary.not_understood:,} not understood)"
    )
    click.echo(f"triples    {summary.triples:,} ({summary.inferred:,} inferred)")
    click.echo(f"findings   {len(summary.findings)}")
    click.echo(f"database   {output.line(str(summary.database))} ({summary.seconds:.1f} s)")


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    from sys import stderr

    if not stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("read", total=None)

        def tell(progress: Progress) -> None:
            bars.update(task, description=progress.stage, completed=progress.done, total=progress.total or None)

        yield tell
