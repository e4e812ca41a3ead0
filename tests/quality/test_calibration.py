"""How sure a reading says that it is, beside how often it is right."""

import pytest

from kg.model import Confidence
from kg.quality.__main__ import main
from kg.quality.calibration import Judged, Share, by_class, by_range, judge
from kg.quality.measuring import fitted
from kg.quality.training import Document

TEXT = "党员要按时参加党员大会。党支部每月召开1次支部委员会会议，研究支部工作。"


def norm(quote: str, **other: object) -> dict[str, object]:
    """A norm as the reference annotation writes it."""
    return {
        "part": "", "quote": quote, "modality": "obligation", "bearers": ["党员"], "bearer_source": "explicit", "level": "none",
        "cadence": [], "mechanisms": [], "target": [], "refs": [], "checkable": True, **other,
    }  # fmt: skip


def judged(confidence: Confidence, certainty: float, *, matched: bool, whole: bool = False) -> Judged:
    return Judged(confidence, certainty, inherited=False, matched=matched, exact=matched, whole=whole)


def test_shares_of_each_class():
    """Classes in order, the surest first; no share where there is no norm."""
    high, low = Confidence.HIGH, Confidence.LOW
    found = [
        judged(high, 0.99, matched=True, whole=True),
        judged(high, 0.95, matched=True),
        judged(low, 0.5, matched=False),
        judged(low, 0.6, matched=True, whole=True),
    ]
    assert by_class(found) == [
        Share("high", 2, 1.0, 1.0, 0.5),
        Share("medium", 0, None, None, None),
        Share("low", 2, 0.5, 0.5, 0.5),
    ]
    assert [(share.name, share.norms) for share in by_range(found, (0.0, 0.6, 0.95, 1.01))] == [
        ("0.95-1.00", 2),
        ("0.60-0.95", 1),
        ("0.00-0.60", 1),
    ]


@pytest.mark.parametrize(
    ("quotes", "matched", "exact", "whole"),
    [
        ([norm("按时参加党员大会")], True, True, True),
        ([norm("参加党员大会")], True, False, True),
        ([norm("按时参加党员大会", bearers=["党支部"])], True, True, False),
        ([norm("大会")], False, False, False),
        ([], False, False, False),
    ],
)
def test_a_norm_beside_the_reference(quotes: list[dict[str, object]], matched: bool, exact: bool, whole: bool):  # noqa: FBT001  a table of meanings
    """Matched where about the same words are covered, exact where the very same are, whole by the parts that matter."""
    (first, *_) = judge(Document("a", TEXT, tuple(quotes)), fitted())
    assert (first.matched, first.exact, first.whole) == (matched, exact, whole)
    assert 0 < first.certainty <= 1


def test_classes_follow_the_probability():
    """A norm of a lower class is never surer than one of a higher class, but for inherited subjects."""
    found = [one for one in judge(Document("a", TEXT, ()), fitted()) if not one.inherited]
    order = list(Confidence)
    assert [order.index(one.confidence) for one in sorted(found, key=lambda one: -one.certainty)] == sorted(
        order.index(one.confidence) for one in found
    )


def test_the_command_prints_classes(capsys: pytest.CaptureFixture[str]):
    """A table a folder: each class with its norms and shares."""
    assert main(["data/gold", "--calibration", "--fitted"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["gold", "norms", "matched", "exact", "whole"]
    assert [line.split()[0] for line in lines[1:4]] == ["high", "medium", "low"]
    assert sum(int(line.split()[1]) for line in lines[1:4]) > 300


def test_a_folder_without_annotation_is_named(capsys: pytest.CaptureFixture[str], tmp_path: object):
    """Exit 2, and what is looked for."""
    assert main([str(tmp_path), "--calibration"]) == 2
    assert "<doc>.jsonl" in capsys.readouterr().err
