"""A subject phrase is read as coordinated heads, each who × level."""

from __future__ import annotations

import pytest

from kg.extract.bearers import BearerReader, union
from tests.factories import scanner

PHRASES = [
    ("县处级以上领导班子", [("县处级以上领导班子", ">=county")]),
    ("党员、干部", [("党员", "none"), ("干部", "none")]),
    ("各级领导班子和党员、干部", [("各级领导班子", "all"), ("党员", "none"), ("干部", "none")]),
    ("省、市、县党政领导班子", [("省、市、县党政领导班子", "provincial,municipal,county")]),
    ("省（自治区、直辖市）党委", [("省（自治区、直辖市）党委", "provincial")]),
    ("各县（市、区）委", [("各县（市、区）委", "county")]),
    ("各级主题教育领导小组及其办公室", [("各级主题教育领导小组", "all"), ("其办公室", "none")]),
    ("各级党委（党组）及纪检监察机关、组织部门等相关职能部门", [("各级党委（党组）", "all"), ("纪检监察机关", "none"), ("组织部门", "none")]),
    ("党的各级领导干部特别是高级干部", [("党的各级领导干部", "all"), ("高级干部", "none")]),
    ("县级以上人民政府", [("县级以上人民政府", ">=county")]),
    ("基层党支部", [("基层党支部", "grassroots")]),
    ("各地区各部门各单位", [("各地区各部门各单位", "all")]),
    ("领导班子成员之间", [("领导班子成员", "none")]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "expected"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_phrases(phrase: str, expected: list[tuple[str, str]]) -> None:
    """Heads are split, modifiers that they share stay together, and the words say the level."""
    found = BearerReader(scanner(phrase)).read(0, len(phrase), "test")
    assert [(bearer.words, bearer.level.notation) for bearer in found] == expected


@pytest.mark.parametrize("phrase", ["整改情况", "民主生活会", "", "，，", "的的的"])
def test_no_actor(phrase: str) -> None:
    """A matter, an activity or nothing at all is no bearer."""
    assert BearerReader(scanner(phrase)).read(0, len(phrase), "test") == ()


def test_union_of_levels() -> None:
    """Any 各级 covers all; lists are joined; nothing stated stays nothing."""
    reader = BearerReader(scanner("各级党委市委县委党员"))
    whole = [reader.read(0, 4, "t")[0].level, reader.read(8, 10, "t")[0].level]
    assert union(iter(whole)).notation == "all"
    assert union(iter([whole[1]])).notation == "none"
