"""A function over many argument tuples, in several processes that end when their parent does."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from kg.errors import KgError

Result = TypeVar("Result")


def run_all(function: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], workers: int) -> Iterator[Result]:
    """The results in the order of the tasks; ``KgError`` where a process was killed.

    Processes are spawned, not forked: a fork would hold the lock of the build after its parent was killed.
    """
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(32, len(tasks) // (workers * 8)))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(function, *zip(*tasks, strict=True), chunksize=chunk)
        except BrokenProcessPool as error:
            raise KgError(
                "a reading process was killed, perhaps for lack of memory; try again with --jobs 1"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """Leave at once when the parent is gone: killed, it could not tell its workers to stop."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
