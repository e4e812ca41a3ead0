"""Every command explains itself, fails in one line, and exits with 0, 1 or 2."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.commands import COMMANDS
from kg.query import questions
from tests.cli.commands import database, kg


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the question about duties."""
    return database(tmp_path_factory.mktemp("cli"))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str):
    """What it does, how to call it, an example."""
    done = kg(command, "--help")
    assert done.returncode == 0, done.stderr
    assert f"kg {command}" in done.stdout.split("Example:")[1]


def test_help_names_every_command():
    """The modules beside it are the commands, and none is forgotten."""
    modules = {path.stem for path in Path(sys.modules["kg.cli"].__file__ or "").parent.glob("*.py")}
    assert modules - {"__init__", "commands", "options", "output", "tracing"} == set(COMMANDS)
    done = kg("--help")
    assert all(f"  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("question", questions())
def test_every_question_is_asked_by_name(question: str, db: Path):
    """Its help shows its parameters, and it answers."""
    done = kg("ask", question, "--help")
    assert all(f"--{parameter.name}" in done.stdout for parameter in questions()[question].parameters)
    done = kg("ask", question, "--db", db, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert next(csv.reader(io.StringIO(done.stdout))) == [column.name for column in questions()[question].columns]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "dutys"], "no question 'dutys'; known: bearers"),
        (["ask", "duties", "--level", "galactic"], "unknown level 'galactic'; known: "),
        (["ask", "duties", "--levle", "county"], "No such option"),
        (["ask", "duties", "--format", "pdf"], "is not one of"),
        (["explain", "nothing"], "no norm 'nothing'"),
        (["explain"], "Missing argument"),
        (["sparql", "SELECT * {"], "failed: error at"),
        (["sparql", "SELECT * { SERVICE <http://x> {} }"], "SERVICE is refused"),
        (["sparql", "no-such-file.rq"], "neither a query nor a file"),
        (["sparql", "DROP ALL # {"], "DROP is refused"),
        (["export", "word"], "is not one of"),
        (["export", "nquads", "--out", "no-such-folder/graph.nq"], "no-such-folder: no such folder; make it first"),
        (["view", "--all", "--level", "county"], "name one picture"),
        (["view", "overview", "--level", "county"], "takes no level"),
        (["fly"], "No such command"),
        (["structure", "no-such-file.txt"], "no such file"),
        (["extract", "no-such-file.txt"], "no such file"),
        (["build", "no-such-folder"], "no such file or folder"),
        (["evaluate", "a", "b"], "does not exist"),
    ],
)
def test_misuse_is_one_line_and_exit_2(arguments: list[str], said: str, db: Path, tmp_path: Path):
    """No traceback, and a way on."""
    done = kg(*arguments, cwd=tmp_path, KG_DATABASE=str(db))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()[-1:]) == 1


@pytest.mark.parametrize(
    "command", [["ask", "duties"], ["sparql", "ASK {}"], ["explain", "x"], ["export", "nquads"], ["check"]]
)
def test_without_a_database_the_remedy_is_named(command: list[str], tmp_path: Path):
    """The command that makes one."""
    done = kg(*command, cwd=tmp_path, KG_DATABASE=str(tmp_path / "none"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "make one with: kg build" in done.stderr


def test_questions_are_listed():
    """For people and for programs."""
    done = kg("ask")
    assert all(question.zh in done.stdout and question.en in done.stdout for question in questions().values())
    assert [question["name"] for question in json.loads(kg("ask", "--json").stdout)] == list(questions())


def test_duties_are_grouped_by_basis_and_say_what_was_left_out(db: Path):
    """Strongest basis first, each with its number of rows; quote, directive and provision; then the rest."""
    done = kg("ask", "duties", "--db", db, "--level", "县级", "--who", "leadership")
    heads = [line for line in done.stdout.splitlines() if line.endswith(")") and not line.startswith(" ")]
    assert heads == [
        "named 点名 (1)",
        "level-range 层级范围 (1)",
        "all-levels 各级 (2)",
        "level-unstated 未写层级 (1)",
        "addressee 发文对象 (1)",
        "as-member 作为成员 (1)",
    ]
    assert "制定年度民生实事计划" in done.stdout
    assert "关于甲的意见 a\n" in done.stdout
    assert "Asked with --level 县级 --who leadership\n" in done.stdout
    assert "Left out: 1 norms" in done.stdout
    assert "neither level nor people fit" in done.stdout
    assert "kg explain a/n1" in done.stdout


def test_formats_hold_the_same_rows(db: Path):
    """JSON, CSV and Markdown."""
    found = json.loads(kg("ask", "duties", "--db", db, "--json").stdout)
    assert found["count"] == len(found["rows"]) == 7
    assert found["parameters"] == {
        "level": "county",
        "who": "leadership",
        "directive": None,
        "basis": None,
        "modality": None,
    }
    rows = list(csv.DictReader(io.StringIO(kg("ask", "duties", "--db", db, "--format", "csv").stdout)))
    assert [row["quote"] for row in rows] == [row["quote"] for row in found["rows"]]
    table = kg("ask", "duties", "--db", db, "--format", "md").stdout.splitlines()
    assert len(table) == 9
    assert "制定年度民生实事计划" in table[2]
    assert len(json.loads(kg("ask", "duties", "--db", db, "--json", "--limit", "2").stdout)["rows"]) == 2


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["ask", "duties", "--level", "county", "--level", "municipal"], "--level"),
        (["ask", "duties", "--who=leadership", "--who", "party-members"], "--who"),
        (["ask", "--json", "documents", "--format", "csv", "--format", "csv"], "--format"),
        (["sparql", "ASK {}", "--limit", "1", "--limit", "2"], "--limit"),
        (["build", "--out", "a", "--out", "b"], "--out"),
        (["extract", "a.txt", "--format", "table", "--format", "jsonl"], "--format"),
        (["view", "position", "--level", "county", "--level", "central"], "--level"),
    ],
)
def test_an_option_given_twice_is_refused(arguments: list[str], option: str, tmp_path: Path):
    """No value is dropped in silence: one line, exit 2, before anything is read or written."""
    done = kg(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kg: {option} is given 2 times and takes one value; give it once\n"
    assert list(tmp_path.iterdir()) == []


def test_a_flag_given_twice_is_a_flag(db: Path):
    """Only what takes a value can contradict itself."""
    assert kg("ask", "documents", "--json", "--json", "--db", db).returncode == 0


def test_values_of_a_parameter_are_listed(db: Path):
    """What one can ask with, from the graph."""
    assert json.loads(kg("ask", "duties", "--db", db, "--values", "level", "--format", "json").stdout) == [
        {"key": "county", "label": "县级"},
        {"key": "township", "label": "乡级"},
    ]


def test_sparql_gives_the_rows_of_the_question(db: Path):
    """The file of a question is a query like any other."""
    path = Path(questions.__globals__["resources"].queries()) / "prohibitions.rq"
    done = kg("sparql", path, "--db", db, "--format", "csv")
    assert "不当局外人" in done.stdout
    assert kg("sparql", "-", "--db", db, stdin="ASK { ?s ?p ?o }").stdout == "true\n"
    table = kg("sparql", "SELECT ?s ?p { ?s ?p ?o }", "--db", db, "--limit", "3").stdout
    assert table.endswith("3 rows shown, there are more: --limit\n")
    assert (
        len(json.loads(kg("sparql", "SELECT ?s { ?s ?p ?o }", "--db", db, "--json").stdout)["results"]["bindings"])
        > 100
    )
    late = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c = ?l && ?f != ?i) }"
    done = kg("sparql", late, "--db", db, "--timeout", "0.5")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "not done after 0.5 s" in done.stderr


def test_export_is_sorted_and_whole(db: Path, tmp_path: Path):
    """Standard output and a file hold the same bytes; each format parses."""
    first = kg("export", "nquads", "--db", db).stdout
    assert kg("export", "nquads", "--db", db, "--out", tmp_path / "graph.nq").returncode == 0
    assert (tmp_path / "graph.nq").read_text(encoding="utf-8") == first
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    for form in ("turtle", "trig"):
        assert "不当局外人" in kg("export", form, "--db", db).stdout


def test_utf8_whatever_the_locale(db: Path):
    """Chinese comes out whole under the C locale and under Latin-1."""
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}):
        done = kg("ask", "duties", "--db", db, "--format", "csv", **locale)
        assert done.returncode == 0, done.stderr
        assert "制定年度民生实事计划" in done.stdout


def test_a_closed_pipe_is_no_error(db: Path):
    """``kg … | head -1`` says nothing on standard error."""
    command = f"'{sys.executable}' -c 'from kg.cli import main; main()' export nquads --db '{db}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_full_disk_is_named_with_a_remedy(db: Path):
    """What cannot be written says so in a sentence, without the number of an error."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", "ask", "documents", "--json", "--db", str(db)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("kg: No space left on device; make room")
    assert "Errno" not in done.stderr


_INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.cli import main; main()"
)
"""What a shell starts in the background ignores interrupts, and so would the tests' children."""


def test_an_interrupt_is_one_line(db: Path):
    """Ctrl-C ends the query and its process, without a traceback."""
    slow = (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o FILTER (?c = ?l && ?f != ?o) }"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "sparql", slow, "--db", str(db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        time.sleep(1.0)
        os.killpg(child.pid, signal.SIGINT)
        _, said = child.communicate(timeout=20)
    finally:
        child.kill()
    assert child.returncode == 130
    assert said.strip() == "kg: interrupted"


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["pyoxigraph", "rich", "yaml", "kg.pipeline", "kg.query", "kg.extract"]),
        (["ask", "--help"], ["pyoxigraph", "rich", "yaml", "kg.pipeline", "kg.extract"]),
        (
            ["ask", "duties", "--json"],
            ["rich", "yaml", "kg.pipeline", "kg.extract", "kg.lexicon", "rdflib", "networkx"],
        ),
        (["export", "nquads"], ["rich", "yaml", "kg.pipeline", "kg.query", "rdflib"]),
    ],
)
def test_a_command_imports_what_it_needs(arguments: list[str], absent: list[str], db: Path):
    """And nothing else: starting must be quick."""
    program = (
        "import sys, atexit\n"
        "from kg.cli import main\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "KG_DATABASE": str(db)},
        check=True,
    )
    assert set(done.stderr.split()) & set(absent) == set()
