"""Documents → a database, and a summary of what was done.

A document whose digest is known is not read again. Many documents go through a pool of processes; a few do not, since
starting one costs more than reading them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import KgError, UnreadableFile
from kg.pipeline.documents import DocumentFacts, digest, pool_size, read_one

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.documents import DocumentShelf, Kept

DATABASE = Path("build/graph")
"""Where a database is unless the user says otherwise, below the current directory."""
MEMORY_QUADS = 1_000_000
"""Up to this many quads of documents the graph is reasoned over in memory (some 400 MB), beyond it on the disk."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``done`` of ``total`` steps of a stage (0 of 0 where steps are not counted)."""

    stage: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: one line that says why, and what to do."""

    file: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did."""

    database: Path
    documents: tuple[DocumentFacts, ...]
    failures: tuple[Failure, ...]
    reused: int
    triples: int
    inferred: int
    findings: tuple[str, ...]
    seconds: float

    @property
    def norms(self) -> int:
        return sum(document.norms for document in self.documents)

    @property
    def sentences(self) -> int:
        return sum(document.sentences for document in self.documents)

    @property
    def bearing(self) -> int:
        return sum(document.bearing for document in self.documents)

    @property
    def not_understood(self) -> int:
        return sum(document.not_understood for document in self.documents)

    def as_dict(self) -> dict[str, Any]:
        """For programs: plain values only."""
        return {
            **asdict(self),
            "database": str(self.database),
            "norms": self.norms,
            "sentences": self.sentences,
            "bearing": self.bearing,
            "not_understood": self.not_understood,
        }


def build(
    paths: Sequence[Path] = (),
    out: Path = DATABASE,
    *,
    progress: Callable[[Progress], None] | None = None,
    jobs: int | None = None,
) -> Summary:
    """Build the database of some documents, those of the package where none are named, and switch to it.

    Documents that cannot be read are in ``failures``; the others go on. ``KgError`` where nothing could be read,
    where another build runs in ``out``, or where ``out`` is no place for a database; what was there then still answers.
    """
    from kg.read import find
    from kg.store.writing import open_builder

    tell = progress or (lambda _: None)
    started = time.monotonic()
    files = find(paths or [resources.documents()])
    with open_builder(out) as builder:
        kept, failures, reused = _documents(files, builder.documents, tell, jobs)
        if not kept:
            raise KgError(f"no document could be read; {failures[0].message}")
        tell(Progress("store"))
        facts = builder.write(
            _knowledge(),
            (document.lines() for document in kept),
            lambda store: _finish(store, tell),
            {document.key: document.digest for document in kept},
            in_memory=sum(document.facts["quads"] for document in kept) <= MEMORY_QUADS,
        )
    return Summary(
        database=out,
        documents=tuple(DocumentFacts(**document.facts) for document in kept),
        failures=failures,
        reused=reused,
        triples=facts["triples"],
        inferred=facts["inferred"],
        findings=tuple(facts["findings"]),
        seconds=time.monotonic() - started,
    )


def check(store: ox.Store) -> tuple[str, ...]:
    """All findings of the ontology's checks and shapes, one line each."""
    from kg.reason import conformance, findings

    return tuple(str(finding) for finding in (*findings(store), *conformance(store)))


def _finish(store: ox.Store, tell: Callable[[Progress], None]) -> dict[str, Any]:
    from kg.reason import infer

    tell(Progress("reason"))
    inferred = infer(store)
    tell(Progress("check"))
    facts = {"inferred": inferred, "triples": len(store), "findings": list(check(store))}
    tell(Progress("optimize"))
    return facts


def _knowledge() -> Iterator[ox.Quad]:
    from kg.populate import knowledge

    return knowledge()


def _documents(
    files: Sequence[Path], shelf: DocumentShelf, tell: Callable[[Progress], None], jobs: int | None
) -> tuple[tuple[Kept, ...], tuple[Failure, ...], int]:
    """Each file's quads, from the shelf where nothing it depends on has changed."""
    from kg.read import metadata

    failures: list[Failure] = []
    kept: dict[str, Kept] = {}
    todo: list[tuple[Path, str, str]] = []
    taken: dict[str, Path] = {}
    for path in files:
        try:
            key = metadata(path).key
            state = digest(path, key)
        except KgError as error:
            failures.append(Failure(str(path), str(error)))
            continue
        except OSError as error:
            reason = error.strerror or "cannot be read"
            failures.append(Failure(str(path), str(UnreadableFile(path.name, reason, "check the file and its rights"))))
            continue
        if key in taken:
            failures.append(Failure(str(path), _same_key(path, taken[key], key)))
            continue
        taken[key] = path
        if (known := shelf.get(key, state)) is not None:
            kept[key] = known
        else:
            todo.append((path, key, state))
    reused = len(kept)
    tell(Progress("read", reused, reused + len(todo)))
    for done, (path, result) in enumerate(_read_all(todo, shelf, jobs), start=1):
        if isinstance(result, str):
            failures.append(Failure(str(path), result))
        else:
            kept[result.key] = result
        tell(Progress("read", reused + done, reused + len(todo)))
    ordered = tuple(kept[key] for key in sorted(kept))
    return ordered, tuple(sorted(failures, key=lambda failure: failure.file)), reused


def _same_key(path: Path, other: Path, key: str) -> str:
    """One line for two documents that would take each other's place."""
    remedy = f"state another one in {path.stem}.yaml beside it (key: …)"
    if path.with_suffix("") == other.with_suffix(""):
        # One metadata file speaks for both.
        remedy = "rename one of them"
    return f"{path}: its key '{key}' is that of {other}; {remedy}"


def _read_all(
    todo: Sequence[tuple[Path, str, str]], shelf: DocumentShelf, jobs: int | None
) -> Iterator[tuple[Path, Kept | str]]:
    workers = pool_size([path for path, _, _ in todo], jobs)
    if workers == 1:
        for path, key, state in todo:
            yield path, read_one(path, key, state, shelf)
        return
    from kg.pipeline.pool import run_all

    yield from zip(
        (path for path, _, _ in todo), run_all(read_one, [(*task, shelf) for task in todo], workers), strict=True
    )
