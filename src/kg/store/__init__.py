"""Quads → a database directory, and back: built aside, switched to in one step, opened for reading only.

Names are imported from their modules on first use, so that reading a database loads nothing of building one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store.connection import Connection, Iri, Table, Value
    from kg.store.embedded import Embedded
    from kg.store.reading import Database, open_database, open_store
    from kg.store.remote import Remote
    from kg.store.writing import Builder, open_builder

_WHERE = {
    "Builder": "writing",
    "Connection": "connection",
    "Database": "reading",
    "Embedded": "embedded",
    "Iri": "connection",
    "Remote": "remote",
    "Table": "connection",
    "Value": "connection",
    "open_builder": "writing",
    "open_database": "reading",
    "open_store": "reading",
}

__all__ = [
    "Builder",
    "Connection",
    "Database",
    "Embedded",
    "Iri",
    "Remote",
    "Table",
    "Value",
    "open_builder",
    "open_database",
    "open_store",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module holds anything
    if name in _WHERE:
        return getattr(import_module(f"kg.store.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'kg.store' has no attribute {name!r}")
