"""The cue file brings its evidence, and the evidence holds."""

from pathlib import Path

import pytest

from kg import resources
from kg.errors import LexiconError
from kg.structure.cues import Cue, load, read

_FILE = resources.lexicon() / "structure.yaml"
_CUES = [(section, cue) for section, cues in read(_FILE).items() for cue in cues]


def _matches(section: str, cue: Cue, words: str) -> bool:
    """Marks and demands are tried at the start of a line, lines and shapes on a whole line, the others anywhere."""
    how = {
        "marks": cue.pattern.match,
        "lines": cue.pattern.fullmatch,
        "shapes": cue.pattern.fullmatch,
        "demands": cue.pattern.match,
    }
    return bool(how.get(section, cue.pattern.search)(words))


@pytest.mark.parametrize(("section", "cue"), _CUES, ids=[cue.id for _, cue in _CUES])
def test_a_cue_matches_its_examples_only(section, cue):
    """Every example matches, no counter-example does, and there is at least one of each."""
    assert cue.examples
    assert cue.counter_examples
    assert [words for words in cue.examples if not _matches(section, cue, words)] == []
    assert [words for words in cue.counter_examples if _matches(section, cue, words)] == []


def test_ids_are_unique():
    """Two entries never share an id, or one would hide the other."""
    ids = [cue.id for _, cue in _CUES]
    assert sorted(set(ids)) == sorted(ids)


def test_a_line_example_is_read_by_its_own_entry_or_an_earlier_one_of_the_same_role():
    """The order of the entries hides no example behind another role."""
    lines = load().lines
    wrong = []
    for cue in lines:
        for words in cue.examples:
            first = next(other for other in lines if other.pattern.fullmatch(words))
            if first.values["role"] != cue.values["role"]:
                wrong.append((cue.id, words, first.id))
    assert wrong == []


def test_an_example_is_not_longer_than_its_entry_allows():
    """``longest`` cuts off no example."""
    assert [
        (cue.id, words)
        for cue in load().lines
        for words in cue.examples
        if len(words) > cue.values.get("longest", 10_000)
    ] == []


def test_all_mistakes_are_named_at_once(tmp_path: Path):
    """A file with two broken entries names both."""
    file = tmp_path / "structure.yaml"
    entry = "- id: {}\n  kind: item\n  pattern: '{}'\n  examples: [a]\n  counter_examples: [b]\n"
    file.write_text("marks:\n" + entry.format("one", "(") + entry.format("two", "<NONE>"), encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        read(file)
    assert [problem.split(":")[1].strip() for problem in error.value.problems] == ["one", "two"]
