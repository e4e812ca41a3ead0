"""``kg evaluate``: extracted norms beside a reference annotation → figures."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli import options, output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog=options.example("kg extract documents/*.txt --out build/norms", "kg evaluate build/norms gold/"))
@click.argument("pred", type=_FOLDER)
@click.argument("gold", type=_FOLDER)
@click.option("--text", type=_FOLDER, help="Folder of the texts, <doc>.txt.  [default: GOLD/text]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(pred: Path, gold: Path, text: Path | None, as_json: bool) -> None:
    """Compare the norms in PRED with the reference annotation in GOLD, document by document (<doc>.jsonl)."""
    from kg.errors import KgError, NotFound
    from kg.quality.scoring import evaluate

    texts = text or gold / "text"
    if not texts.is_dir():
        raise click.UsageError(f"{texts}: no such folder; say where the texts are with --text")
    both = sorted(path.name for path in gold.glob("*.jsonl") if (pred / path.name).is_file())
    if not both:
        raise NotFound(f"{pred} and {gold}: no <doc>.jsonl stands in both; make one with: kg extract FILE --out {pred}")
    for name in both:
        _check(pred / name, ("quote",))
        _check(gold / name, ("quote", "modality", "level", "checkable", "cadence"))
        text = texts / f"{Path(name).stem}.txt"
        if not text.is_file():
            raise NotFound(f"{text}: no such file; say where the texts are with --text")
    try:
        figures = evaluate(pred, gold, texts)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = " ".join(str(error).split())
        raise KgError(f"{pred} or {gold}: a value is not of the kind that kg extract writes ({said})") from error
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


def _check(path: Path, fields: tuple[str, ...]) -> None:
    """``KgError`` names the first line that is no norm."""
    from kg.errors import KgError

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not in UTF-8; save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise KgError(f"{path}: line {number} is no JSON ({error}); write one JSON object a line") from error
        if not isinstance(row, dict):
            raise KgError(f"{path}: line {number} is no JSON object; write one a line")
        missing = [name for name in fields if name not in row] if not row.get("header") else []
        if missing or not isinstance(row.get("quote", ""), str):
            raise KgError(f"{path}: line {number} lacks {', '.join(missing) or 'a quote in words'}")
