"""Paths → the documents among them, and a document's bytes, or one line that says why there are none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import NoDocument, NotFound, UnreadableFile

LIMIT = 64 * 1024 * 1024
"""The largest file that is read, in bytes, unless the caller says otherwise."""

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".md", ".markdown", ".docx", ".pdf"})
"""What in a folder is taken for a document. A file that is named itself is read whatever its suffix."""

FOREIGN = frozenset({".doc", ".wps", ".rtf", ".odt", ".ofd"})
"""Documents too, of formats that are not read: found in a folder they are named with the remedy, not passed over."""


def find(paths: Iterable[Path]) -> list[Path]:
    """The documents that ``paths`` name, sorted, each once.

    Of a folder, and the folders in it: files with a suffix of ``SUFFIXES`` or ``FOREIGN`` (upper case too); so neither
    the ``.yaml`` beside a document, nor a ``README.md``, nor anything hidden or left by an office program
    (``~$a.docx``). ``NotFound`` for a path that is not there, ``NoDocument`` where folders hold none.
    """
    paths = tuple(paths)
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            there = path.resolve()
            for document in _documents(path):
                found.setdefault(there / document.relative_to(path), document)
        elif path.exists():
            found.setdefault(path.parent.resolve() / path.name, path)
        else:
            raise NotFound(f"{path}: no such file or folder; check the spelling")
    if paths and not found:
        raise NoDocument(
            f"no documents in {', '.join(map(str, paths))}; of a folder, files are read that end in"
            f" {', '.join(sorted(SUFFIXES))}; name a file to read it whatever it ends in"
        )
    return sorted(found.values())


def _documents(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(parent, name)
            hidden = name.startswith((".", "~$")) or name.lower().startswith("readme.")
            if path.suffix.lower() in SUFFIXES | FOREIGN and not hidden:
                yield path


def load(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a document, or ``UnreadableFile`` with the remedy."""
    name = path.name or str(path)
    if path.is_dir():
        raise UnreadableFile(
            name, "is a folder", "name the files in it, or give the folder to a command that takes one"
        )
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnreadableFile(
                name, f"{size:,} bytes, more than the {limit:,} allowed", "split it or raise the limit"
            )
        if not path.is_file():
            raise UnreadableFile(name, "is no regular file", "save it as one")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(name, "no such file", "check the spelling") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(name, reason, "check its path and permissions") from error
    if len(data) > limit:
        raise UnreadableFile(name, f"more than the {limit:,} bytes allowed", "split it or raise the limit")
    if not data.strip(b"\0\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(name, "is empty", "check that it was copied whole")
    return data
