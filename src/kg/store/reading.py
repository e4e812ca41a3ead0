"""A database directory → an open, read-only graph that stays whole while it is read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.embedded import Embedded, one_line
from kg.store.layout import Generation, Layout
from kg.store.lock import hold

_ATTEMPTS = 100
"""A reader may meet a generation that is being replaced; each try looks at ``current`` again."""


class Database:
    """An open database. Its generation stays while it is open, and a later build does not change what it answers."""

    def __init__(self, generation: Generation, handle: int) -> None:
        self._handle: int | None = handle
        self.path = generation.path
        try:
            self.store = ox.Store.read_only(str(generation.graph))
            self.manifest: dict[str, Any] = json.loads(generation.manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            self.close()
            raise StoreError(
                f"{generation.path}: the database cannot be opened ({one_line(error)}); build it again with kg build"
            ) from error
        self.connection = Embedded(self.store)

    def __repr__(self) -> str:
        return f"Database({str(self.path)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the generation."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def open_database(path: Path) -> Database:
    """Open what the last finished build left in a database directory; ``StoreError`` where there is none."""
    layout = Layout(path)
    for _ in range(_ATTEMPTS):
        generation = layout.answering()
        if generation is None:
            break
        try:
            handle = hold(generation.readers)
        except (FileNotFoundError, BlockingIOError):
            continue
        return Database(generation, handle)
    raise StoreError(f"{path}: no database there; make one with: kg build --out {path}")


def open_store(path: Path) -> ox.Store:
    """The read-only store alone, for a short look; ``open_database`` where it is read for longer."""
    with open_database(path) as database:
        return database.store
