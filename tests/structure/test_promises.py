"""Any text whatever gives a tree that covers every character of it."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import SourceText
from kg.structure import as_json, parse, render
from tests.structure.covering import check

_MARKS = st.sampled_from(
    [
        "第一编 总则", "第一章　总则", "第二章 职责", "第一节 一般规定", "第一条　", "第七条 ", "第七条之一 ", "第三条【职责】",
        "一、", "二、", "五、", "十二、", "（一）", "（二）", "(三)", "1.", "2．", "3、", "12. ", "（1）", "(2)", "1）", "①", "⑵",
        "附件", "附件1", "附件：1.分工表", "附件2：名单", "", "", "",
    ]
)  # fmt: skip
_WORDS = st.sampled_from(
    [
        "加强领导", "加强领导。各级党委要落实责任。", "各级党委要落实责任，每年报告1次；", "关于加强监督的意见", "中共杭州市委办公厅",
        "2020年12月23日", "（2024年2月23日）", "各区、县(市)党委:", "《关于加强监督的意见》全文如下。", "目录", "— 3 —", "原文链接：http://a",
        "近日，中共中央办公厅印发《关于加强监督的意见》，要求各地区各部门认真落实。", "特此通知。", "序号\t任务\t单位", "1\t公开\t县政府",
        "“第一议题。”制度。坚持。", "每周不少于×个小时", "\ufffd\ufffd", "《", "》》", "。", "：", "〔2020〕12号", "国办发〔2018〕128号",
    ]
)  # fmt: skip
_BREAKS = st.sampled_from(["\n", "\n", "\n\n", "\n　　", "  \n\t", " ", "\r\n", "\u2028"])
_DIRECTIVES = st.lists(st.tuples(_MARKS, _WORDS, _BREAKS), max_size=40).map(
    lambda parts: "".join("".join(part) for part in parts)
)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_covering_tree(text):
    """No text makes the stage fail, and none of its characters is lost."""
    check(parse(SourceText.plain("a.txt", text), "a"))


@given(_DIRECTIVES)
@settings(max_examples=300, deadline=None)
def test_text_of_real_marks_gives_a_covering_tree(text):
    """The marks and lines that directives are made of, in any order, lose nothing either."""
    directive = parse(SourceText.plain("a.txt", text), "a")
    check(directive)
    render(directive)
    as_json(directive)


@given(_DIRECTIVES)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_tree(text):
    """Reading twice is reading once."""
    source = SourceText.plain("a.txt", text)
    assert parse(source, "a") == parse(source, "a")


def test_time_grows_with_the_text_and_no_faster():
    """Many items, many paragraphs, many titles, one huge line: eight times the text is not sixty-four times the work."""
    shapes = [
        "一、加强领导。各级党委要落实责任。\n",
        "第一条　各级党委要落实责任。\n",
        "各级党委要落实责任。\n",
        "关于加强监督的意见\n",
        "目录\n第一章 总则\n",
        "附件：1.分工表\n2.名单\n",
        "2020年12月23日\n关于加强监督的通知\n",
        "《甲》《乙》全文如下",
        "局部部部部部部局",
        "1\t2\t3\n",
    ]
    for shape in shapes:
        small, large = (_seconds(shape * times) for times in (1_000, 8_000))
        assert large < 30 * small + 0.2, shape


def _seconds(text: str) -> float:
    started = time.perf_counter()
    parse(SourceText.plain("a.txt", text), "a")
    return time.perf_counter() - started
