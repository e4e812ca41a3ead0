"""The file beside a document."""

import re

import pytest

from kg import resources
from kg.errors import KgError
from kg.model import Header
from kg.model.metadata import Metadata
from kg.read import find, metadata
from kg.read.metadata import slug


def _metadata(tmp_path, words):
    (tmp_path / "a.yaml").write_text(words, encoding="utf-8")
    return metadata(tmp_path / "a.txt")


def test_without_a_file_the_name_makes_the_key(tmp_path):
    """Nothing is stated, so nothing but the key is known."""
    assert metadata(tmp_path / "Central Opinion 2020.txt") == Metadata(key="central-opinion-2020")


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("000", "000"),
        ("central-opinion", "Central_Opinion"),
        ("a-b", "--A  b!!"),
        ("2020-12-hao", "2020〕12 hao"),
        ("a" * 80, "a" * 80),
    ],
)
def test_keys_are_plain(key, stem):
    """Lower-case ASCII letters, digits and single hyphens."""
    assert slug(stem) == key


def test_names_without_any_ascii_have_keys_of_their_own():
    """Two Chinese names do not share a key, and each keeps its own."""
    keys = [slug(stem) for stem in ("意见", "通知", "意见")]
    assert keys[0] == keys[2] != keys[1]
    assert all(re.fullmatch(r"doc-[0-9a-f]{8}", key) for key in keys)


def test_a_name_that_lost_letters_is_told_from_its_like():
    """Names that differ only in what a key cannot hold have keys of their own, whatever stands beside them."""
    stems = [
        "上海市口岸条例(2020-05-14)",
        "上海市专利条例(2020-05-14)",
        "条例 v2",
        "决定 v2",
        "a" * 300,
        "a" * 301,
        "é",
        "e",
        "１",
        "1",
    ]
    keys = [slug(stem) for stem in stems]
    assert len(set(keys)) == len(stems)
    assert re.fullmatch(r"2020-05-14-[0-9a-f]{8}", keys[0])
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key) and len(key) < 100 for key in keys)


def test_values(tmp_path):
    """A name alone is a list of one; a date is ISO 8601 however YAML reads it."""
    read = _metadata(
        tmp_path, "key: a-1\nissuer: 国务院\nimplements: [b, c]\ndate: 2020-09-14\nauthority: local-issue\n"
    )
    assert read == Metadata(
        key="a-1", issuers=("国务院",), implements=("b", "c"), date="2020-09-14", authority="local-issue"
    )
    assert _metadata(tmp_path, "date: '2020-09-14'").date == "2020-09-14"
    assert _metadata(tmp_path, "") == Metadata(key="a")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("unknown name titel; known names: key, title,", "titel: 意见"),
        ("is no key; use lower-case", "key: 意见"),
        ("is read as a number; quote it", "key: 12"),
        ("is no date; write it as 2020-09-14", "date: 2020年9月"),
        ("implements takes a name or a list of names", "implements: [1, 2]"),
        ("title takes one piece of text", "title: [a]"),
        ("not valid YAML", "title: [a"),
        ("not a list of 'name: value' lines", "- a"),
        ("not valid YAML", "key: !!python/object:os.system {}"),
    ],
)
def test_mistakes_name_the_file_and_the_remedy(tmp_path, problem, words):
    """One line, with the file's name in front."""
    with pytest.raises(KgError) as error:
        _metadata(tmp_path, words)
    assert str(error.value).startswith("a.yaml: ")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_stated_goes_before_what_the_text_says():
    """Empty fields leave the header as it is."""
    header = Header(title="意见", date="2020-01-01", issuers=("甲",))
    assert Metadata(key="a", date="2020-09-14").complete(header) == Header(
        title="意见", date="2020-09-14", issuers=("甲",)
    )


def test_the_packaged_documents_have_unique_keys_and_known_parents():
    """Each document's metadata is whole, and what it carries out is there."""
    known = [metadata(path) for path in find([resources.documents()])]
    keys = [each.key for each in known]
    assert len(known) >= 5
    assert sorted(set(keys)) == sorted(keys)
    assert {parent for each in known for parent in each.implements} <= set(keys)
    assert {each.authority for each in known} <= {"official-text", "local-issue", "news-report", "model-text"}
