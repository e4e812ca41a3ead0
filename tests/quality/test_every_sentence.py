"""Nothing is silently lost: every sentence that could carry a norm ends as norms or with a reason."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import resources
from kg.extract import extract
from kg.extract.passages import tasks_in
from kg.extract.segments import Scanner
from kg.lexicon import fold, load
from kg.model import Directive, SourceText, Span
from kg.pipeline import parse
from kg.structure import parse as parse_text

DOCUMENTS = sorted(resources.documents().glob("*.txt"))


def lost(directive: Directive) -> list[str]:
    """Words of provisions that may carry norms which stand in no norm's sentence and in no unread one."""
    reading = extract(directive, load())
    text = directive.source.text
    told = bytearray(len(text))

    def tell(span: Span) -> None:
        told[span.start : span.end] = b"\1" * len(span)

    for norm in reading.norms:
        assert norm.span in norm.sentence
        tell(norm.sentence)
    for unread in reading.unread:
        assert unread.reason
        assert unread.rule
        tell(unread.span)
    scanner = Scanner(fold(text), load())
    missing = []
    for provision in directive.provisions():
        if provision.kind.speaks:
            # A line in brackets that says who carries out what stands before it is a part of those norms.
            for start, end in tasks_in(scanner, provision.body.start, provision.body.end):
                tell(Span(start, end))
            for sentence in scanner.sentences(provision.body.start, provision.body.end):
                at = [
                    place for place in range(sentence.start, sentence.end) if text[place].isalnum() and not told[place]
                ]
                if at:
                    missing.append(text[at[0] : at[-1] + 1])
    return missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_sentence_of_the_directives(path: Path):
    """Of those that come with the package."""
    assert lost(parse(path)) == []


def test_a_lost_sentence_would_be_seen(monkeypatch: pytest.MonkeyPatch):
    """The measure itself: without its reasons, an unread sentence is lost."""
    directive = parse_text(
        SourceText.plain("a.txt", "一、加强学习。\n本条例自2021年2月1日起施行。党员要参加党员大会。"), "a"
    )
    assert lost(directive) == []
    monkeypatch.setattr("kg.extract.read.Reader._unread", lambda *_: None)
    assert lost(directive) == ["本条例自2021年2月1日起施行"]


MARKS = st.sampled_from(
    [
        *"，；。：！？\n“”‘’《》（）()、.,;:　 \t" * 2,
        "一、",
        "（一）",
        "1.",
        "①",
        "第一条",
        "第二章",
        "附件",
        "（X牵头，Y参与）",
    ]
)
WORDS = st.sampled_from(
    [
        *("各级党委", "党员", "领导班子", "具备条件的单位", "由教育局牵头", "（教育局牵头，财政局参与）", "天气"),
        *(
            "要",
            "应当",
            "不得",
            "可以",
            "鼓励",
            "防止",
            "落实",
            "制度",
            "建立健全",
            "每年至少1次",
            "的",
            "是",
            "近年来",
        ),
        *(
            "通知指出",
            "下列情形之一的",
            "为深入贯彻",
            "现提出如下意见",
            "本条例自2021年起施行",
            "党支部书记是第一责任人",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, MARKS), max_size=40).map("".join))
def test_every_sentence_of_made_directives(text: str):
    """Words of directives and marks of structure in any order."""
    assert lost(parse_text(SourceText.plain("a.txt", text), "a")) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_every_sentence_of_any_text(text: str):
    """Whatever characters there are."""
    assert lost(parse_text(SourceText.plain("a.txt", text), "a")) == []
