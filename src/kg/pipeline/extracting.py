"""Many documents → one file of norms each, in several processes, each file whole or not there.

Readings stay in the process that made them and are written as they are; only counts travel back, so memory does not
grow with the number of documents.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UnreadableFile
from kg.pipeline.documents import digest, pool_size, read_norms, why
from kg.pipeline.manifest import Entry, manifest, part


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one document: its norms are in ``target``, or ``error`` says in one line why not."""

    path: Path
    target: Path
    norms: int = 0
    error: str = ""
    kept: bool = False
    """Whether an earlier run had made the file, of the same document by the same program."""


def extract_into(
    files: Sequence[tuple[Path, str]], out: Path, *, jobs: int | None = None, fresh: bool = False
) -> Iterator[Extracted]:
    """Write the norms of each document into ``out`` under the name given with it, and say so, finished ones first.

    What an earlier run finished is not made again unless ``fresh``. Same bytes for any number of ``jobs``.
    """
    with manifest(out, fresh=fresh) as known:
        todo: list[tuple[Path, str, str]] = []
        for path, name in files:
            try:
                state = _state(path)
            except Exception as error:  # noqa: BLE001 - one document must not stop ten thousand others
                yield Extracted(path, out / name, error=why(path, error))
                continue
            entry = known.finished(name, state)
            if entry is None:
                todo.append((path, name, state))
            else:
                yield Extracted(path, out / name, norms=entry.norms, kept=True)
        for parent in sorted({(out / name).parent for _, name, _ in todo}):
            parent.mkdir(parents=True, exist_ok=True)
        tasks = ((path, part(out, name), out / name) for path, name, _ in todo)
        done = _run(tasks, [path for path, _, _ in todo], jobs)
        for (path, name, state), result in zip(todo, done, strict=True):
            if isinstance(result, str):
                yield Extracted(path, out / name, error=result)
            else:
                norms, written = result
                known.note(Entry(name, state, written, norms))
                yield Extracted(path, out / name, norms=norms)


def extract_each(paths: Sequence[Path], *, jobs: int | None = None) -> Iterator[Extracted]:
    """The same, in order, each into a file that is there until the next is asked for."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        targets = [Path(folder, f"{number}.jsonl") for number in range(len(paths))]
        tasks = ((path, target.with_suffix(".part"), target) for path, target in zip(paths, targets, strict=True))
        for path, target, result in zip(paths, targets, _run(tasks, paths, jobs), strict=True):
            if isinstance(result, str):
                yield Extracted(path, target, error=result)
            else:
                yield Extracted(path, target, norms=result[0])
                target.unlink()


def _run(
    tasks: Iterable[tuple[Path, Path, Path]], paths: Sequence[Path], jobs: int | None
) -> Iterator[tuple[int, str] | str]:
    workers = pool_size(paths, jobs)
    if workers == 1:
        for task in tasks:
            yield write_norms(*task)
        return
    from kg.pipeline.pool import run_all

    yield from run_all(write_norms, tasks, workers)


def write_norms(path: Path, aside: Path, target: Path) -> tuple[int, str] | str:
    """Write a document's norms to ``target``: their number and the file's digest, or why it could not be read.

    The lines are written to ``aside`` first: ``target`` is never half a file.
    """
    from kg.extract.jsonl import rows

    try:
        reading = read_norms(path)
        total = hashlib.sha256()
        with aside.open("wb") as file:
            for row in rows(reading, path.stem):
                # A lone surrogate is no UTF-8; as an escape it is what JSON says for it.
                line = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
                total.update(line)
                file.write(line)
        try:
            aside.replace(target)
        except OSError as error:
            aside.unlink(missing_ok=True)
            reason = error.strerror or "cannot be written"
            return str(UnreadableFile(str(target), reason, "check the name, the folder and its rights"))
        return len(reading.norms), total.hexdigest()
    except Exception as error:  # noqa: BLE001 - one document must not stop ten thousand others
        return why(path, error)


def _state(path: Path) -> str:
    """The digest of all that a document's norms depend on."""
    from kg.read import metadata

    return digest(path, metadata(path).key)
