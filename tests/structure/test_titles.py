"""What stands after a number is a title or a duty, and a duty never gets lost as a title."""

import pytest

from kg.model import SourceText
from kg.structure import parse

_LONG = "要从办人民满意的教育出发，加强督促检查，设立举报电话，接受家长和社会的监督，发现问题及时处理。" * 2


def _headings(text: str) -> list[str]:
    directive = parse(SourceText.plain("a.txt", f"关于办事的通知\n{text}"), "a")
    return [provision.heading for provision in directive.provisions() if provision.number]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        # A rule is never a title: not over a paragraph, not over a table, not before more text, not with a stop missing.
        ("一、各级党委应当每年至少召开2次会议。\n县政府应当报告。", [""]),
        ("一、县政府不得截留经费。\n任务\t单位\n公开\t县政府", [""]),
        ("一、县政府应当拨付经费。" + _LONG, [""]),
        ("一、县政府应当拨付以下经费\n（一）学校经费；\n（二）医院经费。", ["", "", ""]),
        # Nor is a sentence with a cadence, unless it names a mechanism.
        ("一、完善台账，每月更新。\n县政府负责。", [""]),
        ("一、坚持每月例会制度。\n县政府负责。", ["坚持每月例会制度"]),
        # A sentence with 要 is one only among titles of the same make and before much more text.
        ("一、提高认识。" + _LONG + "\n二、学校要承担起责任。" + _LONG, ["提高认识", "学校要承担起责任"]),
        ("一、提高认识。" + _LONG + "\n二、学校要承担起责任。家长配合。", ["提高认识", ""]),
        ("一、提高认识。" + _LONG + "\n二、学校要承担起责任。\n" + _LONG, ["提高认识", ""]),
        ("一、学校要承担起责任。" + _LONG + "\n二、教师要弘扬师德。" + _LONG, ["", ""]),
        ("（一）总体要求\n" + _LONG + "\n（二）学校要带头\n" + _LONG, ["总体要求", "学校要带头"]),
        # What only looks like a modal stays a title.
        ("一、总体要求。坚持学习。\n二、主要任务。完善监督。", ["总体要求", "主要任务"]),
        ("一、明确领导干部应当承担的责任。\n县委负责。", ["明确领导干部应当承担的责任"]),
        ("第一章　二次供水\n第一条　县政府负责。", ["二次供水", ""]),
    ],
)
def test_a_duty_is_no_title(text, headings):
    """The headings of the numbered provisions, in order; a duty has none and stays in the body."""
    assert _headings(text) == headings


def test_a_duty_stays_in_the_body():
    """The words of a duty above a paragraph are the item's own text."""
    text = "关于办事的通知\n一、各级党委应当每年至少召开2次会议。\n县政府应当每季度报告1次。"
    directive = parse(SourceText.plain("a.txt", text), "a")
    item, paragraph = (provision for provision in directive.provisions() if provision.eid.startswith("item_1"))
    assert directive.source.quote(item.body).strip() == "各级党委应当每年至少召开2次会议。"
    assert (paragraph.eid, directive.source.quote(paragraph.body)) == ("item_1__para_2", "县政府应当每季度报告1次。")
