"""What a document says of itself, field by field."""

import pytest

from kg.model import SourceText
from kg.structure import parse


def _header(text):
    return parse(SourceText.plain("a.txt", text), "a").header


_ITEMS = "一、加强领导。各级党委要落实责任。\n二、加强督查。每年督查1次。\n"


@pytest.mark.parametrize(
    ("addressees", "salutation"),
    [
        (("各区、县(市)党委", "市直属各单位党委(党组)"), "各区、县(市)党委,市直属各单位党委(党组):"),
        (("各县（市、区）教育局", "各市属学校"), "各县（市、区）教育局、各市属学校："),
        (
            ("各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"),
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        ),
        (
            ("各省、自治区、直辖市，新疆生产建设兵团人民检察院", "监察委员会", "教育厅（教委）"),
            "各省、自治区、直辖市，新疆生产建设兵团人民检察院、监察委员会、教育厅（教委）：",
        ),
    ],
)
def test_a_salutation_names_the_addressees(addressees, salutation):
    """Names are cut at commas, but a bare kind of place belongs to the name after it."""
    assert _header(f"关于加强监督的通知\n{salutation}\n{_ITEMS}").addressees == addressees


@pytest.mark.parametrize(
    ("addressees", "words"),
    [
        (
            ("各地区各部门",),
            "近日，中共中央办公厅印发了《关于加强监督的意见》，并发出通知，要求各地区各部门结合实际认真贯彻落实。",
        ),
        (
            ("各地区各部门各单位",),
            "近日，中共中央组织部印发《关于开好组织生活会的通知》，要求各地区各部门各单位开好组织生活会。",
        ),
        ((), "近日，中共中央组织部印发《关于开好组织生活会的通知》。"),
        (
            ("本市各级行政执法主体",),
            "某某市条例\n第一条 为了规范执法，制定本条例。\n第二条 本市各级行政执法主体均应遵守本条例。",
        ),
        (
            ("县级以上人民政府",),
            "督查条例\n第一条 为了督查，制定本条例。\n第二条 本条例所称督查，是指县级以上人民政府在职权范围内开展的检查。",
        ),
        ((), "某某法\n第一条 为了预防突发事件，制定本法。\n第二条 本法所称突发事件，是指突然发生的危害。"),
    ],
)
def test_without_salutation_the_lead_or_the_scope_names_them(addressees, words):
    """News leads say what is asked of whom; statutes say whom they bind."""
    assert _header(words).addressees == addressees


@pytest.mark.parametrize(
    ("issuers", "text"),
    [
        (("中共杭州市委办公厅",), f"关于加强监督的意见\n{_ITEMS}中共杭州市委办公厅\n2020年12月23日"),
        (("中共中央", "国务院"), f"中共中央 国务院\n关于加强监督的意见\n{_ITEMS}"),
        (("中共中央办公厅",), f"中共中央办公厅关于加强监督的意见\n{_ITEMS}"),
        (("某某县教育局",), f"某某县教育局文件\n某教〔2020〕3号\n关于加强监督的意见\n{_ITEMS}"),
        (("国务院",), "督查条例\n（2020年12月1日国务院第117次常务会议通过）\n第一条 为了督查，制定本条例。"),
        (("教育部", "公安部", "民政部"), f"关于加强监督的意见\n{_ITEMS}教育部 公安部\n民政部\n2020年5月7日"),
        ((), f"关于加强监督的意见\n{_ITEMS}"),
    ],
)
def test_issuers(issuers, text):
    """Signature, title, letterhead or the note of adoption names who issued it; nobody is invented."""
    assert _header(text).issuers == issuers


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2020-12-23", f"关于加强监督的意见\n{_ITEMS}某某局\n2020年12月23日"),
        ("2024-02-23", f"关于加强监督的意见\n（2024年2月23日）\n{_ITEMS}"),
        (
            "2018-05-20",
            f"来源：某网 发布时间：2018-05-21\n新华社北京5月20日电 近日，中办印发了《关于加强监督的意见》。\n{_ITEMS}",
        ),
        (
            "2017-12-30",
            f"来源：某网 发布时间：2018-01-02\n新华社北京12月30日电 近日，中办印发了《关于加强监督的意见》。\n{_ITEMS}",
        ),
        (None, f"新华社北京9月14日电 近日，中办印发了《关于加强监督的意见》。\n{_ITEMS}"),
        (None, f"关于加强监督的意见\n{_ITEMS}2020年13月41日"),
    ],
)
def test_date(date, text):
    """The document's own date, else the dateline's in the year of publication, else none."""
    assert _header(text).date == date


@pytest.mark.parametrize(
    ("works", "text"),
    [
        (("关于巩固深化主题教育成果的意见",), f"关于巩固深化主题教育成果的实施意见\n{_ITEMS}"),
        (("关于加强监督的意见",), f"某某方案\n为贯彻落实《关于加强监督的意见》，制定本方案。\n{_ITEMS}"),
        (
            ("中华人民共和国刑事诉讼法", "中华人民共和国未成年人保护法"),
            "某某办法\n第一条 根据《中华人民共和国刑事诉讼法》《中华人民共和国未成年人保护法》，制定本办法。",
        ),
        (
            ("中华人民共和国突发事件应对法",),
            "北京市实施《中华人民共和国突发事件应对法》办法\n第一条 为了应对突发事件。",
        ),
        ((), f"关于加强监督的意见\n学习《条例》精神，现提出如下意见。\n{_ITEMS}"),
        ((), f"某某市关于推进公开的实施方案\n{_ITEMS}"),
    ],
)
def test_what_it_carries_out(works, text):
    """Titles that the opening or the title itself says are carried out."""
    assert _header(text).implements == works


def test_title_over_several_lines():
    """A title that the page's width broke is one title."""
    header = _header(f"国务院办公厅关于全面推行\n执法公示制度\n法制审核制度的指导意见\n国办发〔2018〕118号\n{_ITEMS}")
    assert (header.title, header.doc_type, header.number) == (
        "国务院办公厅关于全面推行执法公示制度法制审核制度的指导意见",
        "指导意见",
        "国办发〔2018〕118号",
    )


def test_places_lead_back_to_the_words():
    """Each field read from the text says where."""
    source = SourceText.plain("a.txt", f"关于加强监督的意见\n各市、县党委：\n{_ITEMS}某某市委办公室\n2020年12月23日\n")
    found = {field: source.quote(span) for field, span in parse(source, "a").header.spans}
    assert found == {
        "addressees": "各市、县党委：",
        "date": "2020年12月23日",
        "issuers": "某某市委办公室",
        "title": "关于加强监督的意见",
    }
