"""A database directory is switched to in one step: whatever happens to a build, what was there before still answers."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import open_builder, open_database
from kg.store.layout import Layout

GRAPH = ox.NamedNode("https://example.org/graph/a")


def quad(number: int, name: str = "s") -> ox.Quad:
    """One of many quads."""
    subject = ox.NamedNode(f"https://example.org/{name}/{number}")
    return ox.Quad(subject, ox.NamedNode("https://example.org/p"), ox.Literal(number), GRAPH)


def build(path: Path, count: int) -> None:
    """A database of ``count`` quads."""
    with open_builder(path) as builder:
        builder.write((quad(number) for number in range(count)), [], lambda store: {"triples": len(store)}, {})


@pytest.mark.parametrize("in_memory", [True, False])
def test_what_was_written_is_what_is_read(tmp_path: Path, *, in_memory: bool):
    """Quads and N-Quads blocks are both in the store that is opened."""
    with open_builder(tmp_path / "db") as builder:
        lines = [b"", b'<a:s> <a:p> "\xe4\xb8\x80" <a:g> .\n', b'<a:s> <a:p> "2" <a:g> .\n']
        manifest = builder.write(
            [quad(1)], lines, lambda store: {"triples": len(store)}, {"b": "2", "a": "1"}, in_memory=in_memory
        )
    assert manifest["triples"] == 3
    with open_database(tmp_path / "db") as database:
        assert len(database.store) == 3
        assert database.manifest == manifest
        assert list(database.manifest["documents"]) == ["a", "b"]


def test_a_reader_writes_nothing(tmp_path: Path):
    """The store is open for reading only."""
    build(tmp_path / "db", 1)
    with open_database(tmp_path / "db") as database, pytest.raises((OSError, RuntimeError), match=r"read"):
        database.store.add(quad(9))


def test_no_database_is_one_line_that_says_what_to_do(tmp_path: Path):
    """A directory without a database names the command that makes one."""
    with pytest.raises(StoreError, match=r"no database there; make one with: kg build"):
        open_database(tmp_path / "nowhere")


def test_a_directory_with_other_files_is_left_alone(tmp_path: Path):
    """Building into a folder of documents is refused before anything is written."""
    (tmp_path / "notice.txt").write_text("各级党委要落实责任。", encoding="utf-8")
    with pytest.raises(StoreError, match="no database"), open_builder(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["notice.txt"]


def test_one_builder_at_a_time(tmp_path: Path):
    """A second builder is told so at once, and may build when the first is done."""
    with (
        open_builder(tmp_path / "db"),
        pytest.raises(StoreError, match=r"another build is running here; [^\n]*--out$"),
        open_builder(tmp_path / "db"),
    ):
        pass
    build(tmp_path / "db", 1)


def test_a_failing_build_leaves_the_old_database(tmp_path: Path):
    """An error while reasoning comes through, and the old database answers."""
    build(tmp_path / "db", 3)
    with pytest.raises(ZeroDivisionError), open_builder(tmp_path / "db") as builder:
        builder.write([quad(7)], [], lambda store: {"triples": 1 // 0 * len(store)}, {})
    with open_database(tmp_path / "db") as database:
        assert len(database.store) == 3


def test_a_reader_keeps_what_it_opened(tmp_path: Path):
    """A generation in use is not removed by later builds; once let go, the next build removes it."""
    path = tmp_path / "db"
    build(path, 1)
    with open_database(path) as old:
        build(path, 2)
        build(path, 3)
        assert len(list(old.store.quads_for_pattern(None, None, None, None))) == 1
        assert old.path.is_dir()
        assert len(Layout(path).all_generations()) == 2
    build(path, 4)
    assert len(Layout(path).all_generations()) == 1
    with open_database(path) as new:
        assert len(new.store) == 4


BUILDER = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    import pyoxigraph as ox
    import kg.store.writing as writing
    from kg.store.documents import DocumentShelf
    path, moment = Path(sys.argv[1]), sys.argv[2]

    def pause(at):
        if at == moment:
            print("here", flush=True)
            time.sleep(60)

    def before(owner, name):
        function = getattr(owner, name)
        def patched(*arguments, **named):
            pause("before " + name)
            result = function(*arguments, **named)
            pause("after " + name)
            return result
        setattr(owner, name, patched)

    before(writing, "_sync")
    before(writing.os, "replace")
    before(writing.shutil, "rmtree")
    before(writing.Builder, "_fill")
    before(writing.Builder, "_switch")
    before(DocumentShelf, "put")

    def finish(store):
        pause("while reasoning")
        return {"triples": len(store)}

    def lines():
        yield b'<a:s> <a:p> "1" <a:g> .\\n'
        pause("while loading")
        yield b'<a:s> <a:p> "2" <a:g> .\\n'

    with writing.open_builder(path) as builder:
        builder.documents.put("a", "0" * 64, b"", {})
        builder.write([], lines(), finish, {"a": "0" * 64})
    print("done", flush=True)
    """
)

MOMENTS = {
    "before put": 5,
    "after put": 5,
    "before _fill": 5,
    "while loading": 5,
    "while reasoning": 5,
    "after _fill": 5,
    "before _sync": 5,
    "after _sync": 5,
    "before _switch": 5,
    "after _switch": 2,
    "before rmtree": 2,
    "after rmtree": 2,
}


def start(path: Path, moment: str) -> subprocess.Popen[str]:
    """A build in a process of its own that stands still at a moment."""
    return subprocess.Popen([sys.executable, "-c", BUILDER, str(path), moment], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_a_whole_database_answers(tmp_path: Path, moment: str):
    """SIGKILL before the switch leaves the old database, after it the new one; the next build clears the rest."""
    path = tmp_path / "db"
    build(path, 5)
    child = start(path, moment)
    assert child.stdout is not None
    assert child.stdout.readline() == "here\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_database(path) as database:
        assert len(list(database.store)) == MOMENTS[moment]
    build(path, 6)
    with open_database(path) as database:
        assert len(list(database.store)) == 6
    assert len(Layout(path).all_generations()) == 1
    assert {entry.name for entry in path.iterdir()} <= {"current", "generations", "documents", "lock"}
    assert list(path.glob("documents/*")) == []


def test_killed_at_random_moments_a_whole_database_answers(tmp_path: Path):
    """Kills that are not placed by us find no gap either."""
    path = tmp_path / "db"
    build(path, 5)
    for delay in (0.05, 0.1, 0.15, 0.2, 0.3):
        child = start(path, "never")
        time.sleep(delay)
        child.kill()
        child.communicate()
        with open_database(path) as database:
            assert len(list(database.store)) in (2, 5)


def test_readers_meet_a_whole_database_while_builds_go_on(tmp_path: Path):
    """Opening again and again during builds never fails and never finds half a graph."""
    path = tmp_path / "db"
    build(path, 5)
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            BUILDER.replace("with writing", "for _ in range(8):\n  with writing").replace(
                "    builder", "      builder"
            ),
            str(path),
            "never",
        ],
        stdout=subprocess.DEVNULL,
    )
    seen = set()
    while child.poll() is None:
        with open_database(path) as database:
            seen.add(len(list(database.store)))
    assert child.returncode == 0
    assert seen <= {2, 5}
    assert (path / "current").is_symlink()


def test_a_system_without_posix_locks_is_told_so():
    """In one line; reading documents needs no database and goes on."""
    program = (
        "import sys; sys.modules['fcntl'] = None; sys.argv = ['kg', *sys.argv[1:]]; from kg.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "ask", "documents"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "databases need a POSIX system" in done.stderr
    done = subprocess.run([sys.executable, "-c", program, "ask"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
