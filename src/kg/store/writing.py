"""Quads → a new generation of a database directory, built aside and switched to in one step."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.documents import DocumentShelf
from kg.store.layout import Generation, Layout
from kg.store.lock import only_builder, unread

MANIFEST_VERSION = 1


class Builder:
    """The one process that builds in a directory. Use as ``with open_builder(path) as builder``."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.documents = DocumentShelf(layout.documents)

    def write(
        self,
        quads: Iterable[ox.Quad],
        lines: Iterable[bytes],
        finish: Callable[[ox.Store], dict[str, Any]],
        documents: dict[str, str],
        *,
        in_memory: bool = False,
    ) -> dict[str, Any]:
        """Build a generation and switch to it; returns its manifest.

        ``quads`` and ``lines`` (blocks of N-Quads) are what is asserted. ``finish`` adds what follows from them
        and says what the manifest shall hold. ``documents`` maps document keys to digests. ``in_memory`` is for graphs
        that fit there: reasoning, which writes and reads by turns, is then several times as fast.
        Until the switch nothing a reader sees has changed; afterwards the generations that no reader holds are gone.
        """
        generation = self._layout.next_generation()
        generation.graph.mkdir(parents=True)
        manifest = {"version": MANIFEST_VERSION, "documents": dict(sorted(documents.items()))}
        manifest |= self._fill(generation, quads, lines, finish, in_memory=in_memory)
        generation.readers.touch()
        generation.manifest.write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
        )
        _sync(generation.path)
        self._switch(generation)
        self.tidy()
        return manifest

    def tidy(self) -> None:
        """Remove generations that do not answer and that no reader holds, and quads of documents that are gone.

        Without a generation that answers, kept quads stay: they are what a killed first build had done.
        """
        current = self._layout.answering()
        for generation in self._layout.all_generations():
            if current is not None and generation.path == current.path:
                continue
            with unread(generation.readers) as free:
                if free:
                    shutil.rmtree(generation.path, ignore_errors=True)
        for path in self._layout.root.glob("current.*.part"):
            path.unlink(missing_ok=True)
        if current is not None:
            self.documents.prune(_documents(current).items())

    def _fill(
        self,
        generation: Generation,
        quads: Iterable[ox.Quad],
        lines: Iterable[bytes],
        finish: Callable[[ox.Store], dict[str, Any]],
        *,
        in_memory: bool,
    ) -> dict[str, Any]:
        disk = ox.Store(str(generation.graph))
        store = ox.Store() if in_memory else disk
        store.bulk_extend(quads)
        store.bulk_load(cast("IO[bytes]", _Blocks(lines)), ox.RdfFormat.N_QUADS, lenient=True)
        facts = finish(store)
        if store is not disk:
            with tempfile.TemporaryFile() as between:
                store.dump(between, ox.RdfFormat.N_QUADS)
                between.seek(0)
                disk.bulk_load(between, ox.RdfFormat.N_QUADS, lenient=True)
        disk.optimize()
        disk.flush()
        return facts

    def _switch(self, generation: Generation) -> None:
        aside = self._layout.root / f"current.{os.getpid()}.part"
        aside.unlink(missing_ok=True)
        aside.symlink_to(generation.path.relative_to(self._layout.root))
        aside.replace(self._layout.current)
        _sync_one(self._layout.root)


@contextmanager
def open_builder(path: Path) -> Iterator[Builder]:
    """Become the builder of a database directory, which is made where it is absent; left-overs are cleared first.

    ``StoreError`` where another process builds there, or where the directory holds something else.
    """
    layout = Layout(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        strangers = {entry.name for entry in path.iterdir()} - {"current", "generations", "documents", "lock"}
    except OSError as error:
        raise StoreError(f"{path}: no directory can be made there ({error.strerror}); give another --out") from error
    if any(not name.startswith("current.") for name in strangers):
        raise StoreError(
            f"{path}: holds files that are no database ({min(strangers)}); give an empty or a new directory"
        )
    with only_builder(layout.lock):
        builder = Builder(layout)
        builder.tidy()
        yield builder


def _documents(generation: Generation) -> dict[str, str]:
    manifest = json.loads(generation.manifest.read_text(encoding="utf-8"))
    return dict(manifest["documents"])


class _Blocks:
    """Blocks of bytes as one readable stream, so that a large graph is loaded without standing in memory."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = memoryview(next(self._blocks, b""))
            while not self._rest and (block := next(self._blocks, None)) is not None:
                self._rest = memoryview(block)
        if size < 0:
            taken = bytes(self._rest) + b"".join(self._blocks)
            self._rest = memoryview(b"")
            return taken
        taken, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return taken


def _sync(folder: Path) -> None:
    """Have everything below a folder on the disk before anything points to it."""
    for parent, _, files in os.walk(folder):
        for name in files:
            _sync_one(Path(parent, name))
        _sync_one(Path(parent))
    _sync_one(folder.parent)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
