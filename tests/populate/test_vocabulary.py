"""Tables → SKOS: the files are what the tables say, and a table with mistakes says all of them."""

import csv
import subprocess
import sys

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg import resources
from kg.errors import LexiconError
from kg.populate import tables, turtle
from kg.populate.names import BASE, KG
from kg.populate.terms import SKOS
from kg.populate.vocabulary import generate

FOLDER = resources.vocabulary()


def graph(scheme):
    """The quads of one generated file."""
    store = Store()
    store.extend(parse(path=str(FOLDER / f"{scheme}.ttl"), format=RdfFormat.TURTLE))
    return store


def test_each_file_is_what_its_table_says():
    """Nobody edits the generated files. To mend: python -m kg.populate.vocabulary."""
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.ttl")} == generate(FOLDER)


def test_every_row_is_a_concept_with_its_labels():
    """Key, labels and definitions of every row stand in the Turtle, and no other concept does."""
    for path in FOLDER.glob("*.csv"):
        if path.stem == "scheme":
            continue
        store = graph(path.stem)
        found = store.query(
            f"PREFIX skos: <{SKOS}> SELECT ?key ?label WHERE {{ ?c a skos:Concept ; skos:notation ?key ; skos:prefLabel|skos:altLabel ?label FILTER (LANG(?label) = 'zh') }}"
        )
        expected = {
            (row["key"], label)
            for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
            for label in (row["zh"], *tables.many(row, "alt_zh"))
        }
        assert {(row["key"].value, row["label"].value) for row in found} == expected


def test_the_bytes_do_not_depend_on_the_run():
    """Another process, with other hash seeds, writes the same bytes."""
    code = "import hashlib, kg.resources as r; from kg.populate.vocabulary import generate; print(hashlib.sha256(b''.join(generate(r.vocabulary()).values())).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            text=True,
            cwd=resources.root(),
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def rows(scheme):
    return {row["key"]: row for row in tables.load(FOLDER)[scheme]}


def uppers(key):
    """All that ``key`` lies within."""
    table, found, todo = rows("who"), set(), [key]
    while todo:
        row = table[todo.pop()]
        above = {upper for column in tables.WHO_CHAIN for upper in tables.many(row, column)} - found
        found |= above
        todo.extend(above)
    return found


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("party-member-leading-cadre", "leading-cadre"),
        ("party-member-leading-cadre", "cadre"),
        ("party-member-leading-cadre", "party-member"),
        ("party-committee", "party-organization"),
        ("party-branch", "primary-party-organization"),
        ("leadership-team", "region"),
        ("leadership-team", "department"),
        ("leadership-team-member", "leadership-team"),
        ("education-ministry", "education-department"),
        ("public-security-organ", "department"),
        ("university", "school"),
    ],
)
def test_who_lies_within_whom(inner, outer):
    """Kinds, members and those who act for others stand where one expects them."""
    assert outer in uppers(inner)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("leadership-team", "party-branch"),
        ("leadership-team", "primary-party-organization"),
        ("party-committee", "party-branch"),
        ("leading-cadre", "party-branch"),
        ("leadership-team", "school"),
        ("leadership-team", "public-security-organ"),
        ("leading-cadre", "party-member"),
        ("cadre", "leading-cadre"),
    ],
)
def test_who_does_not_lie_within_whom(inner, outer):
    """A duty of a branch, a school or the police is none of a leadership team."""
    assert outer not in uppers(inner)


def test_levels_are_told_apart_by_their_words():
    """No word of one level is a word of another, so that the longest match decides."""
    words = [
        word
        for row in tables.load(FOLDER)["level"]
        for word in (*tables.many(row, "words"), *tables.many(row, "ranks"))
    ]
    assert len(words) == len(set(words))


def test_half_width_brackets_are_read_too():
    """党委(党组) is 党委（党组）: tables give both spellings."""
    for scheme in ("who", "level", "mechanism"):
        for row in tables.load(FOLDER)[scheme]:
            labels = {row["zh"], *tables.many(row, "alt_zh"), *tables.many(row, "words")}
            assert {label.replace("（", "(").replace("）", ")") for label in labels} <= labels, row["key"]


def test_positions_are_askable_who_at_levels_that_the_word_allows():
    """党支部 stands at the grassroots only, 领导层 at every level."""
    store = graph("position")
    at = {
        quad.subject.value.removeprefix(f"{BASE}position/")
        for quad in store.quads_for_pattern(None, NamedNode(f"{KG}level"), None)
    }
    assert {f"leadership@{level}" for level in rows("level")} <= at
    assert {name for name in at if name.startswith("party-branch@")} == {"party-branch@grassroots"}


def test_all_mistakes_are_told_at_once(tmp_path):
    """A table with six mistakes reports six, each with file, row and remedy."""
    header = ",".join((*tables.COMMON, *tables.EXTRA["who"]))
    (tmp_path / "scheme.csv").write_text(
        ",".join((*tables.COMMON, "class")) + "\nwho,谁,who,,,谁。,Who.,Who\nghost,鬼,ghost,,,鬼。,Ghost.,Ghost\n"
    )
    (tmp_path / "who.csv").write_text(
        f"{header}\n"
        "a,甲,a,,b,甲。,A.,body,,,,,,,\n"
        "b,乙,b,,a,乙。,B.,person,,,,,,,\n"
        "b,丙,c,甲,nobody,丙。,,body,,,,,,yes,\n"
        "Bad Key,丁,d,,,丁。,D.,body,,,,,,,\n"
    )
    with pytest.raises(LexiconError) as caught:
        tables.load(tmp_path)
    told = "\n".join(caught.value.problems)
    for mistake in (
        "there is no ghost.csv",
        "who.csv:3: kind 'person' is unknown",
        "who.csv:4: key 'b' stands in row 3 too",
        "who.csv:4: definition_en of 'b' is empty",
        "who.csv:4: label '甲' of 'b' is that of 'a' too",
        "who.csv:4: askable 'yes' is unknown",
        "who.csv:4: broader 'nobody' of 'b' is no such key",
        "who.csv:5: key 'Bad Key' must be",
    ):
        assert mistake in told


def test_a_circle_is_a_mistake(tmp_path):
    """Nobody may lie within themselves."""
    header = ",".join((*tables.COMMON, *tables.EXTRA["who"]))
    (tmp_path / "scheme.csv").write_text(",".join((*tables.COMMON, "class")) + "\nwho,谁,who,,,谁。,Who.,Who\n")
    (tmp_path / "who.csv").write_text(f"{header}\na,甲,a,,b,甲。,A.,body,,,,,,,\nb,乙,b,,,乙。,B.,body,a,,,,,,\n")
    with pytest.raises(LexiconError, match="a, b lie within themselves"):
        tables.load(tmp_path)


def test_what_a_compound_names_lies_within_it(tmp_path):
    """党委（党组） names 党委 and 党组, which are kinds of it; a stranger among the parts is a mistake."""
    header = ",".join((*tables.COMMON, *tables.EXTRA["who"]))
    (tmp_path / "scheme.csv").write_text(",".join((*tables.COMMON, "class")) + "\nwho,谁,who,,,谁。,Who.,Who\n")
    (tmp_path / "who.csv").write_text(
        f"{header}\na,甲,a,,c,甲。,A.,body,,,,,,,\nb,乙,b,,,乙。,B.,body,,,,,,,\nc,甲（乙）,c,甲(乙),,丙。,C.,body,,,,a|b,,,\n"
    )
    with pytest.raises(LexiconError) as caught:
        tables.load(tmp_path)
    assert [problem for problem in caught.value.problems if "names 'b', which is outside it" in problem]
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("主题党日", "theme-party-day"),
        ("“主题党日”", "theme-party-day"),
        ("主题党日制度", "theme-party-day"),
        ("座谈会", "discussion-meeting"),
        ("听证会", "hearing"),
        ("书记工作交流会", "secretary-exchange"),
        ("专题民主生活会", "thematic-democratic-life-meeting"),
        ("民主生活会", "democratic-life-meeting"),
        ("一票否决", "one-vote-veto"),
        ("权力清单", "power-list"),
        ("问题清单", "problem-list"),
    ],
)
def test_different_arrangements_are_different_concepts(words, key):
    """A label says what its concept is called, not what is like it."""
    assert [row["key"] for row in rows("mechanism").values() if words in (row["zh"], *tables.many(row, "alt_zh"))] == [
        key
    ]


@pytest.mark.parametrize(
    "words", ["任务", "问责", "监督检查", "通报曝光", "典型案例", "党建引领", "主体责任", "调查研究"]
)
def test_what_is_no_arrangement_is_no_label(words):
    """Plain verbs and matters are not mechanisms."""
    assert not [row for row in rows("mechanism").values() if words in (row["zh"], *tables.many(row, "alt_zh"))]


def test_mechanism_labels_differ_by_more_than_quotation_marks():
    """“一票否决” and 一票否决 are one name, so they are one concept's."""
    named: dict[str, str] = {}
    for row in rows("mechanism").values():
        for label in (row["zh"], *tables.many(row, "alt_zh")):
            bare = label.replace("“", "").replace("”", "")
            assert named.setdefault(bare, row["key"]) == row["key"], label


def test_turtle_writes_used_prefixes_only_and_sorted():
    """The header of a file depends on nothing but what is in it."""
    text = turtle(parse(path=str(FOLDER / "basis.ttl"), format=RdfFormat.TURTLE)).decode()
    header = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert header == sorted(header)
    assert not [line for line in header if "prov:" in line]
