"""Text is cut at its marks, with quotations, titles and brackets whole, and every word keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.segments import Segment, joined
from tests.factories import scanner


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("加强统筹，改进作风；不增加负担。", ["加强统筹", "改进作风", "不增加负担"]),
        ("推广“走村不漏户，户户见干部”等做法。", ["推广“走村不漏户，户户见干部”等做法"]),
        ("依据《关于甲、乙，丙的意见》办理。", ["依据《关于甲、乙，丙的意见》办理"]),
        ("落实党委（党组，含党工委）责任。", ["落实党委（党组，含党工委）责任"]),
        ("各区,县(市)要落实:一是学,二是做!", ["各区", "县(市)要落实", "一是学", "二是做"]),
        ("开了“引号却没有关，后面照样断开。", ["开了“引号却没有关", "后面照样断开"]),
    ],
)
def test_cut(text: str, segments: list[str]) -> None:
    """Segments end at ，；：。！？ outside brackets; a bracket that never closes is a slip and hides nothing."""
    found = [text[s.start : s.end] for sentence in scanner(text).sentences(0, len(text)) for s in sentence.segments]
    assert found == segments


@given(st.text(alphabet="要党委各级“”‘’《》（）()，,。；;：\n 的一1落实\ud800×a", max_size=60))
def test_every_character_is_a_mark_a_blank_or_in_a_segment(text: str) -> None:
    """Segments come in order, do not overlap, and leave only marks and white space out; tokens tile each segment."""
    at = 0
    for sentence in scanner(text).sentences(0, len(text)):
        for segment in sentence.segments:
            assert all(c.isspace() or c in "，,；;：。！？“”‘’《》（）()" for c in text[at : segment.start])
            assert (segment.edges[0], segment.edges[-1]) == (segment.start, segment.end)
            assert list(segment.edges) == sorted(set(segment.edges))
            assert len(segment.code) == len(segment.words) == len(segment.edges) - 1
            at = segment.end


def test_time_grows_with_the_text_and_no_faster() -> None:
    """A paragraph of a hundred thousand unclosed quotation marks is cut in one pass."""
    text = "“各级党委要落实，" * 20000
    assert sum(len(sentence.segments) for sentence in scanner(text).sentences(0, len(text))) >= 1


@given(st.text(alphabet="要党委各级，、的一1落实干部×a每年", min_size=1, max_size=60))
def test_joined_segments_are_the_stretch_scanned_as_one(text: str) -> None:
    """Whether a stretch is put together from its segments or read as one, its tokens are the same."""
    scan = scanner(text)
    for sentence in scan.sentences(0, len(text)):
        whole = joined(sentence.segments, 0)
        assert (whole.code, whole.edges, whole.words) == parts(scan.scan(whole.start, whole.end))
        last = len(sentence.segments[0].code) - 1
        rest = joined(sentence.segments, last)
        assert (rest.code, rest.edges, rest.words) == parts(scan.scan(rest.start, rest.end))


def parts(segment: Segment) -> tuple[str, list[int], list[int]]:
    return segment.code, segment.edges, segment.words
