"""What is published stays: an IRI that others may use is never lost."""

from pyoxigraph import NamedNode

from kg import resources
from kg.populate import knowledge
from kg.populate.names import KG
from kg.populate.terms import OWL, TYPE

LISTED = (resources.ontology() / "published.txt").read_text(encoding="utf-8").splitlines()
DESCRIBED = {quad.subject.value for quad in knowledge()}
KINDS = {NamedNode(f"{OWL}{kind}") for kind in ("Class", "ObjectProperty", "DatatypeProperty")}


def test_no_published_iri_is_lost():
    """Each listed IRI is still described; one that is no longer wanted is deprecated and names its replacement."""
    assert [iri for iri in LISTED if iri not in DESCRIBED] == []


def test_the_list_is_sorted_and_says_nothing_twice():
    """One IRI a line, so that a change is one line."""
    assert sorted(set(LISTED)) == LISTED


def test_every_term_of_the_ontology_is_listed():
    """A new class or property is published with its first version: add it to the list."""
    terms = {
        quad.subject.value
        for quad in knowledge()
        if quad.predicate == TYPE and quad.object in KINDS and quad.subject.value.startswith(KG)
    }
    assert terms - set(LISTED) == set()
