"""Where things stand inside a database directory.

<database>/
    current              symbolic link to the generation that answers; replaced in one step
    generations/<n>/     one whole database each: graph/ (pyoxigraph), manifest.json, readers (lock file)
    documents/<key>.<digest>.nq.gz   the quads of one document, kept so that it need not be read again
    lock                 held by the one process that builds
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole database inside the directory."""

    path: Path

    @property
    def number(self) -> int:
        return int(self.path.name)

    @property
    def graph(self) -> Path:
        return self.path / "graph"

    @property
    def manifest(self) -> Path:
        return self.path / "manifest.json"

    @property
    def readers(self) -> Path:
        """Readers hold a shared lock on this file while the generation must stay."""
        return self.path / "readers"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one database directory."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def generations(self) -> Path:
        return self.root / "generations"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def answering(self) -> Generation | None:
        """The generation that ``current`` points to, if it is there."""
        try:
            target = self.current.readlink()
        except OSError:
            return None
        generation = Generation(self.generations / target.name)
        return generation if generation.manifest.is_file() else None

    def all_generations(self) -> tuple[Generation, ...]:
        """Every generation directory, finished or not, oldest first."""
        if not self.generations.is_dir():
            return ()
        found = [Generation(path) for path in self.generations.iterdir() if path.name.isdecimal() and path.is_dir()]
        return tuple(sorted(found, key=lambda generation: generation.number))

    def next_generation(self) -> Generation:
        """A name that no generation here has."""
        known = self.all_generations()
        return Generation(self.generations / f"{(known[-1].number if known else 0) + 1:06d}")
