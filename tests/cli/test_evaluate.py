"""``kg evaluate``: figures that can be reckoned by hand, and every mistake in its input in one line."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import kg

TEXT = "县委每年开展1次检查。各部门不得推诿，并报告结果。党员要学习。"


def norm(quote: str, **fields: object) -> dict[str, object]:
    """A norm as kg extract writes it, as far as it is compared."""
    plain = {"modality": "obligation", "level": "unstated", "checkable": False, "cadence": [], "bearers": []}
    return {**plain, "mechanisms": [], "target": [], "refs": [], "quote": quote, **fields}


YEARLY = {"count": "1", "per": "P1Y", "duration": None}
GOLD = [
    {"header": True, "doc": "a"},
    norm("每年开展1次检查", bearers=["县委"], level="county", checkable=True, cadence=[YEARLY]),
    norm("不得推诿", modality="prohibition", bearers=["各部门"]),
    norm("报告结果", bearers=["各部门"]),
    norm("要学习", bearers=["党员"]),
]
FOUND = [
    norm("每年开展1次检查", bearers=["县委"], level="county", cadence=[{**YEARLY, "count": "2"}]),
    norm("不得推诿，并", modality="prohibition", bearers=["各部门"]),
    norm("果", bearers=["各部门"]),
    norm("没有的话"),
]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """PRED and GOLD with one document."""
    pred, gold = tmp_path / "pred", tmp_path / "gold"
    for folder, rows in ((pred, FOUND), (gold, GOLD)):
        folder.mkdir()
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    (gold / "text").mkdir()
    (gold / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    return pred, gold


def test_figures_are_those_reckoned_by_hand(folders: tuple[Path, Path]):
    """Two of four norms match four of the reference: one whole, one with a wrong count; 果 alone is too little of 报告结果."""
    done = kg("evaluate", *folders, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["documents"] == ["a"]
    assert (found["pred"], found["gold"], found["quotes_not_in_text"]) == (4, 4, 1)
    expected = {
        "norm_f1": 2 * 2 / (4 + 4),
        "whole_f1": 2 * 1 / (4 + 4),  # the yearly one has another count
        "char_f1": 2 * (8 + 4 + 1) / ((8 + 6 + 1) + (8 + 4 + 4 + 3)),
        "modality": 1.0,
        "level": 1.0,
        "checkable": 1 / 2,
        "cadence": 0.0,
        "bearers": 1.0,
        "mechanisms": None,
        "target": None,
        "refs": None,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_what_is_the_same_is_perfect(folders: tuple[Path, Path]):
    """Whatever the width of its marks; as a table."""
    pred, gold = folders
    (pred / "a.jsonl").write_text(
        (gold / "a.jsonl").read_text(encoding="utf-8").replace("不得推诿", "不得 推诿"), encoding="utf-8"
    )
    lines = dict(line.split(maxsplit=1) for line in kg("evaluate", pred, gold).stdout.splitlines())
    assert {lines[name] for name in ("norm_f1", "whole_f1", "char_f1", "bearers", "cadence")} == {"1.000"}
    assert lines["documents"] == "a"


def test_the_norms_of_kg_extract_can_be_compared(tmp_path: Path):
    """Against themselves they are perfect; the texts may stand elsewhere."""
    (tmp_path / "notice.txt").write_text(f"关于检查的通知\n\n　　一、检查。{TEXT}\n", encoding="utf-8")
    assert kg("extract", tmp_path / "notice.txt", "--out", tmp_path / "norms").returncode == 0
    done = kg("evaluate", tmp_path / "norms", tmp_path / "norms", "--text", tmp_path, "--json")
    assert json.loads(done.stdout)["norm_f1"] == 1.0


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("pred/a.jsonl", '{"quote": "甲"}\n{"quote": ', "pred/a.jsonl: line 2 is no JSON"),
        ("gold/a.jsonl", "\n[1]\n", "gold/a.jsonl: line 2 is no JSON object"),
        ("gold/a.jsonl", '{"quote": "甲", "level": "county", "cadence": []}', "line 1 lacks modality, checkable"),
        ("pred/a.jsonl", '{"words": "甲"}', "line 1 lacks quote"),
        ("pred/a.jsonl", '{"quote": 7}', "line 1 lacks a quote in words"),
        ("pred/a.jsonl", '{"quote": "不得推诿", "bearers": 7}', "a value is not of the kind"),
        ("pred/a.jsonl", '{"quote": "不得推诿", "cadence": ["x"]}', "a value is not of the kind"),
        ("pred/a.jsonl", b"\xff\xfe\x00", "pred/a.jsonl: not in UTF-8"),
    ],
)
def test_broken_lines_are_named(folders: tuple[Path, Path], file: str, content: str | bytes, said: str):
    """With file and line, exit 2, no traceback."""
    path = folders[0].parent / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = kg("evaluate", *folders)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_what_is_missing_is_named(folders: tuple[Path, Path], tmp_path: Path):
    """A folder, the folder of texts, a text, and a document that stands in both."""
    pred, gold = folders
    assert "does not exist" in kg("evaluate", tmp_path / "none", gold).stderr
    assert "no <doc>.jsonl stands in both" in kg("evaluate", gold / "text", gold).stderr
    (gold / "text" / "a.txt").unlink()
    done = kg("evaluate", pred, gold)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "a.txt: no such file; say where the texts are with --text" in done.stderr
    (gold / "text").rmdir()
    done = kg("evaluate", pred, gold)
    assert done.returncode == 2
    assert "say where the texts are with --text" in done.stderr
