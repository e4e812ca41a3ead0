"""A mechanism outside the vocabulary: its kind, and the wider arrangement that its words end in."""

import time

import pytest
from pyoxigraph import NamedNode

from kg.populate import quads
from kg.populate.labels import preferred
from kg.populate.mechanisms import Endings, described
from kg.populate.names import BASE, KG
from kg.populate.terms import SKOS
from tests.populate.builders import metadata, named, norm, reading


def graph(*mechanisms, key="000"):
    return list(quads(reading(norm(1, mechanisms=mechanisms), key=key), metadata(key)))


def said(made, predicate):
    return {quad.object.value.removeprefix(BASE) for quad in made if quad.predicate == NamedNode(predicate)}


@pytest.mark.parametrize(
    ("words", "kind", "broader"),
    [
        # the longest label that the words end in
        ("领导干部专题读书班", "activity", "thematic-reading-class"),
        ("某某读书班", "activity", "reading-class"),
        ("“牢记使命”专题民主生活会", "meeting", "thematic-democratic-life-meeting"),
        ("年度民主生活会", "meeting", "democratic-life-meeting"),
        ("“年度组织生活会”", "meeting", "organization-life-meeting"),
        ("会所整治“回头看”", "assessment", "look-back"),
        # a label that is longer than the ending decides the kind too
        ("乡镇党委书记工作交流会制度", "meeting", "secretary-exchange"),
        # no label: the ending tells the kind
        ("某某制度", "regime", ""),
        ("“某某制度”", "regime", ""),
        ("某某机制", "mechanism", ""),
        ("某某方案", "list", ""),
        ("某某工程", "campaign", ""),
        # neither
        ("包乡走村", "other", ""),
        ("", "other", ""),
    ],
)
def test_words_tell_kind_and_wider_arrangement(words, kind, broader):
    """Words outside the vocabulary are placed by how they end."""
    assert described(words) == (kind, broader)


def test_a_minted_mechanism_says_its_kind_and_what_it_is_one_of():
    """专题读书班 of leading cadres is one kind of 专题读书班."""
    made = graph(named("领导干部专题读书班", kind="activity"))
    assert said(made, f"{KG}mechanism") == {"mechanism/~领导干部专题读书班"}
    assert said(made, f"{KG}mechanismKind") == {"mechanism-kind/activity"}
    assert said(made, f"{SKOS}broader") == {"mechanism/thematic-reading-class"}


@pytest.mark.parametrize("words", ["三会一课", "“三会一课”", "“三会一课”制度", "三会一课制度"])
def test_a_label_found_by_its_looks_is_its_concept(words):
    """Words that are a label are no new thing, even where the reading did not know."""
    made = graph(named(words, kind="other"))
    assert said(made, f"{KG}mechanism") == {"mechanism/three-meetings-one-lesson"}
    assert said(made, f"{SKOS}broader") == set()


def test_the_same_words_have_one_kind():
    """However two readings came by the words, the graph that they share says one kind."""
    made = [*graph(named("某某机制", kind="other"), key="a"), *graph(named("某某机制", kind="mechanism"), key="b")]
    assert said(made, f"{KG}mechanismKind") == {"mechanism-kind/mechanism"}


def test_every_kind_is_one_of_the_vocabulary():
    """Endings name kinds that are there."""
    assert {described(words)[0] for words in ("某某制度", "某某", "某某平台", "某某考核")} <= set(
        preferred("mechanism-kind")
    )


def test_the_cost_does_not_grow_with_words_times_labels():
    """A hundred thousand labels and a long name are asked in a moment."""
    many = Endings.of((f"词{number:05d}", str(number)) for number in range(100_000))
    start = time.perf_counter()
    assert many.find("长" * 100_000 + "词00042") == ("42", 6)
    assert [many.find(f"某词{number:05d}")[0] for number in range(10_000)] == [str(number) for number in range(10_000)]
    assert time.perf_counter() - start < 2
