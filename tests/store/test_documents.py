"""Quads of a document are found again while nothing they depend on has changed, and never half."""

from pathlib import Path

from kg.store.documents import DocumentShelf

DIGEST = "a" * 64


def test_what_was_put_is_got(tmp_path: Path):
    """Lines and facts come back as they were; another digest or key finds nothing."""
    shelf = DocumentShelf(tmp_path)
    shelf.put("notice", DIGEST, '<a:s> <a:p> "一" <a:g> .\n'.encode(), {"norms": 3})
    kept = shelf.get("notice", DIGEST)
    assert kept is not None
    assert kept.lines().decode() == '<a:s> <a:p> "一" <a:g> .\n'
    assert kept.facts == {"norms": 3}
    assert shelf.get("notice", "b" * 64) is None
    assert shelf.get("other", DIGEST) is None


def test_same_lines_same_bytes(tmp_path: Path):
    """Kept files carry no clock."""
    first = DocumentShelf(tmp_path / "1").put("a", DIGEST, b"x\n", {})
    second = DocumentShelf(tmp_path / "2").put("a", DIGEST, b"x\n", {})
    assert first.path.read_bytes() == second.path.read_bytes()


def test_damaged_quads_count_as_absent(tmp_path: Path):
    """A cut file, a garbled one and lost facts are read anew instead of being believed."""
    shelf = DocumentShelf(tmp_path)
    kept = shelf.put("a", DIGEST, b"<a:s> <a:p> <a:o> <a:g> .\n" * 100, {})
    whole = kept.path.read_bytes()
    for damaged in (whole[:-5], b"", whole[:20] + b"\0\0\0" + whole[23:]):
        kept.path.write_bytes(damaged)
        assert shelf.get("a", DIGEST) is None
    kept.path.write_bytes(whole)
    for facts in ("[]", "{", ""):
        (tmp_path / f"a.{DIGEST}.json").write_text(facts)
        assert shelf.get("a", DIGEST) is None


def test_prune_keeps_what_is_named(tmp_path: Path):
    """Everything else goes: other documents, older versions, left-overs."""
    shelf = DocumentShelf(tmp_path)
    for key, digest in (("a", DIGEST), ("a", "b" * 64), ("c.d", DIGEST)):
        shelf.put(key, digest, b"", {})
    (tmp_path / "a.part").touch()
    shelf.prune([("a", DIGEST)])
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{DIGEST}.json", f"a.{DIGEST}.nq.gz"]
