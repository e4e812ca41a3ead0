"""What a folder of outputs was made of → which of them need not be made again, after an interruption too.

``<folder>/.kg-extract/`` holds ``manifest.jsonl`` (a line an output: its name, the digest of all that it was made of,
the digest of its own bytes), a lock, and files in the making.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from kg.errors import KgError

NAME = ".kg-extract"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished output: ``state`` is the digest of what it was made of, ``digest`` that of its bytes."""

    name: str
    state: str
    digest: str
    norms: int


class Manifest:
    """The finished outputs of a folder; each is noted as soon as it is whole."""

    def __init__(self, folder: Path, entries: dict[str, Entry], log: TextIO) -> None:
        self._folder = folder
        self._entries = entries
        self._log = log

    def finished(self, name: str, state: str) -> Entry | None:
        """The output ``name`` if it was made of the same and nobody has changed it since."""
        entry = self._entries.get(name)
        if entry is None or entry.state != state or digest_of(self._folder / name) != entry.digest:
            return None
        return entry

    def note(self, entry: Entry) -> None:
        """An output is in its place: remember it even if the next moment is the last."""
        self._entries[entry.name] = entry
        self._log.write(_line(entry))
        self._log.flush()


@contextmanager
def manifest(folder: Path, *, fresh: bool = False) -> Iterator[Manifest]:
    """The manifest of ``folder`` for one run; ``fresh``: as if nothing were there.

    ``KgError`` while another run writes. The file is written anew, sorted, at the start (a killed run may have torn
    its last line) and at the end.
    """
    own = folder / NAME
    own.mkdir(parents=True, exist_ok=True)
    with (own / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KgError(f"{folder}: another run writes here; wait for it or name another folder") from error
        for left in own.glob("*.part"):
            left.unlink(missing_ok=True)
        path = own / "manifest.jsonl"
        entries = {} if fresh else _read(path)
        _write(path, entries)
        with path.open("a", encoding="utf-8", errors="surrogateescape") as log:
            try:
                yield Manifest(folder, entries, log)
            finally:
                _write(path, entries)


def part(folder: Path, name: str) -> Path:
    """Where the output ``name`` is written until it is whole."""
    return folder / NAME / f"{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.part"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, empty where there is none to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read(path: Path) -> dict[str, Entry]:
    """The entries of a manifest; a line that is no entry is passed over, the last of several for one output holds."""
    entries: dict[str, Entry] = {}
    if not path.is_file():
        return entries
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            try:
                entry = Entry(**json.loads(line))
            except (TypeError, ValueError):
                continue
            if isinstance(entry.name, str):
                entries[entry.name] = entry
    return entries


def _write(path: Path, entries: dict[str, Entry]) -> None:
    """All entries in order of their names, in one step."""
    aside = path.with_suffix(".part")
    with aside.open("w", encoding="utf-8", errors="surrogateescape") as file:
        file.writelines(_line(entries[name]) for name in sorted(entries))
    aside.replace(path)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"
