"""Locks that the kernel drops when their process ends, however it ends: one builder, many readers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError as error:
    raise StoreError("databases need a POSIX system: Linux, macOS, or WSL on Windows") from error


@contextmanager
def only_builder(path: Path) -> Iterator[None]:
    """Be the only process that builds here; ``StoreError`` where another one does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"{path.parent}: another build is running here; wait for it, or give another --out"
            ) from error
        yield
    finally:
        os.close(handle)


def hold(path: Path) -> int:
    """Take a shared lock on a file and return its handle; closing the handle gives the lock back.

    Taken without waiting: ``BlockingIOError`` where the file is about to be removed, ``FileNotFoundError`` where it
    is gone.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    if not _same_file(handle, path):
        os.close(handle)
        raise FileNotFoundError(path)
    return handle


@contextmanager
def unread(path: Path) -> Iterator[bool]:
    """Whether no reader holds the file; while the block runs no new one can."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except BlockingIOError:
            free = False
        yield free
    finally:
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    """Whether the path still names the open file: it may have been removed between opening and locking."""
    try:
        here = path.stat()
    except FileNotFoundError:
        return False
    opened = os.fstat(handle)
    return (here.st_dev, here.st_ino) == (opened.st_dev, opened.st_ino)
