"""Quads → what follows from them, by the rules of ``ontology/rules``, in a graph of its own.

A rule runs again only when a rule that it reads from has said something new: each header names what a rule reads and
writes. No rule takes anything back, so the order of the files changes the time and never the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import TemporaryFile

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, RdfFormat, Store

from kg import resources
from kg.reason.headers import BASE, QueryFile, read_folder

_SMALL = 1_000_000
"""Up to so many bytes, a plain load is quicker than a bulk load."""


def infer(store: Store, base: str = BASE) -> int:
    """Replace the inferred graph by all that the rules give; how many triples that is."""
    graph = NamedNode(f"{base}graph/inferred")
    store.remove_graph(graph)
    return run(store, read_folder(resources.ontology() / "rules"), graph, base)


def run(store: Store, rules: Sequence[QueryFile], graph: NamedNode, base: str = BASE) -> int:
    """Run ``rules`` to a fixpoint into ``graph``; how many triples that graph then holds."""
    said: dict[str, int] = {}
    waiting = set(range(len(rules)))
    while waiting:
        rule = rules[number := min(waiting)]
        waiting.remove(number)
        (written,) = rule.words("Writes")
        if not _apply(store, rule.query(base), graph):
            continue
        count = _count(store, rule, written, graph)
        if count != said.get(written, 0):
            said[written] = count
            waiting.update(other for other, reader in enumerate(rules) if written in reader.words("Reads"))
    return sum(said.values())


def _apply(store: Store, query: str, graph: NamedNode) -> bool:
    """One pass of one rule; whether it said anything, new or not.

    The triples go through a file and never become Python objects: that takes a fraction of the time and no memory.
    """
    answer = store.query(query, use_default_graph_as_union=True)
    if not isinstance(answer, QueryTriples):
        raise TypeError("a rule must be a CONSTRUCT query")
    with TemporaryFile() as file:
        answer.serialize(file, format=RdfFormat.N_TRIPLES)
        size = file.tell()
        file.seek(0)
        load = store.load if size <= _SMALL else store.bulk_load
        load(input=file, format=RdfFormat.N_TRIPLES, to_graph=graph)
    return size > 0


def _count(store: Store, rule: QueryFile, term: str, graph: NamedNode) -> int:
    """How many triples of ``graph`` have the property that a rule writes."""
    query = f"{rule.prefixes()}SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?subject {term} ?value }} }}"
    rows = store.query(query)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a count is a SELECT query")
    return int(getattr(next(rows)["count"], "value", "0"))
