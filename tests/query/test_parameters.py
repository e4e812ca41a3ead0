"""Values as people write them are found in the graph's own labels, and nothing of them reaches the query as text."""

import pyoxigraph as ox
import pytest

from kg.errors import NotFound, QueryError, UnknownValue
from kg.query import ask, question
from kg.query.catalogue import block
from kg.query.parameters import bind, find_norm, known_values
from kg.store import Embedded
from tests.query.test_cases import load

ID = "https://w3id.org/zhize/id/"


def bound(parameter: str, value: str) -> str:
    """The term that takes the place of the default of ``duties``."""
    query = bind(load("duties"), question("duties"), {parameter: value})
    found = block(parameter).search(query)
    assert found is not None
    return found["value"].strip()


@pytest.mark.parametrize(
    "value",
    ["county", "County", " county ", "county-level", "county level", "县级", "ｃｏｕｎｔｙ", f"{ID}level/county"],
)
def test_spellings_of_a_level(value: str):
    """Key, label in either language, width and case: one concept."""
    assert bound("level", value) == f"<{ID}level/county>"


@pytest.mark.parametrize("value", ["leadership", "领导班子和领导干部"])
def test_spellings_of_who(value: str):
    """English key or Chinese words."""
    assert bound("who", value) == f"<{ID}who/leadership>"


def test_a_key_becomes_a_literal():
    """Columns hold keys, so a filter on them is a key too."""
    assert bound("basis", "点名") == '"named"'
    assert bound("directive", "关于甲的意见") == f"<{ID}directive/a>"
    assert bound("directive", "a") == f"<{ID}directive/a>"


@pytest.mark.parametrize(
    ("parameter", "value", "known"),
    [
        ("level", "galactic", "known: .*county"),
        ("who", "party-member", "known: .*leadership"),
        ("who", "", "known: leadership"),
        ("basis", "hearsay", "known: .*named"),
        ("directive", "zz", "known: a"),
    ],
)
def test_an_unknown_value_names_the_known_ones(parameter: str, value: str, known: str):
    """Also where the concept exists but no position has it."""
    with pytest.raises(UnknownValue, match=known):
        ask(load("duties"), "duties", **{parameter: value})


def test_an_unknown_parameter_names_the_known_ones():
    """A misspelt option is no silent default."""
    with pytest.raises(QueryError, match="it takes: level, who, directive, basis, modality"):
        ask(load("duties"), "duties", levels="county")


@pytest.mark.parametrize(
    "value", ['"} DROP ALL #', "county> } UNION { ?s ?p ?o } #", "\n", "\\u003e", "a" * 10_000, "\ud800", "<", "?who"]
)
@pytest.mark.parametrize("parameter", ["level", "directive", "basis"])
def test_no_text_gets_into_a_query(parameter: str, value: str):
    """Hostile values are unknown values."""
    with pytest.raises(UnknownValue):
        ask(load("duties"), "duties", **{parameter: value})


def test_a_position_that_does_not_exist_is_named():
    """People that exist at one level only are not asked for at another in vain."""
    connection = load("duties")
    who, level = ox.NamedNode(f"{ID}who/state-council"), ox.NamedNode(f"{ID}level/central")
    position, kg = ox.NamedNode(f"{ID}position/x"), "https://w3id.org/zhize/ontology#"
    skos = "http://www.w3.org/2004/02/skos/core#"
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    graph = ox.NamedNode(f"{ID}graph/vocabulary")
    for subject, predicate, value in (
        (who, ox.NamedNode(skos + "notation"), ox.Literal("state-council")),
        (who, ox.NamedNode(skos + "prefLabel"), ox.Literal("国务院", language="zh")),
        (position, type_, ox.NamedNode(kg + "Position")),
        (position, ox.NamedNode(kg + "who"), who),
        (position, ox.NamedNode(kg + "level"), level),
    ):
        connection.store.add(ox.Quad(subject, predicate, value, graph))
    with pytest.raises(UnknownValue, match="unknown level 'county of 国务院'; known: central"):
        ask(connection, "duties", who="国务院")
    assert ask(connection, "duties", who="国务院", level="central").rows == ()


def test_other_parameters_narrow_the_rows():
    """Basis, modality and directive each keep what they name."""
    connection = load("duties")
    assert [row["quote"] for row in ask(connection, "duties", basis="as-member").records()] == ["按时参加党员大会"]
    assert [row["quote"] for row in ask(connection, "duties", modality="禁止").records()] == ["不当局外人"]
    assert len(ask(connection, "duties", directive="a").rows) == len(ask(connection, "duties").rows) == 7
    assert [row["basis"] for row in ask(connection, "duties", level="township").records()][:2] == [
        "all-levels",
        "all-levels",
    ]


def test_known_values_are_listed():
    """Everything a parameter can be asked with, with its Chinese label."""
    parameters = {parameter.name: parameter for parameter in question("duties").parameters}
    connection = load("duties")
    assert known_values(connection, parameters["level"]) == (("county", "县级"), ("township", "乡级"))
    assert known_values(connection, parameters["directive"]) == (("a", "关于甲的意见"),)


@pytest.mark.parametrize("name", [f"{ID}directive/a/n1", "a/n1", "n1"])
def test_a_norm_by_iri_key_or_id(name: str):
    """Three ways to say one norm."""
    assert find_norm(load("duties"), name) == f"{ID}directive/a/n1"


@pytest.mark.parametrize("name", ["", "n99", "a/zz", "http://x/ y", f"{ID}directive/a", "a/item_1", '"'])
def test_what_is_no_norm_is_said(name: str):
    """Provisions and directives are no norms; nor is rubbish."""
    with pytest.raises(NotFound, match="no norm"):
        find_norm(load("duties"), name)


def test_an_id_that_two_directives_have_is_not_guessed():
    """The message says which they are."""
    with pytest.raises(NotFound, match="say which: a/n1, b/n1"):
        find_norm(load("unassigned"), "n1")


def test_asking_an_empty_graph_gives_no_rows():
    """Without a vocabulary there is nothing to know; without parameters there are no rows."""
    assert ask(Embedded(ox.Store()), "mechanisms").rows == ()
