"""Hard places of real directives, read as a careful person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Kind, Modality
from tests.factories import read


def quotes(text: str, **options: object) -> list[str]:
    return [norm.quote for norm in read(text, **options).norms]  # type: ignore[arg-type]  # options as the table has them


def test_two_norms_of_one_subject() -> None:
    """A second action is a second norm of the same subject; its manner is not."""
    reading = read(
        "县处级以上领导班子要落实党委（党组）理论学习中心组学习制度，每年至少举办1期读书班，列出专题，集中学习研讨。"
    )
    assert [norm.quote for norm in reading.norms] == [
        "落实党委（党组）理论学习中心组学习制度",
        "每年至少举办1期读书班，列出专题，集中学习研讨",
    ]
    assert [[bearer.words for bearer in norm.bearers] for norm in reading.norms] == [["县处级以上领导班子"]] * 2
    assert reading.norms[1].cadence[0].count == ">=1"


def test_two_subjects_in_one_sentence() -> None:
    """Each clause has its own subject."""
    reading = read("党委（党组）理论学习中心组每年安排1次党章集体学习，党支部每年组织1次党章专题学习交流。")
    assert [norm.bearers[0].words for norm in reading.norms] == ["党委（党组）理论学习中心组", "党支部"]


@pytest.mark.parametrize(
    "text",
    [
        "习近平新时代中国特色社会主义思想是中国共产党的思想旗帜。",
        "开展专项整治是解决工作中突出问题的有效方法和重要抓手。",
        "本条例自2021年2月1日起施行。",
    ],
)
def test_no_norm(text: str) -> None:
    """A statement of what something is, or when a text applies, directs nobody."""
    reading = read(text)
    assert reading.norms == ()
    assert len(reading.unread) == 1
    assert reading.unread[0].reason in {"definition", "background", "savings"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("除中央明确的事项外,不得新设“一票否决”事项。", Modality.PROHIBITION),
        ("防止扎堆调研、作秀调研。", Modality.PROHIBITION),
        ("县级以上人民政府可以指定所属部门开展政府督查。", Modality.PERMISSION),
        ("鼓励和引导在职党员到工作地或居住地党组织报到为群众服务。", Modality.PERMISSION),
        ("对调研发现的问题，能解决的马上解决，一时解决不了的要有时限。", Modality.OBLIGATION),
        ("及时回应人民群众合理诉求，着力办好让群众可感可及的实事。", Modality.OBLIGATION),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    """A cue inside a longer word (回应, 可感可及, 解决不了) is no cue."""
    assert {norm.modality.value for norm in read(text).norms} == {modality}


def test_addressee_and_inheritance() -> None:
    """A bare imperative on a new matter is nobody's by name, whoever was named before."""
    reading = read("党支部每年组织1次党章专题学习交流。强化对党忠诚教育，落实主题党日制度。")
    assert [bool(norm.bearers) for norm in reading.norms] == [True, False, False]


def test_heading_subject() -> None:
    """Where the heading is a sentence with a subject, the paragraph's imperatives are borne by it."""
    reading = read("要全面分析本地师德师风建设的现状与问题。", heading="各县（市、区）教育行政部门要切实承担起责任")
    assert [bearer.words for bearer in reading.norms[0].bearers] == ["各县（市、区）教育行政部门"]
    assert reading.norms[0].level.notation == "county"


PIECES = ["各级党委", "要", "不得", "可以", "落实", "《", "》", "“", "”", "，", "。", "：", "\n", "（一）", "每年至少1次", "×", "的", "由", "第一责任人", "a", "\ud800", "　"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from([Kind.ITEM, Kind.ARTICLE, Kind.FRAME, Kind.PREAMBLE, Kind.CLOSING]),
)
def test_any_text_is_read(pieces: list[str], kind: Kind) -> None:
    """Whatever the text: no exception, each quote stands at its place, ids are unique, and the same text gives the same norms."""
    text = "".join(pieces)
    reading = read(text, kind=kind)
    source = reading.directive.source
    for norm in reading.norms:
        assert norm.quote == source.quote(norm.span) != ""
        assert norm.span in norm.sentence or norm.span.overlaps(norm.sentence)
        for bearer in norm.bearers:
            assert bearer.words
    assert len({norm.id for norm in reading.norms}) == len(reading.norms)
    assert read(text, kind=kind) == reading


def test_nothing_is_lost() -> None:
    """Every sentence of a provision ends in a norm or with a reason."""
    text = "当前，形势复杂。各级党委要落实责任。亲力亲为。"
    reading = read(text)
    covered = [norm.span for norm in reading.norms] + [unread.span for unread in reading.unread]
    for at, character in enumerate(text):
        if character not in "，。" and not any(span.start <= at < span.end for span in covered):
            assert any(norm.sentence.start <= at < norm.sentence.end for norm in reading.norms)
