"""The rules as a whole: a fixpoint, in a graph of its own, as the headers say."""

import re

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg import resources
from kg.model import Level
from kg.populate import BASE, knowledge, quads
from kg.populate.names import KG
from kg.reason import infer
from kg.reason.headers import read_folder
from tests.populate.builders import ALL, bearer, bound, metadata, norm, reading
from tests.reason.graphs import store_of

RULES = read_folder(resources.ontology() / "rules")
INFERRED = NamedNode(f"{BASE}graph/inferred")


def sample():
    return (
        reading(
            norm(1, bearer("县处级以上领导班子", "leadership-team", level=bound(Level.COUNTY))),
            norm(2),
            addressees=(bearer("各地区", "region", level=ALL),),
        ),
        reading(norm(1, bearer("党员", "party-member")), key="other"),
    )


def test_the_fixpoint_is_that_of_running_every_rule_over_and_over():
    """Running only the rules that have something new to read misses nothing."""
    quick = store_of(*sample())
    slow = store_of(*sample())
    slow.remove_graph(INFERRED)
    before = -1
    while before != len(slow):
        before = len(slow)
        for rule in RULES:
            for triple in list(slow.query(rule.query(), use_default_graph_as_union=True)):
                quad = Quad(*triple, INFERRED)
                if not any(slow.quads_for_pattern(*triple, None)):
                    slow.add(quad)
    assert set(quick.quads_for_pattern(None, None, None, INFERRED)) == set(
        slow.quads_for_pattern(None, None, None, INFERRED)
    )


def test_inferring_again_changes_nothing():
    """The inferred graph is replaced, and what is asserted stays as it is."""
    store = store_of(*sample())
    before = set(store)
    assert infer(store) == sum(1 for _ in store.quads_for_pattern(None, None, None, INFERRED))
    assert set(store) == before


def test_what_is_no_longer_so_is_no_longer_inferred():
    """A directive that goes takes with it what followed from it."""
    store = store_of(*sample())
    store.remove_graph(NamedNode(f"{BASE}graph/other"))
    infer(store)
    assert not any(store.quads_for_pattern(NamedNode(f"{BASE}directive/other/item_1__norm_1"), None, None, None))


def test_nobody_lies_within_themselves():
    """The closure has no circle."""
    store = store_of()
    within = list(store.quads_for_pattern(None, NamedNode(f"{KG}within"), None, None))
    assert within
    assert not [quad for quad in within if quad.subject == quad.object]


def test_another_base_reasons_alike():
    """Rules speak of individuals below whatever base the graph was made with."""
    base = "https://example.org/duties/"
    store = Store()
    store.extend(knowledge(base))
    for made in sample():
        store.extend(quads(made, metadata(made.directive.key), base))
    assert infer(store, base) == infer(store_of(*sample()))
    assert any(
        store.quads_for_pattern(None, NamedNode(f"{KG}reaches"), NamedNode(f"{base}position/leadership@county"), None)
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_does(rule):
    """The header states the sentence in zh and en, the axiom, and truly what is read and written."""
    assert {"Rule (zh)", "Rule (en)", "Axiom", "Reads", "Writes"} <= set(rule.fields)
    head, _, body = rule.text.partition("CONSTRUCT")[2].partition("WHERE")
    terms = re.compile(r"\b(?:kg|eli):[a-z]\w*")
    assert set(terms.findall(head)) == set(rule.words("Writes"))
    written = {word for other in RULES for word in other.words("Writes")}
    assert set(terms.findall(body)) & (written - {"eli:implements"}) <= set(rule.words("Reads"))
