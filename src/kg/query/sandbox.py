"""A query from outside → the bytes of its result, answered by a child process that is killed at a deadline.

The store has no timeout of its own, and a query may run for days; only the end of a process surely ends it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from kg.errors import BadQuery
from kg.query.guard import check

DEADLINE = 60.0
"""Seconds."""

_BLOCK = 1 << 16


def run(graph: Path, query: str, *, form: str = "json", most: int = 0, deadline: float = DEADLINE) -> Iterator[bytes]:
    """The result of a query over the union of all graphs, in blocks as it comes.

    ``most`` bounds the rows (0 for all). ``BadQuery`` where the query is refused, does not parse, fails, or is not
    done at the deadline; blocks may have come before.
    """
    check(query)
    command = [sys.executable, "-m", "kg.query.worker", str(graph), form, str(most)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:  # noqa: S603  a list of words, no shell
        late = threading.Event()

        def kill() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(deadline, kill)
        timer.daemon = True
        timer.start()
        try:
            yield from _talk(child, query)
        finally:
            timer.cancel()
            child.kill()
        if late.is_set():
            raise BadQuery(f"the query was not done after {deadline:g} s; ask for less, or give a longer --timeout")
        if child.returncode:
            said = child.stderr.read().decode("utf-8", "replace").strip() if child.stderr else ""
            raise BadQuery(f"the query failed: {said or f'its process ended with {child.returncode}'}")


def _talk(child: subprocess.Popen[bytes], query: str) -> Iterator[bytes]:
    if child.stdin is None or child.stdout is None:
        return
    try:
        child.stdin.write(query.encode("utf-8", "replace"))
        child.stdin.close()
    except BrokenPipeError:
        pass  # The child's exit says why.
    while block := child.stdout.read(_BLOCK):
        yield block
    child.wait()
