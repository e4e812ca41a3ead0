"""What of a page is text, and where its lines break."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.read.formats import holds_html
from kg.read.html import read_html


def _text(source):
    return read_html("a.html", source, "").text


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (["甲", "乙"], "<div>甲</div><div>乙</div>"),
        (["甲", "乙"], "<html><body>甲<br>乙"),
        (["甲", "乙"], "<p>甲<p>乙"),
        (["各级党委"], "<html><p>各级<b>党</b><a href='x'>委</a></p>"),
        (["各级党委"], "<html><body><p>各级\n    党委\n</p></body></html>"),
        (["one two"], "<html><body><p>one\n  two</p></body></html>"),
        (["标题.txt", "正文"], "标题.txt\n<div>正文</div>"),
        (["甲", "乙"], "<pre>甲\n乙</pre>"),
        (
            ["序号\t任务", "1\t公开"],
            "<table><tr><th>序号</th><th>任务</th></tr><tr><td><p>1</p></td><td>公开</td></tr></table>",
        ),
        (["一段", "二段"], "<table><tr><td><p>一段</p><p>二段</p></td></tr></table>"),
        (["甲"], "<script>var a = '<p>乙</p>';</script><style>p{}</style><!-- <p>丙</p> --><p>甲</p>"),
        (
            ["这里是正文"],
            "<html><head><title>页</title></head><body><nav><a>首页</a></nav><p>这里是正文</p><footer>x</footer>",
        ),
        (["a < b & c > d"], "<p>a &lt; b &amp; c &gt; d</p>"),
        (["a < b"], "<p>a < b</p>"),
        (["甲", "乙"], "<ul><li>甲</li><li>乙</li></ul>"),
        (["甲"], '<p title="a > b">甲</p>'),
        (["甲"], "<P CLASS=x>甲</P>"),
    ],
)
def test_lines(lines, source):
    """Blocks break lines, inline elements do not; scripts, comments and navigation are no text."""
    assert [line.strip() for line in _text(source).splitlines() if line.strip()] == lines


@pytest.mark.parametrize(
    "source",
    [
        "<nav><p>正文</p>",
        "<header><p>正文</p></header>",
        "<!-- <p>正文</p>",
        "<p 正文",
        "<script>正文",
        "<p title='x>正文",
    ],
)
def test_where_in_doubt_nothing_is_lost(source):
    """Navigation that never closes or holds everything, and markup that never ends, stay text."""
    assert "正文" in _text(source)


def test_entities_are_blocks_and_words_lead_back():
    """An entity stands for its whole source; words after it keep their places."""
    source = read_html("a.html", "<div>&nbsp;各级&ldquo;党委&rdquo;</div><p>要&#x843D;实</p>", "")
    assert source.text == " 各级“党委”\n要落实"
    for words, original in (("党委", "党委"), ("“", "&ldquo;"), ("落", "&#x843D;"), ("实", "实")):
        start = source.text.index(words)
        place = source.to_original(Span(start, start + len(words)))
        assert source.original[place.start : place.end] == original


@pytest.mark.parametrize(
    ("holds", "text"),
    [
        (True, "<!DOCTYPE html><html>"),
        (True, "名称.txt\n<div><span style='a'>甲</span></div>"),
        (True, "  <html lang=zh>"),
        (False, "各级党委要落实责任。"),
        (False, "若 a<b 且 c>d，则"),
        (False, "<关于加强监督的意见>"),
    ],
)
def test_html_is_known_by_its_tags(holds, text):
    """A page's beginning or several tags make HTML; angle brackets alone do not."""
    assert holds_html(text) is holds


_SCRAPS = st.sampled_from(
    ["<p>", "</p>", "<div class='a'>", "</div>", "<br/>", "<td>", "</td>", "<tr>", "<nav>", "</nav>", "<!--", "-->", "<script>",
     "</script>", "<", ">", '"', "'", "&nbsp;", "&", "各级党委", " ", "\n", "\r\n", '<a href="', "<pre>", "</pre>", "\u200b"]
)  # fmt: skip


@given(st.lists(_SCRAPS, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_soup_is_read_with_sound_runs(source):
    """Runs cover the clean text and stay inside the original, whatever the markup."""
    read = read_html("a.html", source, "")
    at = 0
    for run in read.runs:
        assert run.clean == at
        at += run.clean_length
        assert 0 <= run.original <= run.original + run.original_length <= len(source)
        if run.clean_length == run.original_length > 1:
            original = source[run.original : run.original + run.original_length]
            assert read.text[run.clean : at] == original.replace("\r", "\n")
    assert at == len(read.text)


@pytest.mark.parametrize(
    "scrap", ["<p>各级党委</p>", "<!--", '<a "', '<a ">"', "<script>", "<", "&amp;", "<td><td>", "<nav>", "<![CDATA["]
)
def test_time_grows_with_the_page_and_no_faster(scrap):
    """Eight times as much broken markup is not sixty-four times the work."""
    small, large = (_seconds(scrap * times) for times in (4_000, 32_000))
    assert large < 30 * small + 0.3


def _seconds(source):
    started = time.perf_counter()
    _text(source)
    return time.perf_counter() - started
