"""Reading gets no worse: floors under each figure on the reference documents, and a command that only raises them."""

import json
from pathlib import Path

import pytest

from kg import resources
from kg.errors import KgError
from kg.quality.floors import REFERENCE, Floors, Lowered, digest, main, measured, read, write

HERE = Path(__file__).parent
GOLD = resources.root() / "data" / "gold"
OLD = Floors("aaa", {"norm_f1": 0.9, "bearers": 0.8}, (Lowered("level", "0.9000", "0.8000", "earlier"),))


def test_no_figure_is_below_its_floor():
    """Measured on the reference documents, which are those that the floors were measured on; all figures have one."""
    floors, figures = read(HERE / "floors.json"), measured(GOLD)
    assert floors.problems(figures, digest(GOLD)) == []
    assert set(floors.figures) == set(figures)


@pytest.mark.parametrize(
    ("figures", "reference", "said"),
    [
        ({"norm_f1": 0.9, "bearers": 0.8}, "aaa", []),
        ({"norm_f1": 0.95, "bearers": 0.8, "new": 0.1}, "aaa", []),
        ({"norm_f1": 0.8999, "bearers": 0.8}, "aaa", ["norm_f1: 0.8999 is below its floor 0.9000"]),
        ({"norm_f1": 0.9}, "aaa", ["bearers: not measured; its floor is 0.8000"]),
        ({"norm_f1": 0.9, "bearers": 0.8}, "bbb", ["reference: bbb is not aaa"]),
    ],
)
def test_what_falls_is_named(figures: dict[str, float], reference: str, said: list[str]):
    """A figure below its floor, one that is no longer measured, and another reference."""
    assert OLD.problems(figures, reference) == said


def test_floors_are_raised():
    """To the figures, four decimals, rounded down; new figures get one; reasons given before stay."""
    new = OLD.raised({"norm_f1": 0.95009, "bearers": 0.8, "new": 0.5}, "aaa", {})
    assert new.figures == {"norm_f1": 0.95, "bearers": 0.8, "new": 0.5}
    assert new.lowered == OLD.lowered


@pytest.mark.parametrize(
    ("figures", "reference", "allowed", "named"),
    [
        ({"norm_f1": 0.85, "bearers": 0.9}, "aaa", {}, "norm_f1"),
        ({"norm_f1": 0.85, "bearers": 0.9}, "aaa", {"bearers": "why not"}, "norm_f1"),
        ({"norm_f1": 0.85, "bearers": 0.9}, "aaa", {"norm_f1": " "}, "norm_f1"),
        ({"norm_f1": 0.85, "bearers": 0.7}, "aaa", {"norm_f1": "a"}, "bearers"),
        ({"norm_f1": 0.9}, "aaa", {}, "bearers"),
        ({"norm_f1": 0.9, "bearers": 0.9}, "bbb", {}, REFERENCE),
        ({"norm_f1": 0.9, "bearers": 0.9}, "aaa", {"norm_f1": "for later"}, "norm_f1"),
    ],
)
def test_nothing_falls_unless_told(figures: dict[str, float], reference: str, allowed: dict[str, str], named: str):
    """Each figure by name, with a reason; an allowance that nothing needs is a mistake too."""
    with pytest.raises(KgError, match=named):
        OLD.raised(figures, reference, allowed)


def test_what_was_let_fall_is_kept_with_its_reason():
    """From, to and why, after those before."""
    new = OLD.raised({"norm_f1": 0.85, "bearers": 0.9}, "bbb", {"norm_f1": "stricter", REFERENCE: "one line mended"})
    assert new.figures == {"norm_f1": 0.85, "bearers": 0.9}
    assert new.reference == "bbb"
    assert new.lowered == (
        *OLD.lowered,
        Lowered(REFERENCE, "aaa", "bbb", "one line mended"),
        Lowered("norm_f1", "0.9000", "0.8500", "stricter"),
    )


def test_floors_are_written_and_read(tmp_path: Path):
    """Round trip; no file, no floors."""
    path = tmp_path / "floors.json"
    assert read(path) == Floors()
    write(path, OLD)
    assert read(path) == OLD


def test_the_digest_sees_every_byte(tmp_path: Path):
    """Of annotation and text, and their names; nothing else in the folder counts."""
    (tmp_path / "text").mkdir()
    (tmp_path / "a.jsonl").write_text("{}", encoding="utf-8")
    (tmp_path / "text" / "a.txt").write_text("要落实。", encoding="utf-8")
    seen = {digest(tmp_path)}
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    assert digest(tmp_path) in seen
    (tmp_path / "text" / "a.txt").write_text("要落实！", encoding="utf-8")
    seen.add(digest(tmp_path))
    (tmp_path / "a.jsonl").rename(tmp_path / "b.jsonl")
    seen.add(digest(tmp_path))
    assert len(seen) == 3


@pytest.fixture
def gold(tmp_path: Path) -> list[str]:
    """The command's options for a reference of one norm, which is read right, and a file for its floors."""
    (tmp_path / "gold" / "text").mkdir(parents=True)
    row = {
        "part": "", "quote": "按时参加党员大会", "modality": "obligation", "bearers": ["党员"], "bearer_source": "explicit", "level": "none",
        "cadence": [], "mechanisms": ["党员大会"], "target": [], "refs": [], "checkable": True,
    }  # fmt: skip
    (tmp_path / "gold" / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (tmp_path / "gold" / "text" / "a.txt").write_text("党员要按时参加党员大会。", encoding="utf-8")
    return ["--gold", str(tmp_path / "gold"), "--floors", str(tmp_path / "floors.json")]


def test_the_command_updates_shows_and_refuses(gold: list[str], capsys: pytest.CaptureFixture[str]):
    """Figures beside floors; exit 1 where one has fallen, and the file stays as it is until told plainly."""
    path = Path(gold[3])
    assert main([*gold, "--update"]) == 0
    assert main(gold) == 0
    assert "norm_f1        1.0000   1.0000" in capsys.readouterr().out
    text = Path(gold[1]) / "text" / "a.txt"
    text.write_text("党员要按时参加党员大会。党员要爱护公物。", encoding="utf-8")
    before = path.read_bytes()
    assert main(gold) == 1
    assert main([*gold, "--update"]) == 1
    said = capsys.readouterr().err
    assert "norm_f1: 0.6667 is below its floor 1.0000" in said
    assert "refused" in said
    assert path.read_bytes() == before
    reasons = [f"--allow-lower={name}=a norm more" for name in (REFERENCE, "norm_f1", "whole_f1", "char_f1")]
    assert main([*gold, "--update", *reasons]) == 0
    assert main(gold) == 0
    assert {one["reason"] for one in json.loads(path.read_text(encoding="utf-8"))["lowered"]} == {"a norm more"}


def test_an_allowance_without_an_update_is_misuse(gold: list[str]):
    """Exit 2: it would do nothing."""
    with pytest.raises(SystemExit) as left:
        main([*gold, "--allow-lower", "norm_f1=why"])
    assert left.value.code == 2
