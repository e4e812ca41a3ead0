"""What of a Markdown file is markup."""

import pytest

from kg.model import Span
from kg.read.markdown import read_markdown


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("第一章 总则", "## 第一章 总则"),
        ("第一章 总则", "第一章 总则"),
        ("各级党委要落实", "各级**党委**要落实"),
        ("见《条例》。", "见[《条例》](https://a.example/x)。"),
        ("甲", "<!-- INFO\nEND -->甲"),
        ("<!-- 甲", "<!-- 甲"),
        ("甲\n", "---\ntitle: 页\n---\n甲\n"),
        ("甲", "> 甲"),
        ("1. 甲", "1. 甲"),
        ("1. 甲", r"1\. 甲"),
        ("甲", "- 甲"),
        ("——甲", "——甲"),
        ("| 任务 | 单位 |\n\n| 公开 | 县 |", "| 任务 | 单位 |\n| --- | :--: |\n| 公开 | 县 |"),
        ("2*3*4", "2*3*4"),
        ("甲[注]", "甲[注]"),
        ("甲\n乙", "甲\r\n乙"),
    ],
)
def test_marks_go_words_stay(text, source):
    """Marks of headings, emphasis, links, quotes and comments are left out, all words and numbers stay."""
    assert read_markdown("a.md", source, "").text == text


def test_words_lead_back():
    """A word's place in the clean text leads to its place in the file."""
    source = read_markdown("a.md", "# 标题\n\n各级**党委**要[落实](x)。", "")
    for words in ("标题", "党委", "落实"):
        start = source.text.index(words)
        place = source.to_original(Span(start, start + len(words)))
        assert source.original[place.start : place.end] == words
