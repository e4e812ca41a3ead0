"""Questions about one position agree with each other: what ``duties`` says is what the others choose from."""

import pytest

from kg.errors import QueryError, UnknownValue
from kg.query import ask, question, questions
from kg.store import Embedded
from kg.store.connection import Value
from tests.query.test_cases import load

ABOUT_A_POSITION = [
    name
    for name in questions()
    if {"level", "who"} <= {parameter.name for parameter in question(name).parameters} and name != "duties-not"
]


def reasons(connection: Embedded, name: str, **asked: str) -> set[tuple[Value, ...]]:
    """Each duty with the basis and the reason that a question gives for it."""
    return {(row["norm"], row["basis"], row["reason"]) for row in ask(connection, name, **asked).records()}


@pytest.mark.parametrize("level", ["county", "township"])
@pytest.mark.parametrize("who", ["leadership", "leadership-team", "school"])
@pytest.mark.parametrize("name", ["calendar", "checklist", "duties-exclusive"])
def test_bases_and_reasons_are_those_of_duties(name: str, who: str, level: str):
    """Nothing applies here that does not apply there, and for the same reason."""
    made = load(name)
    assert reasons(made, name, level=level, who=who) <= reasons(made, "duties", level=level, who=who)


def test_the_questions_about_a_position_are_known():
    """A new one is compared with ``duties`` too."""
    assert set(ABOUT_A_POSITION) == {"calendar", "checklist", "duties", "duties-exclusive", "workload"}


def test_a_matrix_counts_the_duties_of_each_position():
    """Each cell is the number of rows that ``duties`` gives for the position."""
    made = load("matrix")
    cells = {str(row["who"]): row for row in ask(made, "matrix").records()}
    for who in ("leadership", "leadership-team", "school"):
        for level in ("county", "township"):
            assert cells[who][level] == len(ask(made, "duties", level=level, who=who).rows)


@pytest.mark.parametrize(
    ("level", "who", "expected"),
    [
        ("county", "school", ["办好食堂"]),
        ("county", "leadership-team", ["制定年度计划", "不得层层加码"]),
        ("township", "leadership", []),
    ],
)
def test_what_no_other_position_shares(level: str, who: str, expected: list[str]):
    """A duty of several levels, or together with others, belongs to none alone; a group for asking is no other."""
    rows = ask(load("duties-exclusive"), "duties-exclusive", level=level, who=who).records()
    assert [row["quote"] for row in rows] == expected


def months(**asked: int) -> dict[str, tuple[Value, ...]]:
    """Words of each cadence → state, first and last month of its windows, number of windows."""
    rows = ask(load("calendar"), "calendar", **asked).records()
    return {str(row["cadence"]): (row["state"], row["opens"], row["closes"], row["windows"]) for row in rows}


def test_a_quarter_has_its_own_window_and_lies_in_longer_ones():
    """What is due within the second quarter, and what stays open beyond it."""
    assert months(quarter=2) == {
        "每周自学不少于2小时": ("within", None, None, 0),
        "每月": ("within", 4, 6, 3),
        "每季度开展1至2次": ("within", 4, 6, 1),
        "每半年检查1次": ("open", 1, 6, 1),
        "每年至少举办1期": ("open", 1, 12, 1),
        "每5年轮训1次": ("unanchored", None, None, 0),
    }


@pytest.mark.parametrize(
    ("month", "quarterly", "halfyearly"),
    [(1, (1, 3), (1, 6)), (6, (4, 6), (1, 6)), (7, (7, 9), (7, 12)), (12, (10, 12), (7, 12))],
)
def test_a_month_lies_in_one_window_of_each_period(month: int, quarterly: tuple[int, int], halfyearly: tuple[int, int]):
    """Its quarter, its half-year, the year; only what is monthly or weekly must be done within it."""
    found = months(month=month)
    assert found["每月"] == ("within", month, month, 1)
    assert found["每季度开展1至2次"] == ("open", *quarterly, 1)
    assert found["每半年检查1次"] == ("open", *halfyearly, 1)
    assert found["每年至少举办1期"] == ("open", 1, 12, 1)


def test_a_month_outside_its_quarter_has_no_duties():
    """Both are conditions; together they name no time."""
    assert months(month=4, quarter=2)
    assert months(month=4, quarter=3) == {}


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"year": 2019}, False),
        ({"year": 2020, "month": 8}, False),
        ({"year": 2020, "quarter": 3}, True),
        ({"year": 2020, "month": 9}, True),
        ({"year": 2021}, True),
    ],
)
def test_a_directive_asks_for_nothing_before_its_date(asked: dict[str, int], there: bool):  # noqa: FBT001  a table of meanings
    """One of September 2020 is not there before; one that has no date is never left out."""
    found = months(**asked)
    assert ("每年至少举办1期" in found) is there
    assert "每半年检查1次" in found


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("month", "13", "whole number from 1 to 12, not '13'"),
        ("month", "0", "from 1 to 12"),
        ("quarter", "5", "from 1 to 4"),
        ("year", "-1", "from 1 to 9999"),
        ("year", "２０２１", "whole number"),
        ("year", "9" * 5000, "whole number"),
        ("month", "五月", "whole number"),
    ],
)
def test_a_time_that_is_none_is_refused(name: str, value: str, message: str):
    """With the bounds."""
    with pytest.raises(QueryError, match=message):
        ask(load("calendar"), "calendar", **{name: value})


def test_a_sum_can_be_narrowed():
    """By unit, by basis, by directive: what is left is the same as before."""
    made = load("workload")
    everything = ask(made, "workload").rows
    assert ask(made, "workload", directive="a").rows + ask(made, "workload", directive="b").rows == everything
    assert ask(made, "workload", unit="天").rows == tuple(row for row in everything if "天" in row)
    named = ask(made, "workload", basis="named", directive="a").records()
    assert [(row["unit"], row["least"], row["most"]) for row in named] == [("期", 1, None)]
    assert ask(made, "workload", unit="公斤").rows == ()


def test_a_mechanism_is_found_by_the_words_of_a_text():
    """Also where no vocabulary has it; a wider one brings its forms with it."""
    made = load("mechanism")
    assert [row["norm"] for row in ask(made, "mechanism", mechanism="红色主题党日").records()] == [
        "https://w3id.org/zhize/id/directive/a/n3"
    ]
    assert len(ask(made, "mechanism", mechanism="主题党日").rows) == 3
    assert ask(made, "mechanism", mechanism="主题党日", directive="b").records()[0]["quote"] == "落实主题党日制度"
    with pytest.raises(UnknownValue, match="红色主题党日"):
        ask(made, "mechanism", mechanism="蓝色主题党日")


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("references", {"work": "准则"}, ["严格执行廉洁自律准则，对照党章查找差距"]),
        ("targets", {"target": "困难"}, ["服务困难户"]),
        ("recurring", {"period": "P3M"}, ["每季度不超过3次"]),
        ("review", {"doubt": "bearer-inherited"}, ["查找差距"]),
        ("oversight", {"mechanism": "某某督查"}, ["不得新设某某督查"]),
        ("references", {"work": '") } #'}, []),
    ],
)
def test_rows_can_be_narrowed_by_words(name: str, asked: dict[str, str], expected: list[str]):
    """Part of a name is enough; whatever the words are, they stay words."""
    assert [row["quote"] for row in ask(load(name), name, **asked).records()] == expected
