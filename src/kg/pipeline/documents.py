"""One document → its quads, kept on a shelf under the digest of all that they depend on."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import KgError, UnreadableFile

if TYPE_CHECKING:
    from kg.model import Directive, Reading
    from kg.store.documents import DocumentShelf, Kept

POOL_BYTES = 1_500_000
"""From this much text on, and from ``POOL_DOCUMENTS`` on, several processes read."""
POOL_DOCUMENTS = 60

_METADATA = (".yaml", ".yml")
_TEXT_STAGES = ("errors.py", "resources.py", "model", "lexicon", "read", "structure", "extract", "populate", "pipeline")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is worth saying about one document that was read.

    ``sentences`` counts those that could carry a norm: ``bearing`` of them gave some, ``not_understood`` of them gave
    none and nothing explains why, and the others are told by kind (background, definition, …).
    """

    key: str
    file: str
    norms: int
    sentences: int
    bearing: int
    not_understood: int
    issues: int
    quads: int


def pool_size(paths: Sequence[Path], jobs: int | None) -> int:
    """How many processes read ``paths``: ``jobs`` where the user says so, one where starting more costs more."""
    from kg.pipeline.pool import processors

    workers = max(1, min(jobs or processors(), len(paths)))
    if jobs is None and len(paths) < POOL_DOCUMENTS and sum(map(_size, paths)) < POOL_BYTES:
        return 1
    return workers


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def parse(path: Path) -> Directive:
    """A file as a tree of provisions."""
    from kg.read import metadata, read
    from kg.structure import parse as parse_text

    return parse_text(read(path), metadata(path).key)


def read_norms(path: Path) -> Reading:
    """A file as norms."""
    from kg import lexicon
    from kg.extract import extract

    return extract(parse(path), lexicon.load())


def read_one(path: Path, key: str, state: str, shelf: DocumentShelf) -> Kept | str:
    """Read a document and keep its quads; a string says why it could not be read."""
    try:
        return _populate(path, key, state, shelf)
    except Exception as error:  # noqa: BLE001 - one document must not stop ten thousand others
        return why(path, error)


def why(path: Path, error: Exception) -> str:
    """Why a document could not be read: one line for the user; a fault's traceback for whoever listens to the log."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.filename in (None, path, str(path)):
        return str(UnreadableFile(path.name, error.strerror or str(error), "check the file and its rights"))
    logging.getLogger(__name__).debug("%s", path, exc_info=error)
    said = " ".join(str(error).split())[:200]
    return f"{path.name}: a fault of the program ({type(error).__name__}: {said}); please report it with the document"


def _populate(path: Path, key: str, state: str, shelf: DocumentShelf) -> Kept:
    import pyoxigraph as ox

    from kg import lexicon
    from kg.extract import extract
    from kg.populate import coverage, quads
    from kg.read import metadata, read
    from kg.structure import parse as parse_text

    reading = extract(parse_text(read(path), key), lexicon.load())
    lines = ox.serialize(quads(reading, metadata(path)), format=ox.RdfFormat.N_QUADS) or b""
    ordered = sorted(set(lines.splitlines(keepends=True)))
    read_of = coverage(reading)
    facts = DocumentFacts(
        key=key,
        file=path.name,
        norms=len(reading.norms),
        sentences=read_of.sentences,
        bearing=read_of.bearing,
        not_understood=read_of.unclear,
        issues=len(reading.issues) + len(reading.directive.issues) + sum(len(norm.issues) for norm in reading.norms),
        quads=len(ordered),
    )
    return shelf.put(key, state, b"".join(ordered), asdict(facts))


def digest(path: Path, key: str) -> str:
    """What a document's quads depend on: its bytes, its name, its metadata, and the program with its word lists."""
    total = hashlib.sha256()
    for part in (program_digest().encode(), key.encode(), path.name.encode("utf-8", "surrogateescape")):
        total.update(part + b"\0")
    for file in (path, *(path.with_suffix(suffix) for suffix in _METADATA)):
        if file.is_file():
            with file.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


@cache
def program_digest() -> str:
    """A digest of all program and knowledge files that a document's quads depend on."""
    total = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    folders = [package / name for name in _TEXT_STAGES] + [
        resources.lexicon(),
        resources.vocabulary(),
        resources.root() / "data" / "model",
    ]
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if file.suffix in (".py", ".yaml", ".csv", ".json"):
                total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
