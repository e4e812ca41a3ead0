"""A store → sorted N-Quads (or its graphs as Turtle and TriG), byte for byte the same for the same quads.

Graphs come in the order of their names, lines in byte order within each. A large graph is sorted in
runs on the disk, so memory stays bounded.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

RUN = 400_000
"""Lines that are sorted in memory at a time."""

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "kg": "https://w3id.org/zhize/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def nquads(store: ox.Store, output: IO[bytes]) -> int:
    """Write all quads as sorted N-Quads; returns how many."""
    count = 0
    for graph in _graphs(store):
        ending = b" .\n" if isinstance(graph, ox.DefaultGraph) else f" {graph} .\n".encode()
        for line in sorted_triples(store, [graph]):
            output.write(line[:-3] + ending)
            count += 1
    return count


def turtle(store: ox.Store, output: IO[bytes]) -> None:
    """Write the union of all graphs as Turtle, sorted."""
    with tempfile.TemporaryFile() as lines:
        lines.writelines(sorted_triples(store, _graphs(store)))
        lines.seek(0)
        triples = (quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
        ox.serialize(triples, output, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def trig(store: ox.Store, output: IO[bytes]) -> None:
    """Write all graphs as TriG, sorted."""
    with tempfile.TemporaryFile() as lines:
        nquads(store, lines)
        lines.seek(0)
        ox.serialize(ox.parse(lines, ox.RdfFormat.N_QUADS), output, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def sorted_triples(store: ox.Store, graphs: Iterable[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]) -> Iterator[bytes]:
    """The distinct triples of some graphs as N-Triples lines in byte order."""
    with tempfile.TemporaryDirectory(prefix="kg-sort-") as folder, ExitStack() as stack:
        raw = stack.enter_context(Path(folder, "raw").open("w+b"))
        for graph in graphs:
            store.dump(raw, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        raw.seek(0)
        runs: list[Iterable[bytes]] = []
        for run in _runs(raw):
            if len(run) < RUN and not runs:
                runs.append(run)
                break
            part = stack.enter_context(Path(folder, str(len(runs))).open("w+b"))
            part.writelines(run)
            part.seek(0)
            runs.append(part)
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line


def _runs(lines: IO[bytes]) -> Iterator[list[bytes]]:
    while run := list(islice(lines, RUN)):
        run.sort()
        yield run


def _graphs(store: ox.Store) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    named = sorted(store.named_graphs(), key=lambda graph: graph.value)
    return [ox.DefaultGraph(), *named]
