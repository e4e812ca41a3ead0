"""Two revisions of the program → the norms that one reads and the other does not, or reads otherwise.

    python -m kg.quality.comparing BASE [TEXTS …]

Documents: those that come with the package, the texts of the reference annotation, and those in TEXTS. They are read
twice as they are now, by the program at revision BASE and by the working tree. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg import resources
from kg.errors import KgError
from kg.quality import rereading
from kg.read import find

Row = dict[str, Any]

_PASSED_OVER = frozenset({"doc", "place"})
"""Fields that tell norms apart or place them, and are no reading of theirs."""
_ENOUGH = 0.5
"""Norms that share this part of what both cover are one norm, cut otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One norm read by both, with (field, before, after) for each field that differs."""

    before: Row
    after: Row
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two readings of one document; ``errors``: why it could not be read before and after."""

    file: str
    gained: tuple[Row, ...] = ()
    lost: tuple[Row, ...] = ()
    changed: tuple[Change, ...] = ()
    errors: tuple[str, str] = ("", "")

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed or self.errors[0] != self.errors[1])


@dataclass(slots=True)
class Counts:
    """Sums over documents."""

    documents: int = 0
    differing: int = 0
    norms: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)

    def add(self, difference: Difference, norms: int) -> None:
        self.documents += 1
        self.differing += bool(difference)
        self.norms += norms
        self.gained += len(difference.gained)
        self.lost += len(difference.lost)
        self.changed += len(difference.changed)
        for change in difference.changed:
            for name, _, _ in change.fields:
                self.fields[name] = self.fields.get(name, 0) + 1


def compare(before: Row, after: Row) -> Difference:
    """What differs between two readings of one document, each as ``rereading.norms`` gives it."""
    errors = (before.get("error", ""), after.get("error", ""))
    if any(errors):
        return Difference(file=after["file"], errors=errors)
    old, new = before["norms"], after["norms"]
    paired = _pairs(old, new)
    matched = set(paired.values())
    changed = (_change(old[index], new[other]) for index, other in sorted(paired.items()))
    return Difference(
        file=after["file"],
        gained=tuple(row for index, row in enumerate(new) if index not in matched),
        lost=tuple(row for index, row in enumerate(old) if index not in paired),
        changed=tuple(change for change in changed if change.fields),
    )


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Norms of one place, then those that overlap enough, the best first; both sides are in text order."""
    at = {tuple(row["place"]): index for index, row in enumerate(new)}
    paired = {index: at[place] for index, row in enumerate(old) if (place := tuple(row["place"])) in at}
    taken = set(paired.values())
    options: list[tuple[float, int, int]] = []
    free = sorted((row["place"], index) for index, row in enumerate(new) if index not in taken)
    first = 0
    for (start, end), index in sorted((row["place"], index) for index, row in enumerate(old) if index not in paired):
        # Norms of one reading do not overlap: what ends before this one starts ends before all later ones too.
        while first < len(free) and free[first][0][1] <= start:
            first += 1
        for (left, right), other in free[first:]:
            if left >= end:
                break
            shared = (min(end, right) - max(start, left)) / (max(end, right) - min(start, left))
            if shared >= _ENOUGH:
                options.append((-shared, index, other))
    for _, index, other in sorted(options):
        if index not in paired and other not in taken:
            paired[index] = other
            taken.add(other)
    return paired


def _change(before: Row, after: Row) -> Change:
    names = [name for name in {**before, **after} if name not in _PASSED_OVER]
    return Change(
        before,
        after,
        tuple((name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)),
    )


def lines(difference: Difference) -> Iterator[str]:
    """A document's difference for people: + gained, - lost, ~ changed with each field, in text order."""
    yield difference.file
    for side, error in zip(("before", "after"), difference.errors, strict=True):
        if error:
            yield f"  ! {side}: {error}"
    told: list[tuple[list[int], list[str]]] = [
        *((row["place"], [f"  + {_words(row)}"]) for row in difference.gained),
        *((row["place"], [f"  - {_words(row)}"]) for row in difference.lost),
        *((change.after["place"], [f"  ~ {_words(change.after)}", *map(_field, change.fields)])
          for change in difference.changed),
    ]  # fmt: skip
    for _, text in sorted(told):
        yield from text


def _words(row: Row) -> str:
    return f"{row['part']}  {row['quote']}".strip().replace("\n", " ")


def _field(one: tuple[str, Any, Any]) -> str:
    name, before, after = one
    return f"      {name}: {_value(before)} → {_value(after)}"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def documents(texts: Sequence[Path]) -> list[Path]:
    """What is read: the package's documents, the reference's texts and those in ``texts``."""
    folders = [resources.documents(), resources.root() / "data" / "gold" / "text", *texts]
    return [path.absolute() for path in find([folder for folder in folders if folder in texts or folder.is_dir()])]


def checkout(repository: Path, revision: str, folder: Path) -> None:
    """The files of ``revision`` in ``folder``; the repository and its working tree stay as they are."""
    command = ["git", "-C", str(repository), "archive", "--format=tar", f"{revision}^{{tree}}"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  a list of words, no shell
    except OSError as error:
        raise KgError(f"git cannot be run ({error.strerror}); install it") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise KgError(f"no revision '{revision}' in {repository} ({said}); name one with BASE=")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def readings(tree: Path, files: Sequence[Path]) -> Iterator[Row]:
    """Each file as the program in ``tree`` reads it, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", str(Path(rereading.__file__))]
    with subprocess.Popen(  # noqa: S603  a list of words, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=tree
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise KgError("no pipe to the reading process")
        process.stdin.write(b"".join(os.fsencode(file) + b"\0" for file in files))
        process.stdin.close()
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise KgError(f"the program in {tree} cannot read documents (exit {process.returncode})")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what differs, document by document, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE", help="a revision that git knows")
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXTS", help="more files or folders")
    options = parser.parse_args(arguments)
    counts = Counts()
    try:
        files = documents(options.texts)
        with tempfile.TemporaryDirectory(prefix="kg-base-") as folder:
            checkout(resources.root(), options.base, Path(folder))
            both = zip(readings(Path(folder), files), readings(resources.root(), files), strict=True)
            for before, after in both:
                difference = compare(before, after)
                counts.add(difference, len(after.get("norms", ())))
                if difference:
                    click.echo("\n".join([*lines(difference), ""]))
    except KgError as error:
        click.echo(str(error), err=True)
        return 2
    click.echo(_sums(counts))
    return 1 if counts.differing else 0


def _sums(counts: Counts) -> str:
    fields = ", ".join(f"{name} {count}" for name, count in sorted(counts.fields.items()))
    return (
        f"{counts.documents} documents, {counts.differing} differ; {counts.norms} norms now: {counts.gained} gained,"
        f" {counts.lost} lost, {counts.changed} changed" + (f" ({fields})" if fields else "")
    )


if __name__ == "__main__":
    sys.exit(main())
