"""Figures as the packaged models read, and as models read that have never seen the document."""

from typing import Any

import pytest

from kg.quality import measuring
from kg.quality.__main__ import main
from kg.quality.measuring import FIGURES, fitted, folder, left_out, measure
from kg.quality.scoring import agree
from kg.quality.training import Document

NORM = {
    "part": "", "quote": "按时参加党员大会", "modality": "obligation", "bearers": ["党员"], "bearer_source": "explicit", "level": "none",
    "cadence": [], "mechanisms": ["党员大会"], "target": [], "refs": [], "checkable": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "whole"),
    [
        ({}, True),
        ({"mechanisms": [], "checkable": False}, True),
        ({"bearers": ["党 员"]}, True),
        ({"modality": "permission"}, False),
        ({"bearers": []}, False),
        ({"level": "all"}, False),
        ({"cadence": [{"count": "1", "unit": "次", "per": "P1Y"}]}, False),
    ],
)
def test_what_makes_a_norm_whole(other: dict[str, Any], whole: bool):  # noqa: FBT001  a table of meanings
    """Modality, bearers, level and cadence; white space does not count."""
    assert agree({**NORM, **other}, NORM) is whole


def test_figures_of_one_norm():
    """All right is one, nothing found is nothing, and what cannot be counted is no figure."""
    text = "党员要按时参加党员大会。"
    right = measure([(Document("a", text, (NORM,)), fitted())])
    assert [right[name] for name in ("norm_f1", "whole_f1", "char_f1", "bearers", "cadence")] == [1, 1, 1, 1, None]
    wrong = measure([(Document("a", "本条例自2021年2月1日起施行。", ()), fitted())])
    assert (wrong["pred"], wrong["norm_f1"]) == (0, None)


def test_a_document_that_is_left_out_teaches_nothing(monkeypatch: pytest.MonkeyPatch):
    """Its models learn from all documents but itself, those of other folders too."""
    monkeypatch.setattr(measuring, "train_all", set)
    a, b = Document("a", "", ()), Document("b", "", ())
    lessons: Any = {"a": 1, "b": 2, "c": 3}
    assert list(left_out([a, b], lessons)) == [(a, {2, 3}), (b, {1, 3})]


def test_the_command_prints_each_figure(capsys: pytest.CaptureFixture[str]):
    """One line a figure, one column a folder; every quote of the program stands in its text."""
    assert main(["data/gold", "data/gold:data/gold/text", "--fitted"]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == ["figure", "gold", "data/gold:data/gold/text"]
    assert [line.split()[0] for line in lines] == list(FIGURES)
    assert all(0 < float(line.split()[1]) <= 1 for line in lines)
    name, group = folder("data/gold")
    assert name == "gold"
    assert measure((document, fitted()) for document in group)["quotes_not_in_text"] == 0
