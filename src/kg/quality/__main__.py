"""Annotated folders → their figures, as the packaged models read them and with each document left out in turn.

python -m kg.quality GOLD[:TEXT] … [--fitted] [--calibration]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from kg.quality.calibration import Judged, by_class, by_range, judge
from kg.quality.measuring import FIGURES, Models, fitted, folder, left_out, measure, taught
from kg.quality.training import Document, Examples

Way = tuple[str, list[tuple[Document, Models]]]
"""A name, and documents with the models that they are read with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a figure, one column pair a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", metavar="GOLD[:TEXT]")
    parser.add_argument("--fitted", action="store_true", help="only as the packaged models read (quick)")
    parser.add_argument("--calibration", action="store_true", help="how often each confidence class is right instead")
    options = parser.parse_args(arguments)
    folders: dict[str, list[Document]] = {}
    for pair in options.gold:
        name, group = folder(pair)
        folders[pair if name in folders else name] = group
    if not any(folders.values()):
        click.echo("no annotated documents found; name folders with <doc>.jsonl and text/<doc>.txt", err=True)
        return 2
    lessons = {} if options.fitted else taught(document for group in folders.values() for document in group)
    if options.calibration:
        _calibration(folders, lessons)
    else:
        _figures(folders, lessons)
    return 0


def _ways(folders: Mapping[str, list[Document]], lessons: Mapping[str, Examples]) -> Iterator[Way]:
    """Each folder as the packaged models read it, and as models read it that do not know the document."""
    packaged = fitted()
    for name, group in folders.items():
        yield name, [(document, packaged) for document in group]
        if lessons:
            yield f"{name}, left out", list(left_out(group, lessons))


def _figures(folders: Mapping[str, list[Document]], lessons: Mapping[str, Examples]) -> None:
    columns = [(name, measure(found)) for name, found in _ways(folders, lessons)]
    click.echo(" ".join(["figure".ljust(12), *(name.rjust(18) for name, _ in columns)]))
    for figure in FIGURES:
        click.echo(" ".join([figure.ljust(12), *(_said(figures[figure]).rjust(18) for _, figures in columns)]))


def _calibration(folders: Mapping[str, list[Document]], lessons: Mapping[str, Examples]) -> None:
    together: dict[str, list[Judged]] = {}
    for name, found in _ways(folders, lessons):
        judged = [norm for document, models in found for norm in judge(document, models)]
        together.setdefault("all, left out" if name.endswith(", left out") else "all", []).extend(judged)
        _shares(name, judged)
    if len(folders) > 1:
        for name, judged in together.items():
            _shares(name, judged)


def _shares(name: str, judged: Sequence[Judged]) -> None:
    """Two tables: by class, and by the probabilities that classes are made of."""
    click.echo(f"{name:<20} {'norms':>7} {'matched':>8} {'exact':>8} {'whole':>8}")
    for share in (*by_class(judged), *by_range(judged)):
        shares: Iterable[float | None] = (share.matched, share.exact, share.whole)
        click.echo(f"  {share.name:<18} {share.norms:>7} " + " ".join(f"{_said(one):>8}" for one in shares))
    click.echo()


def _said(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "–"


if __name__ == "__main__":
    sys.exit(main())
