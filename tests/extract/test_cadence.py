"""How often, how much, how long, grouped by meaning."""

from __future__ import annotations

import pytest

from kg.extract.cadence import CadenceReader
from kg.lexicon import fold, load

READER = CadenceReader(load())


def said(text: str) -> list[dict[str, str]]:
    found = READER.read(fold(text), 0, len(text))
    names = ("count", "unit", "per", "duration", "each")
    return [{name: getattr(one, name) for name in names if getattr(one, name)} for one in found]


MEANINGS = [
    ({"count": ">=1", "unit": "期", "per": "P1Y"}, ["每年至少举办1期读书班", "每年不少于1期", "每年至少举办一期读书班"]),
    ({"count": "1", "unit": "次", "per": "P1Y"}, ["每年安排1次党章集体学习", "每年组织一次交流"]),
    ({"per": "P1Y"}, ["每年研究确定若干重点调研课题", "制定年度民生实事计划", "每年对问题开展督查检查"]),
    ({"count": ">=1", "unit": "次", "per": "P5Y"}, ["每5年至少参加1次集中轮训", "每五年至少参加1次集中轮训"]),
    ({"count": "1", "unit": "次", "per": "P6M"}, ["每半年征求1次意见建议"]),
    ({"count": "3-5", "unit": "个", "per": "P3M"}, ["每季度要列出3～5个最突出的问题", "每季度要列出3-5个问题"]),
    ({"count": "x", "unit": "篇", "per": "P3M"}, ["每季度学习篇目不少于×篇"]),
    ({"count": "2", "unit": "个", "per": "P1Y", "each": "person"}, ["每人每年确定2个调研题目"]),
    ({"duration": ">=P1Y"}, ["联系时间一般不少于1年", "联系时间一般不少于一年"]),
    ({"duration": "P3M", "per": "P1Y"}, ["每年要有3个月下基层调研"]),
    ({"duration": ">=P2D", "per": "P3M"}, ["每季度至少利用2天时间"]),
    ({"duration": "<=P3D"}, ["在受案后三日内反馈", "3日以内反馈"]),
    ({"duration": "<=P15D"}, ["应在十五个工作日内予以回复"]),
]  # fmt: skip


@pytest.mark.parametrize(("meaning", "text"), [(m, t) for m, texts in MEANINGS for t in texts])
def test_one_meaning(meaning: dict[str, str], text: str) -> None:
    """Different words for one frequency have one reading."""
    assert said(text) == [meaning]


def test_two_counts_under_one_frequency() -> None:
    """1个正面和1个反面 are two counts under one 每年至少."""
    assert said("每年至少确定1个正面和1个反面案例") == [{"count": ">=1", "unit": "个", "per": "P1Y"}] * 2


@pytest.mark.parametrize(
    "text",
    ["定期通报典型案例", "找准每个专项整治的切入点", "作为下一年度纠治重点任务", "对上年度民主生活会提出的问题", "开好这次专题民主生活会",
     "一级抓一级", "增强“四个意识”", "2019年6月底前完成", "一时解决不了的要有时限", "完善15分钟城市党群服务矩阵"],
)  # fmt: skip
def test_no_cadence(text: str) -> None:
    """Open adverbs, numbers in names, slogans and calendar dates are none."""
    assert said(text) == []
