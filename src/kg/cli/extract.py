"""``kg extract``: documents → norms, without a graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from kg.model import Norm, Reading, Span

    Tell = Callable[[str, str, Span | None, str], None]


@click.command(
    epilog=options.example("kg extract notice.txt --format table", "kg extract documents/*.txt --out build/norms")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--format", "form", type=click.Choice(("jsonl", "table")), default="jsonl", show_default=True, help="How to print."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write <stem>.jsonl for each file into this folder."
)
@click.option("--trace", is_flag=True, help="Show the words, places and rules behind each part.")
def command(files: tuple[Path, ...], form: str, out: Path | None, trace: bool) -> None:  # noqa: FBT001
    """Read the norms of documents: one JSON object a line, the document's header first."""
    from kg import lexicon
    from kg.errors import KgError
    from kg.pipeline import read_norms
    from kg.read import find

    lexicon.load()
    paths = find(files)
    if out is not None:
        _check_names(paths)
        out.mkdir(parents=True, exist_ok=True)
    failed = False
    for path in paths:
        try:
            reading = read_norms(path)
        except KgError as error:
            click.echo(f"kg: {output.line(str(error))}", err=True)
            failed = True
            continue
        if out is not None:
            (out / f"{path.stem}.jsonl").write_text(
                _lines(reading, path.stem), encoding="utf-8", errors="backslashreplace"
            )
            click.echo(f"{output.line(path.name)}: {len(reading.norms)} norms", err=True)
        elif trace:
            _trace(reading)
        elif form == "table":
            _table(reading)
        else:
            click.echo(_lines(reading, path.stem), nl=False)
    options.finish(1 if failed else 0)


def _check_names(paths: Sequence[Path]) -> None:
    """Two documents of one stem would write one file."""
    stems: dict[str, Path] = {}
    for path in paths:
        if path.stem in stems:
            raise click.UsageError(
                f"{stems[path.stem]} and {path} would both be written to {path.stem}.jsonl; give them apart"
            )
        stems[path.stem] = path


def _lines(reading: Reading, name: str) -> str:
    from kg.extract.jsonl import rows

    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(reading, name))


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


def _trace(reading: Reading) -> None:
    """Each norm with the words, the place in the original and the rule of each of its parts."""
    source = reading.directive.source

    def tell(part: str, value: str, span: Span | None, rule: str) -> None:
        words = f"“{source.quote(span)}”" if span else "(no words)"
        place = source.to_original(span) if span else None
        at = f" {place.start}-{place.end}" if place else ""
        click.echo(output.line(f"    {part:<13} {value}  {words}{at}  {rule}"))

    for norm in reading.norms:
        _trace_norm(norm, tell)
    for unread in reading.unread:
        click.echo(
            output.line(f"{unread.provision}  no norm: {unread.reason}  “{source.quote(unread.span)}”  {unread.rule}")
        )


def _trace_norm(norm: Norm, tell: Tell) -> None:
    click.echo(output.line(f"{norm.id}  {norm.path}  {norm.confidence}"))
    tell("quote", "", norm.span, norm.rule)
    tell("modality", norm.modality.value, norm.modality.span, norm.modality.rule)
    tell("bearer source", norm.bearer_source.value, norm.bearer_source.span, norm.bearer_source.rule)
    for bearer in norm.bearers:
        tell("bearer", f"{'+'.join(bearer.who) or 'unknown'}@{bearer.level.notation}", bearer.span, bearer.rule)
    for cadence in norm.cadence:
        fields = {
            "count": cadence.count,
            "unit": cadence.unit,
            "per": cadence.per,
            "duration": cadence.duration,
            "each": cadence.each,
        }
        tell(
            "cadence",
            " ".join(f"{name}={value}" for name, value in fields.items() if value),
            cadence.span,
            cadence.rule,
        )
    for part, found in (("mechanism", norm.mechanisms), ("target", norm.targets), ("reference", norm.references)):
        for named in found:
            tell(part, " ".join(word for word in (named.key, named.kind) if word), named.span, named.rule)
    tell("checkable", str(norm.checkable.value).lower(), norm.checkable.span, norm.checkable.rule)
    for issue in norm.issues:
        tell("issue", f"{issue.code}: {issue.message}", issue.span, "")
