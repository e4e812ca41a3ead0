"""``kg evaluate``: extracted norms beside a reference annotation → figures."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog=options.example("kg extract documents/*.txt --out build/norms", "kg evaluate build/norms gold/"))
@click.argument("pred", type=_FOLDER)
@click.argument("gold", type=_FOLDER)
@click.option("--text", type=_FOLDER, help="Folder of the texts, <doc>.txt.  [default: GOLD/text]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(pred: Path, gold: Path, text: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Compare the norms in PRED with the reference annotation in GOLD, document by document (<doc>.jsonl)."""
    from kg.quality.scoring import evaluate

    texts = text or gold / "text"
    if not texts.is_dir():
        raise click.UsageError(f"{texts}: no such folder; say where the texts are with --text")
    figures = evaluate(pred, gold, texts)
    if as_json:
        output.echo_json(figures)
        return
    for name, value in figures.items():
        said = (
            f"{value:.3f}"
            if isinstance(value, float)
            else ", ".join(map(str, value))
            if isinstance(value, list)
            else str(value)
        )
        click.echo(output.line(f"{name:<20} {said}"))
