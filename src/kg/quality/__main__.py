"""Annotated folders → their figures, as the packaged models read them and with each document left out in turn.

python -m kg.quality GOLD[:TEXT] … [--fitted]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from kg.extract.jsonl import row
from kg.extract.model import Model, packaged
from kg.extract.read import MODELS, Reader
from kg.lexicon import load
from kg.model import SourceText
from kg.quality.scoring import Figures, Tally
from kg.quality.training import Document, Examples, Teacher, documents, train_all
from kg.structure import parse

_NAMES = (
    "norm_f1",
    "whole_f1",
    "modality",
    "bearers",
    "level",
    "cadence",
    "mechanisms",
    "target",
    "refs",
    "checkable",
    "char_f1",
)


def measure(found: Iterable[tuple[Document, Mapping[str, Model]]]) -> Figures:
    """Figures over documents, each read with its own models."""
    tally = Tally()
    for document, models in found:
        directive = parse(SourceText.plain(f"{document.name}.txt", document.text), document.name)
        reading = Reader(directive, load(), models).read()
        tally.add([row(norm) for norm in reading.norms], document.rows, document.text)
    return tally.figures()


def main() -> int:
    """Print one line a figure, one column pair a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", metavar="GOLD[:TEXT]")
    parser.add_argument("--fitted", action="store_true", help="only as the packaged models read (quick)")
    options = parser.parse_args()
    folders: dict[str, list[Document]] = {}
    for pair in options.gold:
        gold, _, texts = pair.partition(":")
        folders[Path(gold).name] = list(documents(Path(gold), Path(texts) if texts else Path(gold) / "text"))
    if not any(folders.values()):
        click.echo("no annotated documents found; name folders with <doc>.jsonl and text/<doc>.txt", err=True)
        return 2
    fitted = {name: packaged(name) for name in MODELS}
    columns: list[tuple[str, Figures]] = []
    taught: dict[str, Examples] = {}
    if not options.fitted:
        taught = {document.name: Teacher(document).teach() for group in folders.values() for document in group}
    for name, group in folders.items():
        columns.append((name, measure((document, fitted) for document in group)))
        if taught:
            columns.append((f"{name}, left out", measure((document, _without(taught, document)) for document in group)))
    click.echo(" ".join(["figure".ljust(12), *(name.rjust(18) for name, _ in columns)]))
    for figure in _NAMES:
        click.echo(" ".join([figure.ljust(12), *(_said(figures[figure]).rjust(18) for _, figures in columns)]))
    return 0


def _without(taught: Mapping[str, Examples], document: Document) -> Mapping[str, Model]:
    """Models trained on all documents but one."""
    return train_all(examples for name, examples in taught.items() if name != document.name)


def _said(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "–"


if __name__ == "__main__":
    sys.exit(main())
