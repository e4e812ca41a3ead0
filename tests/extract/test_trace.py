"""One can see why: each sentence with what was found in it, what decided, and what came of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.model import packaged
from kg.extract.read import MODELS, Reader
from kg.extract.trace import SegmentTrace, Trace, trace
from kg.lexicon import load
from kg.model import Directive, Kind, SourceText
from kg.structure import parse
from tests.factories import directive, grammar


def traced(read: Directive) -> Trace:
    return trace(Reader(read, load(), {name: packaged(name) for name in MODELS}))


def segments(text: str) -> list[SegmentTrace]:
    return [segment for sentence in traced(directive(text)).sentences for segment in sentence.segments]


def test_hits_have_word_class_and_entry():
    """In text order, gaps left out; a quotation is a hit without an entry."""
    text = "党员要按时参加“三会一课”活动。"
    (segment,) = segments(text)
    found = [(text[hit.span.start : hit.span.end], hit.letter, hit.entry) for hit in segment.hits]
    assert found[:2] == [("党员", "B", "who.party-member"), ("要", "M", "modality.obligation")]
    assert all(letter in segment.code for _, letter, _ in found)
    assert [hit.span for hit in segment.hits] == sorted(hit.span for hit in segment.hits)


def test_the_first_pattern_decides_and_the_others_are_named():
    """Ranks are places in the file; the one that decided stands before all that gave way."""
    (segment,) = segments("党员要按时参加党员大会。")
    names = [rule for rule, *_ in grammar().rules]
    assert segment.rule.id == "segment.subject-modal"
    assert segment.rule.rank == names.index("segment.subject-modal") + 1
    assert "segment.topic-modal" in [rule.id for rule in segment.rejected]
    assert [rule.rank for rule in segment.rejected] == sorted(rule.rank for rule in segment.rejected)
    assert segment.rule.rank < segment.rejected[0].rank
    assert [name for name, _ in segment.parts] == ["subject", "modal", "head"]


def test_the_tag_has_its_probability_and_its_reasons():
    """At most three features each way, the strongest first, those for above zero and those against below."""
    first, second = segments("县处级以上领导班子每年至少举办1期读书班，列出专题。")
    assert (first.tag.value, second.tag.value) == ("B", "I")
    for segment in (first, second):
        tag = segment.tag
        assert 0 < tag.probability <= 1
        assert tag.rival != tag.value
        assert 1 <= len(tag.pro) <= 3
        assert len(tag.contra) <= 3
        assert [weight.value for weight in tag.pro] == sorted((weight.value for weight in tag.pro), reverse=True)
        assert all(weight.value > 0 for weight in tag.pro)
        assert all(weight.value < 0 for weight in tag.contra)


def test_a_sentence_leads_to_its_norms_or_its_reason():
    """Each norm under its sentence; a preamble's segments have no tag, for the place alone decides."""
    first, second = traced(directive("党员要按时参加党员大会。本条例自2021年2月1日起施行。")).sentences
    assert [norm.quote for norm in first.norms] == ["按时参加党员大会"]
    assert not first.unread
    assert second.norms == ()
    assert [unread.reason for unread in second.unread]
    (preamble,) = traced(directive("党员要按时参加党员大会。", kind=Kind.PREAMBLE)).sentences
    assert [segment.tag for segment in preamble.segments] == [None]
    assert [unread.reason for unread in preamble.unread] == ["preamble"]


@pytest.mark.parametrize("text", ["，党员要参加党员大会。", "“”。党员要参加党员大会。", "　\n 党员要参加党员大会。"])
def test_odd_beginnings(text: str):
    """A sentence that begins with a mark still finds its norms."""
    assert sum(len(sentence.norms) for sentence in traced(directive(text)).sentences) == 1


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text("一二、（）。，；：党员要参加大会的是“”《》\n　", max_size=80)))
def test_the_trace_tells_all_that_was_read(text: str):
    """The same norms and reasons as without a trace, each once, in text order, for any text."""
    read = parse(SourceText.plain("a.txt", text), "a")
    found, plain = traced(read), extract(read, load())
    assert [norm for sentence in found.sentences for norm in sentence.norms] == list(plain.norms)
    told = [unread for sentence in found.sentences for unread in sentence.unread]
    assert sorted(told, key=lambda one: one.span) == list(plain.unread)
    assert [sentence.span for sentence in found.sentences] == sorted(sentence.span for sentence in found.sentences)
