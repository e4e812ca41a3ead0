"""What a change to the program does to the norms that it reads."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg import resources
from kg.errors import KgError
from kg.quality import comparing
from kg.quality.comparing import Counts, checkout, compare, lines, readings

SOURCE = resources.root()


def norm(start: int, end: int, **other: Any) -> dict[str, Any]:
    """A norm that covers ``start`` to ``end``."""
    return {
        "doc": "a",
        "part": "一",
        "quote": f"{start}-{end}",
        "place": [start, end],
        "modality": "obligation",
        **other,
    }


def document(*norms: dict[str, Any]) -> dict[str, Any]:
    return {"file": "a.txt", "norms": list(norms)}


@pytest.mark.parametrize(
    ("before", "after", "gained", "lost", "fields"),
    [
        ([], [], [], [], []),
        ([norm(0, 10)], [norm(0, 10)], [], [], []),
        ([], [norm(0, 10)], ["0-10"], [], []),
        ([norm(0, 10)], [], [], ["0-10"], []),
        ([norm(0, 10)], [norm(0, 10, modality="permission")], [], [], [["modality"]]),
        ([norm(0, 10)], [norm(2, 10)], [], [], [["quote"]]),
        ([norm(0, 10)], [norm(6, 16)], ["6-16"], ["0-10"], []),
        ([norm(0, 20)], [norm(0, 9), norm(10, 20)], ["0-9"], [], [["quote"]]),
        ([norm(0, 9), norm(10, 20)], [norm(0, 20)], [], ["0-9"], [["quote"]]),
        ([norm(0, 10), norm(10, 20)], [norm(0, 10), norm(10, 20, level="all")], [], [], [["level"]]),
        # A norm of the same place is the same norm, whatever else overlaps it.
        ([norm(0, 10), norm(12, 20)], [norm(0, 10), norm(11, 20)], [], [], [["quote"]]),
    ],
)
def test_gained_lost_and_changed(
    before: list[Any], after: list[Any], gained: list[str], lost: list[str], fields: list[list[str]]
):
    """Norms are one where they share half of what both cover; a changed one names the fields that differ."""
    found = compare(document(*before), document(*after))
    assert [row["quote"] for row in found.gained] == gained
    assert [row["quote"] for row in found.lost] == lost
    assert [[name for name, _, _ in change.fields] for change in found.changed] == fields
    assert bool(found) == bool(gained or lost or fields)


def test_a_long_document_is_compared_in_step():
    """Ten thousand norms that have all moved by one character, each paired with its own."""
    old = [norm(at * 10, at * 10 + 8) for at in range(10_000)]
    new = [norm(at * 10 + 1, at * 10 + 9) for at in range(10_000)]
    found = compare(document(*old), document(*new))
    assert len(found.changed) == 10_000
    assert all(change.after["place"][0] == change.before["place"][0] + 1 for change in found.changed)


def test_a_document_that_cannot_be_read_any_more():
    """Is a difference of its own; the same failure on both sides is none."""
    broken = {"file": "a.txt", "error": "ValueError"}
    assert not compare(broken, broken)
    found = compare(document(norm(0, 10)), broken)
    assert found
    assert list(lines(found)) == ["a.txt", "  ! after: ValueError"]


def test_differences_in_words():
    """In text order: + gained, - lost, ~ changed with each field before and after."""
    before = document(norm(0, 10), norm(20, 30), norm(40, 50))
    after = document(norm(5, 14), norm(20, 30, level="all"), norm(40, 50))
    found = compare(before, after)
    assert list(lines(found)) == [
        "a.txt",
        "  - 一  0-10",
        "  + 一  5-14",
        "  ~ 一  20-30",
        '      level: null → "all"',
    ]
    counts = Counts()
    counts.add(found, 3)
    assert (counts.gained, counts.lost, counts.changed, counts.fields) == (1, 1, 1, {"level": 1})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the program as it is, and beside it a working tree that knows one word more."""
    path = tmp_path / "repository"
    for name in ("src/kg", "data/lexicon", "data/model", "ontology/vocabulary"):
        for file in sorted((SOURCE / name).rglob("*")):
            if file.suffix in (".py", ".yaml", ".csv", ".json"):
                target = path / file.relative_to(SOURCE)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
    (path / "data" / "documents").mkdir()
    (path / "data" / "documents" / "a.txt").write_text(
        "关于加强学习的意见\n\n一、各镖局要按时参加党员大会。\n", encoding="utf-8"
    )
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@a", "commit", "-qm", "a"]):
        subprocess.run(["git", "-C", str(path), *command], check=True, capture_output=True)
    return path


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a repository, on the program of its working tree."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "kg.quality.comparing", *arguments],
        env={**os.environ, "PYTHONPATH": str(path / "src"), "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_a_new_word_is_seen_in_what_is_read(repository: Path):
    """Nothing differs and exit 0, then a bearer is known and exit 1; the repository is left as it was."""
    done = run(repository, "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 documents, 0 differ; 1 norms now: 0 gained, 0 lost, 0 changed\n"
    table = repository / "ontology" / "vocabulary" / "who.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    new = dict.fromkeys(header.split(","), "") | {
        "key": "escort-agency",
        "zh": "镖局",
        "en": "escort agency",
        "kind": "body",
    }
    table.write_text("\n".join([header, *rows, ",".join(new.values())]) + "\n", encoding="utf-8")
    before = subprocess.run(["git", "-C", str(repository), "status", "--porcelain"], check=True, capture_output=True)
    done = run(repository, "HEAD")
    assert done.returncode == 1, done.stderr
    assert '      bearers: [] → ["各镖局"]' in done.stdout
    assert "1 differ; 1 norms now: 0 gained, 0 lost, 1 changed (" in done.stdout
    after = subprocess.run(["git", "-C", str(repository), "status", "--porcelain"], check=True, capture_output=True)
    assert after.stdout == before.stdout
    listed = subprocess.run(["git", "-C", str(repository), "worktree", "list"], check=True, capture_output=True)
    assert listed.stdout.count(b"\n") == 1
    assert run(repository, "no-such-revision").returncode == 2


def test_a_revision_that_is_none_is_named(tmp_path: Path):
    """In one line."""
    with pytest.raises(KgError, match="no revision 'nosuch'"):
        checkout(tmp_path, "nosuch", tmp_path)


def test_a_program_that_cannot_read_is_no_empty_reading(tmp_path: Path):
    """A revision that fails as a whole stops the comparison."""
    (tmp_path / "src" / "kg").mkdir(parents=True)
    (tmp_path / "src" / "kg" / "__init__.py").write_text("raise SystemExit(3)", encoding="utf-8")
    with pytest.raises(KgError, match="exit 3"):
        list(readings(tmp_path, [tmp_path / "a.txt"]))


def test_a_failure_of_one_document_is_told(tmp_path: Path):
    """The others are read; names are bytes."""
    (tmp_path / "空\n.txt").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text("党员要按时参加党员大会。", encoding="utf-8")
    first, second = readings(SOURCE, [tmp_path / "空\n.txt", tmp_path / "b.txt"])
    assert "is empty" in first["error"]
    assert json.loads(json.dumps(second))["norms"][0]["bearers"] == ["党员"]
    assert comparing.documents([tmp_path])
