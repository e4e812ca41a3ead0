"""The quads of each document, kept apart so that an unchanged document is never read again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NAME = re.compile(r"(?P<key>.+)\.(?P<digest>[0-9a-f]{64})\.(nq\.gz|json)")


@dataclass(frozen=True, slots=True)
class Kept:
    """One document's quads as sorted N-Quads, and what is worth saying about them."""

    key: str
    digest: str
    path: Path
    facts: dict[str, Any]

    def lines(self) -> bytes:
        """The sorted N-Quads."""
        return gzip.decompress(self.path.read_bytes())


class DocumentShelf:
    """A folder of per-document quads, named by document key and by the digest of all that they depend on.

    A file is written under another name and renamed, so one that is there is whole; should it have been
    damaged since, it counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, digest: str) -> Kept | None:
        """What was kept for this key and digest, if it is there and whole."""
        quads, facts = self._paths(key, digest)
        try:
            found = json.loads(facts.read_text(encoding="utf-8"))
            with gzip.open(quads) as stream:
                whole = hashlib.file_digest(stream, "sha256").hexdigest() == found["sha256"]
        except (OSError, ValueError, EOFError, zlib.error, TypeError, KeyError):
            return None
        return Kept(key, digest, quads, found["facts"]) if whole else None

    def put(self, key: str, digest: str, lines: bytes, facts: dict[str, Any]) -> Kept:
        """Keep a document's sorted N-Quads."""
        self._folder.mkdir(parents=True, exist_ok=True)
        quads, about = self._paths(key, digest)
        _replace(quads, gzip.compress(lines, 3, mtime=0))
        described = {"sha256": hashlib.sha256(lines).hexdigest(), "facts": facts}
        _replace(about, json.dumps(described, ensure_ascii=True, sort_keys=True).encode())
        return Kept(key, digest, quads, facts)

    def prune(self, keep: Iterable[tuple[str, str]]) -> None:
        """Remove everything but the named (key, digest) pairs, left-overs of killed builds too."""
        wanted = set(keep)
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match is None or (match["key"], match["digest"]) not in wanted:
                path.unlink(missing_ok=True)

    def _paths(self, key: str, digest: str) -> tuple[Path, Path]:
        return self._folder / f"{key}.{digest}.nq.gz", self._folder / f"{key}.{digest}.json"


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that its name never stands for half of it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.write_bytes(content)
    aside.replace(path)
