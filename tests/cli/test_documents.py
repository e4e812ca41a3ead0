"""Commands that read documents: what they print, what they write, and how they say that a document cannot be read."""

import json
from pathlib import Path

import pytest

from kg.store import open_builder
from tests.cli.commands import kg

TEXT = "关于加强学习的意见\n\n　　一、加强学习。县处级以上领导班子每年至少举办1期读书班。党员要按时参加党员大会。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good document and one that is empty."""
    path = tmp_path_factory.mktemp("texts")
    (path / "notice.txt").write_text(TEXT, encoding="utf-8")
    (path / "empty.txt").write_bytes(b"")
    return path


@pytest.fixture(scope="module")
def db(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the good document, built by the command."""
    path = tmp_path_factory.mktemp("built") / "db"
    done = kg("build", folder / "notice.txt", "--out", path)
    assert done.returncode == 0, done.stderr
    assert "documents  1 (0 unchanged, 0 unreadable)" in done.stdout
    assert done.stderr == ""
    return path


def test_an_unreadable_document_is_named_and_the_rest_is_built(folder: Path, tmp_path: Path):
    """One line on standard error, exit 1; the summary as JSON."""
    done = kg("build", folder, "--out", tmp_path / "db", "--json")
    assert done.returncode == 1
    assert done.stderr.startswith("kg: empty.txt: ")
    assert done.stderr.count("\n") == 1
    summary = json.loads(done.stdout)
    assert [document["key"] for document in summary["documents"]] == ["notice"]
    assert [Path(failure["file"]).name for failure in summary["failures"]] == ["empty.txt"]


def test_the_default_database_is_below_the_current_directory(folder: Path, tmp_path: Path):
    """build/graph, for building and asking alike; the environment names another."""
    assert kg("build", folder / "notice.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "graph" / "current").is_symlink()
    assert "notice" in kg("ask", "documents", cwd=tmp_path).stdout
    done = kg("ask", "documents", cwd=tmp_path, KG_DATABASE=str(tmp_path / "other"))
    assert done.returncode == 2


def test_a_second_build_is_told_to_wait(folder: Path, tmp_path: Path):
    """In one line, exit 2."""
    with open_builder(tmp_path / "db"):
        done = kg("build", folder, "--out", tmp_path / "db")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "another build is running here" in done.stderr


def test_norms_as_lines(folder: Path):
    """The header first, then a norm a line, with the quote as it stands in the text."""
    done = kg("extract", folder / "notice.txt")
    header, *norms = (json.loads(line) for line in done.stdout.splitlines())
    assert header["header"] is True
    assert header["title"] == "关于加强学习的意见"
    assert norms
    assert all(norm["quote"] in TEXT and norm["doc"] == "notice" for norm in norms)


def test_norms_into_a_folder(folder: Path, tmp_path: Path):
    """A file for each document that can be read, named by its stem; exit 1 if one could not."""
    done = kg("extract", folder, "--out", tmp_path / "norms")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "norms").glob("*.jsonl")] == ["notice.jsonl"]
    assert (
        json.loads((tmp_path / "norms" / "notice.jsonl").read_text(encoding="utf-8").splitlines()[0])["doc"] == "notice"
    )
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "notice.txt").write_text(TEXT, encoding="utf-8")
    done = kg("extract", folder / "notice.txt", tmp_path / "more", "--out", tmp_path / "both")
    assert done.returncode == 2
    assert "would both be written to notice.jsonl" in done.stderr


def test_norms_as_a_table_and_as_a_trace(folder: Path):
    """The trace shows the words, the place and the rule of each part."""
    assert "县处级以上领导班子" in kg("extract", folder / "notice.txt", "--format", "table").stdout
    trace = kg("extract", folder / "notice.txt", "--trace").stdout
    start = TEXT.index("县处级以上领导班子")
    assert f"“县处级以上领导班子” {start}-{start + 9}  " in trace
    assert "modality" in trace


def test_structure_as_a_tree_and_as_json(folder: Path):
    """Every provision with its kind, number and heading; places are those in the original."""
    tree = kg("structure", folder / "notice.txt").stdout
    assert "item 一  加强学习" in tree
    found = json.loads(kg("structure", folder / "notice.txt", "--json").stdout)
    (item,) = [provision for provision in found["provisions"] if provision["kind"] == "item"]
    assert (item["number"], item["heading"], item["parent"]) == ("一", "加强学习", found["provisions"][0]["eid"])
    assert TEXT[slice(*item["place"])].strip().startswith("一、加强学习。")
    done = kg("structure", folder / "empty.txt")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("arguments", [["build"], ["extract"], ["extract", "--format", "table"], ["structure"]])
def test_a_folder_without_documents_is_said(arguments: list[str], tmp_path: Path):
    """One line that names the folder and what is read; exit 1, for the call is no misuse."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "notes.odx").write_bytes(b"a")
    done = kg(*arguments, folder, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert str(folder) in done.stderr
    assert all(suffix in done.stderr for suffix in (".txt", ".docx", ".pdf"))


def test_a_built_graph_is_checked(db: Path):
    """No findings, exit 0; as JSON for programs."""
    done = kg("check", "--db", db)
    assert (done.returncode, done.stdout) == (0, "0 findings\n")
    assert json.loads(kg("check", "--db", db, "--json").stdout) == {"count": 0, "findings": []}


def test_a_built_norm_is_explained(db: Path):
    """From the answer's own hint to the reason."""
    asked = kg("ask", "duties", "--db", db)
    hint = asked.stdout.strip().splitlines()[-1].removeprefix("Why one of them: kg explain ")
    done = kg("explain", hint, "--db", db)
    assert done.returncode == 0, done.stderr
    assert "【" in done.stdout
    assert "Why it applies" in done.stdout
    assert json.loads(kg("explain", hint, "--db", db, "--json").stdout)["id"] == hint


def test_pictures_are_listed_and_written(db: Path, tmp_path: Path):
    """Each is a page in the folder that was named."""
    names = [line.split()[0] for line in kg("view").stdout.splitlines()]
    assert names
    done = kg("view", "--all", "--db", db, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(any(path.name.startswith(name) for path in tmp_path.glob("*.html")) for name in names)
