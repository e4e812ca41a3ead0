"""``kg extract`` over many files: the same bytes however it runs, and no work twice."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import kg

SENTENCE = "县处级以上领导班子每年至少举办1期读书班，列出专题。党员要按时参加党员大会。"


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, the manifest too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight documents in two folders, two of one name; one that is empty and one that is a picture."""
    path = tmp_path_factory.mktemp("texts")
    (path / "more").mkdir()
    for number in range(7):
        (path / f"{number}.txt").write_text(f"一、第{number}。{SENTENCE * (number + 1)}\n", encoding="utf-8")
    (path / "more" / "0.txt").write_text(f"一、又。{SENTENCE}\n", encoding="utf-8")
    (path / "empty.txt").write_bytes(b"")
    (path / "picture.txt").write_bytes(b"\x89PNG\r\n")
    return path


@pytest.fixture(scope="module")
def norms(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process writes."""
    path = tmp_path_factory.mktemp("out")
    assert kg("extract", folder, "--out", path, "--jobs", "1").returncode == 1
    return path


def test_any_number_of_processes_writes_the_same(folder: Path, norms: Path, tmp_path: Path):
    """Files and manifest, byte for byte; folders within the folder are kept."""
    done = kg("extract", folder, "--out", tmp_path, "--jobs", "3")
    assert done.returncode == 1
    assert files_in(tmp_path) == files_in(norms)
    assert (tmp_path / "more" / "0.jsonl").is_file()


def test_any_number_of_processes_prints_the_same(folder: Path):
    """In order of the files; what cannot be read is a line on standard error."""
    one, three = (kg("extract", folder, "--jobs", jobs) for jobs in ("1", "3"))
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr
    assert one.returncode == three.returncode == 1
    headers = [row["doc"] for row in map(json.loads, one.stdout.splitlines()) if row.get("header")]
    assert headers == ["0", "1", "2", "3", "4", "5", "6", "0"]
    assert one.stderr.splitlines() == [
        "kg: empty.txt: is empty; check that it was copied whole",
        "kg: picture.txt: is a picture; run text recognition on it first",
    ]


def test_what_is_done_is_told_line_by_line(folder: Path, tmp_path: Path):
    """Without a terminal: a line a document, failures among them, then the sums."""
    done = kg("extract", folder, "--out", tmp_path, "--jobs", "2")
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0] == "0.txt: 2 norms"
    assert lines[-1] == "10 documents (0 finished before, 2 unreadable): 58 norms"
    assert len(lines) == 11


def test_a_second_run_does_only_what_is_new(folder: Path, norms: Path):
    """A changed document, one whose output was taken away or edited; the result is the same as in one run."""
    before = files_in(norms)
    (norms / "1.jsonl").unlink()
    (norms / "2.jsonl").write_text("edited\n", encoding="utf-8")
    done = kg("extract", folder, "--out", norms)
    assert [line for line in done.stderr.splitlines() if "norms" in line] == [
        "1.txt: 4 norms",
        "2.txt: 6 norms",
        "10 documents (6 finished before, 2 unreadable): 58 norms",
    ]
    assert files_in(norms) == before
    assert "(0 finished before" in kg("extract", folder, "--out", norms, "--fresh").stderr
    assert files_in(norms) == before


def test_a_changed_document_or_its_metadata_is_read_again(tmp_path: Path):
    """Neither its date nor its size decides."""
    (tmp_path / "a.txt").write_text("一、甲。党员要参加党员大会。", encoding="utf-8")
    out = tmp_path / "out"
    assert kg("extract", tmp_path / "a.txt", "--out", out).stderr == "a.txt: 1 norms\n"
    assert kg("extract", tmp_path / "a.txt", "--out", out).stderr == ""
    stamp = (tmp_path / "a.txt").stat()
    (tmp_path / "a.txt").write_text("一、甲。党员要参加党小组会。", encoding="utf-8")
    os.utime(tmp_path / "a.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert kg("extract", tmp_path / "a.txt", "--out", out).stderr == "a.txt: 1 norms\n"
    (tmp_path / "a.yaml").write_text("key: other\n", encoding="utf-8")
    assert kg("extract", tmp_path / "a.txt", "--out", out).stderr == "a.txt: 1 norms\n"


KILLED = """
import os, signal
from kg.cli import main
from kg.pipeline.manifest import Manifest
note, noted = Manifest.note, []

def noting(self, entry):
    note(self, entry)
    noted.append(entry)
    if len(noted) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

Manifest.note = noting
main()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on_where_it_stood(folder: Path, norms: Path, tmp_path: Path, jobs: str):
    """Killed in the middle: no half file, and the next run ends with the bytes of a run that nobody killed."""
    command = [sys.executable, "-c", KILLED, "extract", str(folder), "--out", str(tmp_path), "--jobs", jobs]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == -signal.SIGKILL
    finished = list(tmp_path.rglob("[0-9].jsonl"))
    assert len(finished) >= 3
    assert all(path.read_bytes() == (norms / path.relative_to(tmp_path)).read_bytes() for path in finished)
    done = kg("extract", folder, "--out", tmp_path, "--jobs", jobs)
    assert "10 documents (3 finished before, 2 unreadable): 58 norms" in done.stderr
    assert files_in(tmp_path) == files_in(norms)


def test_a_second_run_into_the_same_folder_is_told_to_wait(folder: Path, tmp_path: Path):
    """In one line, exit 2."""
    (tmp_path / ".kg-extract").mkdir()
    holder = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX);"
        " print(flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", holder, str(tmp_path / ".kg-extract" / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        done = kg("extract", folder, "--out", tmp_path)
        process.kill()
    assert done.returncode == 2
    assert done.stderr == f"kg: {tmp_path}: another run writes here; wait for it or name another folder\n"


def test_a_terminal_gets_a_bar_and_failures_by_line(folder: Path, tmp_path: Path):
    """No line for a document that was read."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", str(folder), "--out", str(tmp_path)]
    with subprocess.Popen(command, stderr=follower, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(follower)
        said = b""
        while chunk := _read(leader):
            said += chunk
        assert process.wait() == 1
    os.close(leader)
    text = said.decode("utf-8")
    assert "━" in text
    assert "empty.txt: is empty" in text
    assert "0.txt: 2 norms" not in text
    assert "10 documents (0 finished before, 2 unreadable): 58 norms" in text


def _read(leader: int) -> bytes:
    """What the terminal shows next; nothing when it is closed."""
    try:
        return os.read(leader, 65536)
    except OSError:
        return b""


def test_a_name_that_cannot_be_written_is_one_line(folder: Path, tmp_path: Path):
    """An output whose place is taken by a folder; the others are written."""
    (tmp_path / "0.jsonl").mkdir()
    done = kg("extract", folder / "0.txt", folder / "1.txt", "--out", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {tmp_path / '0.jsonl'}: ")
    assert (tmp_path / "1.jsonl").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fresh"], "--fresh goes with --out"),
        (["--trace", "--out", "x"], "leave out --out"),
        (["--format", "table", "--out", "x"], "leave out --out"),
        (["--format", "table", "--json"], "--json goes with --trace"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_options_that_do_not_go_together(folder: Path, arguments: list[str], said: str):
    """Are misuse: exit 2."""
    done = kg("extract", folder / "0.txt", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_the_trace_in_words(folder: Path):
    """Each sentence, its segments with hits, patterns, tag and reasons, then the norm part by part."""
    done = kg("extract", folder / "0.txt", "--trace")
    lines = done.stdout.splitlines()
    text = (folder / "0.txt").read_text(encoding="utf-8")
    at = text.index("县处级")
    assert lines[0].startswith(f"item_1  item 一  {at}-")
    for said in (
        f"  segment {at}-{text.index('，')}  ",
        "    hit      B  “领导班子”  who.leadership-team",
        "    rule     segment.subject-verb → begin (#",
        "    rejected segment.",
        "    tag      B  0.",
        "      for     ",
        "      against ",
        "  norm item_1__norm_1  一  ",
        f"    quote         “每年至少举办1期读书班，列出专题” {text.index('每年')}-",
        f"    cadence       count=>=1 unit=期 per=P1Y  “每年至少举办1期” {text.index('每年')}-{text.index('读书班')}  cadence.count",
    ):
        assert any(line.startswith(said) for line in lines), said
    assert kg("extract", folder / "0.txt", "--trace").stdout == done.stdout


def test_the_trace_as_json(folder: Path):
    """An object a sentence; every place holds its words."""
    text = (folder / "0.txt").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in kg("extract", folder / "0.txt", "--trace", "--json").stdout.splitlines()]
    assert [row["sentence"]["words"] for row in rows] == [f"{part}。" for part in SENTENCE.split("。")[:-1]]
    places = [
        part
        for row in rows
        for segment in row["segments"]
        for part in (row["sentence"], segment, *segment["hits"], *segment["parts"].values())
    ] + [part for row in rows for norm in row["norms"] for part in norm["parts"] if "words" in part]
    assert len(places) > 20
    assert all(text[place["start"] : place["end"]] == place["words"] for place in places)
    tag = rows[0]["segments"][0]["tag"]
    assert tag["value"] == "B"
    assert set(tag) == {"value", "probability", "rival", "for", "against"}


def test_a_trace_goes_on_after_an_unreadable_file(folder: Path):
    """One line on standard error, exit 1."""
    done = kg("extract", folder / "0.txt", folder / "empty.txt", folder / "1.txt", "--trace")
    assert done.returncode == 1
    assert done.stderr == "kg: empty.txt: is empty; check that it was copied whole\n"
    assert "又" not in done.stdout
    assert done.stdout.count("  norm item_1__norm_1  ") == 2


def test_text_does_not_command_the_terminal(tmp_path: Path):
    """Escape sequences in a document are shown as such in a trace."""
    (tmp_path / "a.txt").write_text("一、甲。党员要\x1b[2J参加党员大会。", encoding="utf-8")
    assert "\x1b" not in kg("extract", tmp_path / "a.txt", "--trace").stdout
