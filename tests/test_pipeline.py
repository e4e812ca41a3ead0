"""Documents go in, a database comes out; what has not changed is not read again, and one bad document stops nobody."""

import gzip
import io
import json
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kg import pipeline, resources
from kg.errors import KgError, NotFound, StoreError
from kg.pipeline import build, documents
from kg.query import ask, explain, questions
from kg.store import open_builder, open_database
from kg.store.dump import nquads

TEXTS = {
    "alpha": "关于加强学习的意见\n\n　　一、加强学习。县处级以上领导班子每年至少举办1期读书班。党员要按时参加党员大会。\n",
    "beta": "关于改进作风的通知\n\n　　一、改进作风。各级党委要健全调查研究制度，防止扎堆调研。\n　　二、加强领导。要落实责任。\n",
    "gamma": "关于联系群众的意见\n\n　　一、联系群众。领导干部每季度至少下基层1次。\n",
}


def write(folder: Path, **texts: str) -> Path:
    """A folder of documents."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def dump(path: Path) -> bytes:
    """The whole database as sorted N-Quads."""
    output = io.BytesIO()
    with open_database(path) as database:
        nquads(database.store, output)
    return output.getvalue()


def graph(lines: bytes, name: str) -> list[bytes]:
    """The quads of one named graph."""
    ending = f"<https://w3id.org/zhize/id/graph/{name}> .\n".encode()
    return [line for line in lines.splitlines(keepends=True) if line.endswith(ending)]


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the documents that are read, as they are read."""
    keys: list[str] = []
    populate = documents._populate  # noqa: SLF001  the one step that reads

    def watched(path, key, state, shelf):
        keys.append(key)
        return populate(path, key, state, shelf)

    monkeypatch.setattr(documents, "_populate", watched)
    return keys


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the documents that come with the package."""
    path = tmp_path_factory.mktemp("packaged") / "db"
    build(out=path)
    return path


def test_the_packaged_documents_give_a_graph(packaged: Path):
    """Five directives, each with norms, in a graph of its own; and a summary that says so."""
    with open_database(packaged) as database:
        rows = ask(database.connection, "documents").records()
    assert len(rows) == 5
    assert all(isinstance(row["norms"], int) and row["norms"] > 10 for row in rows)
    lines = dump(packaged)
    assert all(graph(lines, str(row["key"])) for row in rows)
    assert all(graph(lines, name) for name in ("ontology", "vocabulary", "inferred"))
    assert b"_:" not in b"".join(line.split(b" ", 1)[0] for line in lines.splitlines())


@pytest.mark.parametrize("name", questions())
def test_every_question_answers_on_the_packaged_documents(packaged: Path, name: str):
    """Rows come in all columns that a row that states a duty needs, with quotes that stand in the documents."""
    with open_database(packaged) as database:
        answer = ask(database.connection, name)
        records = answer.records()
    assert records
    texts = "".join("".join(path.read_text(encoding="utf-8").split()) for path in resources.documents().glob("*.txt"))
    for record in records:
        assert not record.get("quote") or "".join(str(record["quote"]).split()) in texts
        if "norm" in record and name != "evidence":
            assert all(
                record[column] for column in ("norm", "quote", "directive", "key", "title", "provision", "modality")
            )
        if "basis" in record:
            assert record["basis"]
            assert record["reason"]


def test_what_applies_to_county_leadership(packaged: Path):
    """The county question has rows on every basis, and each norm is there once."""
    with open_database(packaged) as database:
        rows = ask(database.connection, "duties", level="县级", who="leadership").records()
        others = ask(database.connection, "duties-not", level="county", who="leadership").records()
        found = explain(database.connection, str(rows[0]["norm"]))
    assert [*dict.fromkeys(row["basis"] for row in rows)] == [
        "named", "level-range", "all-levels", "level-unstated", "addressee", "as-member",
    ]  # fmt: skip
    quotes = {row["quote"]: row for row in rows}
    assert quotes["每年至少举办1期读书班，列出专题，集中学习研讨"]["basis"] == "level-range"
    norms = [row["norm"] for row in rows]
    assert len(norms) == len(set(norms))
    assert not set(norms) & {row["norm"] for row in others}
    assert found.quote == rows[0]["quote"]
    assert found.before + found.quote + found.after == found.sentence
    assert any(
        level.level == "county" and level.basis == rows[0]["basis"]
        for bearer in found.bearers
        for level in bearer.levels
    )


def test_same_input_same_bytes(tmp_path: Path):
    """In another place, in another process, from files in another order."""
    folder = write(tmp_path / "texts", **TEXTS)
    build([folder], tmp_path / "one")
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from kg.pipeline import build
        paths = sorted(Path({str(folder)!r}).glob("*.txt"), reverse=True)
        build(paths, Path({str(tmp_path / "two")!r}))
        """
    )
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    )
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    first, second = (sorted((tmp_path / name / "documents").iterdir()) for name in ("one", "two"))
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_changed_document_touches_only_its_graph(tmp_path: Path, extracted: list[str]):
    """The others are not read again, and their quads are the same bytes."""
    folder, out = write(tmp_path / "texts", **TEXTS), tmp_path / "db"
    build([folder], out)
    assert sorted(extracted) == ["alpha", "beta", "gamma"]
    before = dump(out)
    kept = {path.name: path.read_bytes() for path in (out / "documents").glob("*.nq.gz")}
    extracted.clear()
    write(folder, beta=TEXTS["beta"].replace("要落实责任", "每年要报告1次"))
    summary = build([folder], out)
    assert extracted == ["beta"]
    assert summary.reused == 2
    after = dump(out)
    for name in ("alpha", "gamma", "ontology", "vocabulary"):
        assert graph(after, name) == graph(before, name)
    assert graph(after, "beta") != graph(before, "beta")
    now = {path.name: path.read_bytes() for path in (out / "documents").glob("*.nq.gz")}
    assert len(set(now) & set(kept)) == 2
    assert all(now[name] == kept[name] for name in set(now) & set(kept))


def test_documents_come_and_go(tmp_path: Path, extracted: list[str]):
    """Adding reads the new one only; removing reads nothing, and its graph and what followed from it are gone."""
    folder, out = write(tmp_path / "texts", alpha=TEXTS["alpha"], beta=TEXTS["beta"]), tmp_path / "db"
    build([folder], out)
    two = dump(out)
    extracted.clear()
    write(folder, gamma=TEXTS["gamma"])
    build([folder], out)
    assert extracted == ["gamma"]
    assert graph(dump(out), "gamma")
    (folder / "gamma.txt").unlink()
    extracted.clear()
    build([folder], out)
    assert extracted == []
    assert dump(out) == two
    assert not list((out / "documents").glob("gamma.*"))


def test_metadata_beside_a_document_count_as_part_of_it(tmp_path: Path, extracted: list[str]):
    """A changed metadata file has its document read again, and no other."""
    folder, out = write(tmp_path / "texts", **TEXTS), tmp_path / "db"
    build([folder], out)
    extracted.clear()
    (folder / "alpha.yaml").write_text("title: 关于学习的意见\n", encoding="utf-8")
    build([folder], out)
    assert extracted == ["alpha"]
    with open_database(out) as database:
        assert "关于学习的意见" in [row["title"] for row in ask(database.connection, "documents").records()]


def test_a_changed_program_reads_everything_again(
    tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
):
    """What was kept by other word lists or other code is not believed."""
    folder, out = write(tmp_path / "texts", **TEXTS), tmp_path / "db"
    build([folder], out)
    extracted.clear()
    monkeypatch.setattr(documents, "program_digest", lambda: "another")
    build([folder], out)
    assert sorted(extracted) == ["alpha", "beta", "gamma"]


def test_bad_documents_are_named_and_the_others_go_on(tmp_path: Path):
    """Each in one line; a second document of the same key too."""
    folder = write(tmp_path / "texts", alpha=TEXTS["alpha"])
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    write(folder / "more", alpha=TEXTS["beta"])
    summary = build([folder], tmp_path / "db")
    assert [document.key for document in summary.documents] == ["alpha"]
    assert [Path(failure.file).name for failure in summary.failures] == ["empty.txt", "alpha.txt", "picture.txt"]
    assert all("\n" not in failure.message for failure in summary.failures)
    assert summary.failures[1].message == (
        f"{folder / 'more' / 'alpha.txt'}: its key 'alpha' is that of {folder / 'alpha.txt'};"
        " state another one in alpha.yaml beside it (key: …)"
    )


def test_chinese_names_of_one_year_are_apart(tmp_path: Path):
    """What a key cannot hold of a name does not make two documents one; two formats of one name are told to be renamed."""
    names = ("学习的意见(2020-01-02)", "作风的通知(2020-01-02)")
    folder = write(tmp_path / "texts", **dict(zip(names, TEXTS.values(), strict=False)))
    summary = build([folder], tmp_path / "db")
    assert (len(summary.documents), summary.failures) == (2, ())
    (folder / f"{names[0]}.md").write_text(TEXTS["gamma"], encoding="utf-8")
    (failure,) = build([folder], tmp_path / "db").failures
    assert failure.message.endswith("; rename one of them")


def test_a_fault_in_one_document_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It is said with the document's name, in one line."""
    populate = documents._populate  # noqa: SLF001  the one step that reads

    def faulty(path, key, state, shelf):
        if key == "beta":
            raise RuntimeError("line one\nline two")
        return populate(path, key, state, shelf)

    monkeypatch.setattr(documents, "_populate", faulty)
    summary = build([write(tmp_path / "texts", **TEXTS)], tmp_path / "db")
    assert len(summary.documents) == 2
    (failure,) = summary.failures
    assert failure.message.startswith("beta.txt: a fault of the program (RuntimeError: line one line two)")


def test_when_nothing_can_be_read_the_old_database_stays(tmp_path: Path):
    """No empty graph takes the place of a good one."""
    folder, out = write(tmp_path / "texts", alpha=TEXTS["alpha"]), tmp_path / "db"
    build([folder], out)
    (folder / "alpha.txt").write_bytes(b"")
    with pytest.raises(KgError, match=r"no document could be read; alpha\.txt"):
        build([folder], out)
    with open_database(out) as database:
        assert len(ask(database.connection, "documents").rows) == 1


def test_nothing_to_read_is_said(tmp_path: Path):
    """An empty folder and a missing path."""
    with pytest.raises(NotFound, match="no documents in"):
        build([tmp_path], tmp_path / "db")
    with pytest.raises(NotFound, match="no such file or folder"):
        build([tmp_path / "none"], tmp_path / "db")


def test_a_second_build_is_refused(tmp_path: Path):
    """While one runs, in one line."""
    with open_builder(tmp_path / "db"), pytest.raises(StoreError, match="another build is running here"):
        build([write(tmp_path / "texts", **TEXTS)], tmp_path / "db")


def test_several_processes_give_the_same_bytes(tmp_path: Path):
    """However many read, and unreadable documents are named all the same."""
    folder = write(
        tmp_path / "texts", **{f"{name}-{number}": text for name, text in TEXTS.items() for number in range(4)}
    )
    (folder / "empty.txt").write_bytes(b"")
    one = build([folder], tmp_path / "one", jobs=1)
    two = build([folder], tmp_path / "two", jobs=2)
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    assert one.documents == two.documents
    assert one.failures == two.failures


def test_reasoning_in_memory_and_on_the_disk_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A graph that is too large for memory is not another graph."""
    folder = write(tmp_path / "texts", **TEXTS)
    build([folder], tmp_path / "memory")
    monkeypatch.setattr("kg.pipeline.building.MEMORY_QUADS", 0)
    build([folder], tmp_path / "disk")
    assert dump(tmp_path / "memory") == dump(tmp_path / "disk")


def test_progress_goes_forward(tmp_path: Path):
    """Stages in order, documents counted to the end."""
    seen: list[pipeline.Progress] = []
    build([write(tmp_path / "texts", **TEXTS)], tmp_path / "db", progress=seen.append)
    assert [*dict.fromkeys(progress.stage for progress in seen)] == ["read", "store", "reason", "check", "optimize"]
    assert [progress.done for progress in seen if progress.stage == "read"] == [0, 1, 2, 3]
    assert {progress.total for progress in seen if progress.stage == "read"} == {3}


def test_kept_quads_are_those_in_the_store(tmp_path: Path):
    """A document's file holds its named graph, sorted, beside what it says of things that documents share."""
    folder, out = write(tmp_path / "texts", **TEXTS), tmp_path / "db"
    build([folder], out)
    (path,) = (out / "documents").glob("alpha.*.nq.gz")
    kept, whole = gzip.decompress(path.read_bytes()), dump(out)
    assert kept.splitlines() == sorted(kept.splitlines())
    assert graph(kept, "alpha") == graph(whole, "alpha")
    assert set(kept.splitlines()) <= set(whole.splitlines())


def test_a_killed_build_leaves_no_reading_process(tmp_path: Path):
    """Workers end with their parent, give its lock free, and the next build uses what they had done."""
    folder = write(
        tmp_path / "texts", **{f"text-{number}": text * 4 for number, text in enumerate([*TEXTS.values()] * 10)}
    )
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom kg.pipeline import build\n"
        "def tell(progress):\n    print(progress.stage, progress.done, flush=True)\n"
        "if __name__ == '__main__':\n    build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=2, progress=tell)\n",
        encoding="utf-8",
    )
    child = subprocess.Popen(
        [sys.executable, str(script), str(folder), str(tmp_path / "db")], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith("read") and int(line.split()[1]) >= 4:
            break
    child.kill()
    child.wait()
    child.stdout.close()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        running = [
            path
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if _mentions(path, "spawn_main") and _parent(path) == child.pid
        ]
        if not running:
            break
        time.sleep(0.1)
    assert not running
    assert build([folder], tmp_path / "db", jobs=1).reused >= 4


def _mentions(path: Path, word: str) -> bool:
    try:
        return word.encode() in path.read_bytes()
    except OSError:
        return False


def _parent(path: Path) -> int:
    """The parent that a spawned process was given."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return 0
    return int(text.split("parent_pid=")[1].split(",")[0]) if "parent_pid=" in text else 0


def test_the_summary_is_json(tmp_path: Path):
    """For programs, with totals."""
    summary = build([write(tmp_path / "texts", **TEXTS)], tmp_path / "db")
    found = json.loads(json.dumps(summary.as_dict()))
    assert found["norms"] == sum(document["norms"] for document in found["documents"]) > 3
    assert found["triples"] > found["inferred"] > 0
