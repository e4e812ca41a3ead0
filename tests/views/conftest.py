"""A small graph, written by hand, that pictures are drawn from."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.connection import Connection
from kg.store.embedded import Embedded


@pytest.fixture
def graph() -> Connection:
    """The graph of ``graph.trig``."""
    store = ox.Store()
    store.load(path=str(Path(__file__).parent / "graph.trig"), format=ox.RdfFormat.TRIG)
    return Embedded(store)
