"""Finished outputs are known again, and nothing else is taken for one."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.pipeline.manifest import NAME, Entry, digest_of, manifest, part


def made(folder: Path, name: str, words: str, state: str = "s") -> Entry:
    """An output and its entry."""
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return Entry(name, state, digest_of(path), 1)


def test_what_is_noted_is_known_at_once_and_in_the_next_run(tmp_path: Path):
    """By its name and what it was made of."""
    with manifest(tmp_path) as run:
        entry = made(tmp_path, "a.jsonl", "one")
        run.note(entry)
        assert run.finished("a.jsonl", "s") == entry
    with manifest(tmp_path) as run:
        assert run.finished("a.jsonl", "s") == entry
        assert run.finished("a.jsonl", "another state") is None
        assert run.finished("b.jsonl", "s") is None


@pytest.mark.parametrize("words", ["onee", "", None])
def test_a_file_that_was_changed_or_taken_away_is_not_finished(tmp_path: Path, words: str | None):
    """Whoever changed it."""
    with manifest(tmp_path) as run:
        run.note(made(tmp_path, "a.jsonl", "one"))
    if words is None:
        (tmp_path / "a.jsonl").unlink()
    else:
        (tmp_path / "a.jsonl").write_text(words, encoding="utf-8")
    with manifest(tmp_path) as run:
        assert run.finished("a.jsonl", "s") is None


def test_a_killed_run_leaves_what_it_had_noted(tmp_path: Path):
    """A torn last line, lines that are no entries and files in the making are passed over and cleared away."""
    with manifest(tmp_path) as run:
        run.note(made(tmp_path, "a.jsonl", "one"))
    path = tmp_path / NAME / "manifest.jsonl"
    whole = path.read_bytes()
    path.write_bytes(b"[1]\n{}\nnull\n\xff\xfe\n" + whole + whole[:20])
    part(tmp_path, "b.jsonl").write_text("half", encoding="utf-8")
    with manifest(tmp_path) as run:
        assert run.finished("a.jsonl", "s")
        assert not part(tmp_path, "b.jsonl").exists()
        assert path.read_bytes() == whole


def test_fresh_forgets(tmp_path: Path):
    """As if nothing were there."""
    with manifest(tmp_path) as run:
        run.note(made(tmp_path, "a.jsonl", "one"))
    with manifest(tmp_path, fresh=True) as run:
        assert run.finished("a.jsonl", "s") is None


def test_the_manifest_is_in_order_of_names(tmp_path: Path):
    """So that the same outputs give the same bytes, whichever came first."""
    seen = set()
    for names in (["a.jsonl", "b.jsonl"], ["b.jsonl", "a.jsonl"]):
        with manifest(tmp_path, fresh=True) as run:
            for name in names:
                run.note(made(tmp_path, name, name))
        seen.add((tmp_path / NAME / "manifest.jsonl").read_bytes())
    assert len(seen) == 1


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path):
    """The second is told in one line; after the first it may."""
    with manifest(tmp_path), pytest.raises(KgError, match="another run writes here"), manifest(tmp_path):
        pass
    with manifest(tmp_path):
        pass
