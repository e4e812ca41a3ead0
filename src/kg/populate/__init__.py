"""What was read → quads of the knowledge graph.

quads(reading, metadata)     one directive, in a named graph of its own; what it shares with others, in ``shared``
coverage(reading)            how many sentences gave norms, and how many nobody understood
knowledge()                  the ontology, its alignments and the vocabularies
turtle(quads)                the same quads give the same bytes
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.model import Reading
from kg.populate import directives, norms
from kg.populate.coverage import Coverage, coverage
from kg.populate.evidence import Witness
from kg.populate.knowledge import knowledge
from kg.populate.names import BASE, KG, Names
from kg.populate.sheet import Sheet
from kg.populate.turtle import PREFIXES, turtle

if TYPE_CHECKING:
    from kg.model.metadata import Metadata

__all__ = ["BASE", "KG", "PREFIXES", "Coverage", "Names", "coverage", "knowledge", "quads", "turtle"]


def quads(reading: Reading, metadata: Metadata, base: str = BASE) -> Iterator[Quad]:
    """The quads of one directive, in document order; the same reading gives the same quads.

    Afterwards: 1. what is its own is in the graph ``id:graph/{key}``, and descriptions of what directives
    share (bearers, parties, cited works) in ``id:graph/shared``; 2. there is no blank node and no date of the run;
    3. whatever the text holds, each term can be written in N-Quads and Turtle.
    """
    key = reading.directive.key
    names = Names(base)
    witness = Witness(Sheet(names, names.graph(key)), reading.directive.source, names.directive(key))
    yield from directives.quads(reading, metadata, witness)
    yield from directives.provenance(key, witness)
    root = reading.directive.root
    with_root = root.eid in {*(n.provision for n in reading.norms), *(u.provision for u in reading.unread)}
    yield from directives.provisions(root, key, witness, with_root=with_root)
    for order, norm in enumerate(reading.norms, 1):
        # A target or text that a norm names twice is one fact.
        yield from dict.fromkeys(norms.quads(norm, order, key, witness))
    numbers: dict[str, int] = {}
    for order, sentence in enumerate(reading.unread, 1):
        number = numbers[sentence.provision] = numbers.get(sentence.provision, 0) + 1
        yield from norms.unread(sentence, number, order, key, witness)
