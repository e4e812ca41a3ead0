"""IRIs: any words give a name, and different words different names."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.populate.names import BASE, Names, from_words, segment

any_text = st.text(st.characters(codec=None), max_size=60)  # lone surrogates, NUL and marks included


@given(any_text)
def test_any_text_is_one_safe_segment(text):
    """No text breaks out of its segment, nor out of an IRI."""
    node = NamedNode(BASE + segment(text))
    assert not set(node.value.removeprefix(BASE)) & set('/?#<>"{}|\\^` \n\t.')
    node.value.encode("utf-8")


@given(any_text, any_text)
def test_different_texts_have_different_names(one, other):
    """A name stands for one text only."""
    assert (segment(one) == segment(other)) == (one == other)


@given(st.text("a%/中", min_size=100, max_size=400), st.text("a%/中", min_size=100, max_size=400))
def test_long_texts_have_short_and_different_names(one, other):
    """Long names are cut without meeting."""
    assert len(segment(one)) <= 120
    assert (segment(one) == segment(other)) == (one == other)


def test_names_from_words_never_meet_a_key():
    """A head that is unknown is not taken for the key of the same spelling."""
    assert from_words("party-member") != segment("party-member")


def test_a_directive_may_be_called_as_one_of_our_graphs():
    """A document named 'inferred' does not write into the inferred graph."""
    names = Names()
    ours = {names.knowledge_graph(name) for name in ("ontology", "vocabulary", "inferred")}
    assert not ours & {names.graph(key) for key in ("ontology", "vocabulary", "inferred")}
    assert names.graph("000").value == f"{BASE}graph/000"
