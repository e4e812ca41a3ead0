"""The command ``kg`` as a user runs it: a process of its own, bytes in and out."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.store import open_builder

CASES = Path(__file__).parents[1] / "query" / "cases"


def kg(
    *arguments: str | Path, stdin: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``kg`` and wait for it."""
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def database(folder: Path, case: str = "duties") -> Path:
    """A database of a graph made by hand."""
    path = folder / "db"
    with open_builder(path) as builder:
        quads = list(ox.parse(path=str(CASES / case / "graph.trig"), format=ox.RdfFormat.TRIG))
        builder.write(quads, [], lambda store: {"triples": len(store)}, {})
    return path
