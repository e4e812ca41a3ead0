"""``kg extract``: documents → norms, without a graph."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from kg.model import Reading
    from kg.pipeline import Extracted


@click.command(
    epilog=options.example(
        "kg extract notice.txt --format table",
        "kg extract documents/ --out build/norms --jobs 4",
        "kg extract notice.txt --trace",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "table", "trace")),
    default="jsonl",
    show_default=True,
    help="How to print.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write <stem>.jsonl for each file into this folder; an interrupted run goes on where it stood.",
)
@click.option("--fresh", is_flag=True, help="With --out: read again what an earlier run has finished.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read files.  [default: as many as it pays]")
@click.option("--trace", is_flag=True, help="Same as --format trace: how each sentence was read, and by which rules.")
@click.option("--json", "as_json", is_flag=True, help="With --trace: one JSON object a sentence.")
def command(
    *, files: tuple[Path, ...], form: str, out: Path | None, fresh: bool, jobs: int | None, trace: bool, as_json: bool
) -> None:
    """Read the norms of documents: one JSON object a line, the document's header first."""
    from kg import lexicon
    from kg.read import find

    form = "trace" if trace else form
    if out is None and fresh:
        raise click.UsageError("--fresh goes with --out")
    if out is not None and form != "jsonl":
        raise click.UsageError(f"--format {form} prints; leave out --out")
    if as_json and form == "table":
        raise click.UsageError("--json goes with --trace; without it, norms are JSON already")
    lexicon.load()  # mistakes in word lists are no fault of any document
    if form != "jsonl":
        options.finish(_show(find(files), form, as_json=as_json))
        return
    from kg.pipeline import extract_each, extract_into

    if out is not None:
        named = _names(files)
        out.mkdir(parents=True, exist_ok=True)
        options.finish(_tell(extract_into(named, out, jobs=jobs, fresh=fresh), len(named)))
        return
    paths = find(files)
    options.finish(_print(extract_each(paths, jobs=jobs), len(paths)))


def _names(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each document with the name of its output; a named folder's own folders are kept.

    Two documents of one name would write one file.
    """
    from kg.read import find

    named: dict[str, Path] = {}
    for path in find(files):
        folder = next((folder for folder in files if folder.is_dir() and path.is_relative_to(folder)), path.parent)
        name = str(path.relative_to(folder).with_name(f"{path.stem}.jsonl"))
        if name in named:
            raise click.UsageError(f"{named[name]} and {path} would both be written to {name}; give them apart")
        named[name] = path
    return [(path, name) for name, path in named.items()]


def _tell(results: Iterable[Extracted], total: int) -> int:
    """Say on standard error what becomes of each document, then the sums."""
    norms = kept = failed = 0
    with _progress(total) as note:
        for result in results:
            norms += result.norms
            kept += result.kept
            failed += bool(result.error)
            said = "" if result.kept else f"{output.line(result.path.name)}: {result.norms:,} norms"
            note(_failure(result) or said)
    if total > 1:
        click.echo(f"{total:,} documents ({kept:,} finished before, {failed:,} unreadable): {norms:,} norms", err=True)
    return 1 if failed else 0


def _print(results: Iterable[Extracted], total: int) -> int:
    """Copy each document's lines to standard output, in order."""
    failed = 0
    with _progress(0 if sys.stdout.isatty() else total) as note:
        for result in results:
            failed += bool(result.error)
            if not result.error:
                with result.target.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
            note(_failure(result))
    return 1 if failed else 0


def _failure(result: Extracted) -> str:
    return f"kg: {output.line(result.error)}" if result.error else ""


def _note(said: str) -> None:
    if said:
        click.echo(said, err=True)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """What takes a line (or none) for each document that is done.

    On a terminal it moves a bar and shows only failures, elsewhere it prints the lines as they come.
    """
    if total <= 1 or not sys.stderr.isatty():
        yield _note
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    columns = (TextColumn("read"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("read", total=total)

        def advance(said: str) -> None:
            if said.startswith("kg: "):
                bars.console.print(Text(said), soft_wrap=True)
            bars.advance(task)

        yield advance


def _show(paths: Sequence[Path], form: str, *, as_json: bool) -> int:
    """Print tables or traces, one document after the other."""
    from kg.pipeline.documents import read_norms, why

    failed = False
    for path in paths:
        try:
            if form == "table":
                _table(read_norms(path))
            else:
                _trace(path, as_json=as_json)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  one document must not stop the others
            click.echo(f"kg: {output.line(why(path, error))}", err=True)
            failed = True
    return 1 if failed else 0


def _table(reading: Reading) -> None:
    click.echo(output.line(reading.directive.header.title or reading.directive.source.name))
    rows = [
        (
            norm.path,
            norm.quote,
            norm.modality.value.value,
            "；".join(bearer.words for bearer in norm.bearers) or f"({norm.bearer_source.value})",
            norm.level.notation,
            "；".join(cadence.words for cadence in norm.cadence),
        )
        for norm in reading.norms
    ]
    output.echo_table(("path", "quote", "modality", "bearers", "level", "cadence"), rows)
    click.echo(f"\n{len(rows)} norms, {len(reading.unread)} sentences without one")


def _trace(path: Path, *, as_json: bool) -> None:
    """Each sentence with the way from its words to its norms."""
    from kg import lexicon
    from kg.cli import tracing
    from kg.extract.model import packaged
    from kg.extract.read import MODELS, Reader
    from kg.extract.trace import trace
    from kg.pipeline import parse

    found = trace(Reader(parse(path), lexicon.load(), {name: packaged(name) for name in MODELS}))
    if as_json:
        for row in tracing.rows(found, path.stem):
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        for text in tracing.lines(found):
            click.echo(output.line(text))
