"""An independent OWL reasoner comes to what our rules come to, on the five directives."""

import sys

import owlrl
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.populate.names import KG
from tests.reason.entailments import falling, reaching
from tests.reason.graphs import five
from tests.reason.hermit import SPACE, asserted, ontology, reasoned, slice_of, turtle


def pairs(path):
    """The pairs that a property path joins in our graph."""
    query = f"PREFIX kg: <{KG}> SELECT DISTINCT ?one ?other WHERE {{ ?one {path} ?other }}"
    return {(row["one"].value, row["other"].value) for row in five().query(query, use_default_graph_as_union=True)}


def positions():
    query = f"PREFIX kg: <{KG}> SELECT ?position ?who ?level WHERE {{ ?position a kg:Position ; kg:who ?who ; kg:level ?level }}"
    rows = five().query(query, use_default_graph_as_union=True)
    return sorted((row["position"].value, row["who"].value, row["level"].value) for row in rows)


@pytest.mark.java
def test_everything_is_consistent_and_every_class_can_have_members():
    """HermiT finds ontology, vocabularies and the five directives consistent, and no class empty by definition."""
    derived = reasoned(asserted(five()), "-c")
    assert derived.classes > 40
    assert derived.impossible == ()


@pytest.mark.java
def test_a_class_that_can_have_no_member_is_named():
    """The reasoner is asked a question that it can answer with yes."""
    empty = turtle(f"""@prefix : <{SPACE}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        :Both a owl:Class ; rdfs:subClassOf <{KG}Norm> , <{KG}Bearer> .""")
    assert reasoned(ontology(five()) | empty, "-c").impossible == (f"{SPACE}Both",)


@pytest.mark.java
def test_hermit_derives_our_bearers_positions_and_norms(capsys):
    """The same bearers reach the same positions in the same way, and the same norms apply to them: no more, no less."""
    known = positions()
    groups = {group for group, _ in pairs("kg:groupMember")}
    derived_by = reasoned(slice_of(five(), ("who", "level", "bearer")) | turtle(reaching(known, groups)), "-I")
    reached = set()
    for way in ("ByName", "AsMember"):
        derived = {
            (bearer, position)
            for number, (position, _, _) in enumerate(known)
            for bearer in derived_by.of(f"{way}-{number}")
        }
        assert derived == pairs(f"kg:reaches{way}")
        reached |= derived
    assert reached == pairs("kg:reaches")

    bearers = sorted({bearer for _, bearer in pairs("kg:bearer|kg:addressee")})
    derived_by = reasoned(slice_of(five(), ("directive",)) | turtle(falling(bearers)), "-I")
    falls = {(norm, bearer) for number, bearer in enumerate(bearers) for norm in derived_by.of(f"on-{number}")}
    assert falls == pairs("kg:fallsOn")
    by_bearer = {}
    for bearer, position in reached:
        by_bearer.setdefault(bearer, set()).add(position)
    applies = {(norm, position) for norm, bearer in falls for position in by_bearer.get(bearer, ())}
    assert applies == pairs("kg:fallsOn/kg:reaches")
    counts = f"{len(reached)} (bearer, position), {len(falls)} (norm, bearer), {len(applies)} (norm, position)"
    with capsys.disabled():
        sys.stdout.write(f"\nHermiT and the rules agree on {counts}\n")


def closure(triples):
    """What OWL 2 RL adds, by owlrl."""
    graph = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    rules = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    rules.expand(graph)
    assert not list(graph.subject_objects(rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))
    return graph


def joined(graph, name):
    """The pairs of a property in an rdflib graph, nodes without a name left out."""
    found = graph.subject_objects(rdflib.URIRef(KG + name))
    return {(str(one), str(other)) for one, other in found if one != other}


AXIOMS = ("subPropertyOf", "propertyChainAxiom", "first", "rest", "type")


def lean(triples, *names):
    """The axioms on properties, and what is said by some of them."""
    wanted = (*AXIOMS, *names)
    return {triple for triple in triples if triple.predicate.value.replace("#", "/").rsplit("/", 1)[1] in wanted}


def test_owlrl_derives_the_same_order_of_who_and_level():
    """By sub-properties and transitivity alone, who lies within whom and which level is above which come out alike."""
    names = ("kindOf", "memberOf", "actsFor", "directlyAbove")
    graph = closure(lean(slice_of(five(), ("who", "level")), *names))
    assert joined(graph, "within") == pairs("kg:within")
    assert joined(graph, "above") == pairs("kg:above")


def test_owlrl_derives_the_same_norms_of_a_position():
    """By the chain of falling on and reaching, the county's leadership gets the norms that we say."""
    position = "https://w3id.org/zhize/id/position/leadership@county"
    reaches = {
        quad.triple for quad in five().quads_for_pattern(None, NamedNode(f"{KG}reaches"), NamedNode(position), None)
    }
    bearers = slice_of(five(), ("directive",))
    graph = closure(lean(bearers, "bearer") | reaches)
    named = {norm for norm, _ in joined(graph, "appliesTo")}
    assert named == {norm for norm, at in pairs("kg:bearer/kg:reaches") if at == position}
    assert joined(graph, "fallsOn") == pairs("kg:bearer")
    assert named
