"""Numerals and dates as directives write them."""

import pytest

from kg.structure.numerals import dates, iso_date, number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, ["一", "1", "１", "①", "⑴", "⒈"]),
        (2, ["二", "两", "2", "②"]),
        (10, ["十", "10", "一十", "⑩"]),
        (13, ["十三", "13", "⒀"]),
        (23, ["二十三"]),
        (103, ["一百零三", "一百〇三"]),
        (1260, ["一千二百六十"]),
        (2009, ["二○○九", "二〇〇九", "二零零九", "2009"]),
    ],
)
def test_forms_of_one_number(value, words):
    """All forms of a number have its value."""
    assert [number(word) for word in words] == [value] * len(words)


def test_what_is_no_number():
    """Other words have no value."""
    assert [number(word) for word in ["", "甲", "一甲", "第", "a1"]] == [None] * 5


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2020-12-23", ["2020年12月23日", "２０２０年１２月２３日", "2020 年 12 月 23 日", "二〇二〇年十二月二十三日"]),
        ("2009-11-27", ["二○○九年十一月二十七日", "二零零九年十一月二十七日"]),
        ("2024-02-03", ["（2024年2月3日）", "2024年02月03日通过"]),
    ],
)
def test_forms_of_one_date(date, words):
    """All forms of a date give the same ISO date."""
    assert [[iso for iso, _, _ in dates(word)] for word in words] == [[date]] * len(words)


def test_what_is_no_date():
    """Days that no calendar has, and parts of dates, are none."""
    assert [dates(words) for words in ["2020年13月1日", "2021年2月29日", "2020年12月", "12月23日"]] == [[]] * 4
    assert iso_date(2020, None, 1) is None
