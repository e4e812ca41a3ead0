"""``kg explain``: one norm, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from kg.query.explaining import Bearing, Explanation

_MANY = 8


@click.command(epilog=options.example("kg explain central-2020-theme-education/item_1__norm_4"))
@click.argument("norm")
@options.database
@options.endpoint
@options.timeout
@options.json_flag
def command(norm: str, db: Path, endpoint: str | None, timeout: float, as_json: bool) -> None:
    """Show a norm in its sentence, how each part was read and by which rule, and why it applies.

    NORM is an IRI, or a directive key and a norm id as kg ask prints them.
    """
    from kg.query.explaining import explain

    with options.connection(db, endpoint, timeout) as connection:
        found = explain(connection, norm)
    if as_json:
        output.echo_json(found.as_dict())
    else:
        _print(found)


def _print(found: Explanation) -> None:
    place = " ".join(part for part in (found.path or found.number, found.heading) if part)
    click.echo(output.line(f"{found.id}"))
    click.echo(output.line(f"{found.title} {place}".strip()))
    click.echo()
    quote = click.style(output.line(found.quote), bold=True)
    click.echo(f"  {output.line(found.before)}【{quote}】{output.line(found.after)}")
    click.echo()
    checked = {True: ", checkable", False: ", not checkable", None: ""}[found.checkable]
    click.echo(f"{found.modality}, bearer {found.bearer_source}, confidence {found.confidence}{checked}")
    click.echo()
    click.echo("How it was read")
    rows = [(part.part, part.words, part.value, part.rule, part.start, part.end) for part in found.parts]
    output.echo_table(("part", "words", "value", "rule", "start", "end"), rows, numbers=frozenset({"start", "end"}))
    click.echo()
    click.echo("Why it applies")
    for bearer in found.bearers:
        _print_bearer(bearer)
    if not found.bearers:
        click.echo("  it falls on nobody: the text names no bearer, and the directive no addressee")
    if found.issues:
        click.echo("\nIssues")
        for issue in found.issues:
            click.echo(f"  {output.line(issue)}")
    if found.elsewhere:
        click.echo("\nIn the same words elsewhere")
        for other in found.elsewhere:
            click.echo(output.line(f"  {other.norm}  {other.title} {other.path}"))


def _print_bearer(bearer: Bearing) -> None:
    said = {
        "unstated": "no level is stated, so every level",
        "all": "every level",
        "listed": "the levels named",
        "bound": "that level and all above it",
    }.get(bearer.level_kind, bearer.level_kind)
    who = " + ".join(bearer.who) or "not in the vocabulary"
    stated = f" ({', '.join(bearer.stated_levels)})" if bearer.stated_levels else ""
    click.echo(output.line(f"  {bearer.label}: {who}; {said}{stated}; basis {bearer.basis}"))
    rows = [(level.level, level.basis, _few(level.by_name), _few(level.as_member)) for level in bearer.levels]
    if rows:
        output.echo_table(("level", "basis", "reached by name", "reached as members"), rows)


def _few(names: tuple[str, ...]) -> str:
    more = f" … {len(names)} in all" if len(names) > _MANY else ""
    return ", ".join(names[:_MANY]) + more
