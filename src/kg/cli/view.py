"""``kg view``: the graph → pictures as pages."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output


@click.command(epilog=options.example("kg view --all", "kg view position --level municipal --who leadership"))
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="All pictures.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("visualizations"),
    show_default=True,
    help="Folder for the pages.",
)
@click.option("--key", default="", help="For `directive`: only the page of this directive.")
@click.option("--level", help="For `position`: organisational level, in English or Chinese.")
@click.option("--who", help="For `position`: body or people, in English or Chinese.")
@options.database
def command(
    name: str | None,
    everything: bool,
    out: Path,
    key: str,
    level: str | None,
    who: str | None,
    db: Path,
) -> None:
    """Write pictures as pages that work offline; without a name: list the pictures."""
    from kg import views
    from kg.store.reading import open_database

    if everything and (name or key or level or who):
        raise click.UsageError("--all writes every picture as it is defined; name one picture to choose its values")
    if name is None and not everything:
        for known in views.names():
            title = views.load(known).title
            click.echo(output.line(f"{known:<12} {title.zh}  {title.en}"))
        return
    with open_database(db) as database:
        if everything:
            pages = views.render_all(database.connection, out)
        else:
            values = {key: value for key, value in (("level", level), ("who", who)) if value}
            pages = views.render(str(name), database.connection, out, key=key, **values)
    for page in pages:
        click.echo(output.line(str(page)))
