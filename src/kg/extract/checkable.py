"""A norm → whether an inspector could verify it from a record or an act (``gold/GUIDE.md`` section 6, 12)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add

from kg.extract.model import Model
from kg.extract.observations import Observation, Template, features
from kg.extract.patterns import patterns_of
from kg.extract.segments import Segment
from kg.extract.units import Unit
from kg.lexicon import Lexicon
from kg.model import Cadence, Found, Modality, Named, Span

KEEP, DROP = "yes", "no"


class CheckableReader:
    """Decides by a model over the predicate, its object and the patterns of ``data/lexicon/pattern-checkable.yaml``."""

    def __init__(self, lexicon: Lexicon, model: Model | None) -> None:
        self._patterns = patterns_of(lexicon, "checkable")
        self._model = model

    def read(
        self,
        unit: Unit,
        text: str,
        modality: Modality,
        cadence: tuple[Cadence, ...],
        mechanisms: tuple[Named, ...],
    ) -> Found[bool]:
        """The answer, and the rule or the strongest pattern behind it."""
        rule, answer, place = self._pattern(text, unit.start, unit.end)
        if self._model is None:
            return Found(answer, place, rule)
        observation = self._observe(unit, text, modality, cadence, mechanisms, (rule, answer))
        likely = self._model.best(self._model.scorer(CHECKABLE)(observation)) == KEEP
        return Found(likely, place, rule) if likely == answer else _AGAINST[likely]

    def features(
        self,
        unit: Unit,
        whole: Segment,
        text: str,
        modality: Modality,
        cadence: tuple[Cadence, ...],
        mechanisms: tuple[Named, ...],
    ) -> list[str]:
        """The names of the features of a norm, for learning."""
        rule, answer, _ = self._pattern(text, whole.start, whole.end)
        return features(CHECKABLE, self._observe(unit, text, modality, cadence, mechanisms, (rule, answer)))

    def _pattern(self, text: str, start: int, end: int) -> tuple[str, bool, Span | None]:
        """The first pattern found in the quote."""
        quote = text[start:end]
        for rule, answer, pattern in self._patterns:
            match = pattern.search(quote)
            if match:
                place = Span(start + match.start(), start + match.end()) if match.group() else None
                return rule, answer == KEEP, place
        return "checkable.unknown", False, None

    def _observe(
        self,
        unit: Unit,
        text: str,
        modality: Modality,
        cadence: tuple[Cadence, ...],
        mechanisms: tuple[Named, ...],
        pattern: tuple[str, bool],
    ) -> Observation:
        """What the norm's predicate and object look like."""
        main, shape, segment = unit.main, unit.main.shape, unit.main.segment
        start, end, edges = segment.start, segment.end, segment.edges
        core, tail = shape.core, text[edges[shape.head + 1] : end]
        verbs = [text[edges[token] : edges[token + 1]] for token in shape.verbs]
        words = text[start:end]
        parts = (
            (*pattern, modality.value, bool(cadence)),
            (unit.rule, min(len(unit.looks), 3), min(len(unit.whole) // 6, 6)),
            (main.word, bool(mechanisms)),
            core[:3],
            tuple([name.kind for name in mechanisms]),
            shape.nouns,
            tuple(sorted(set(verbs))) if len(verbs) > 1 else tuple(verbs),
        )
        return parts, (f"{main.word}|{tail[-2:]}", tail[-2:], tail[-3:], tail[:2]), list(map(add, words, words[1:]))


_AGAINST = {answer: Found(answer, None, "checkable.model") for answer in (True, False)}
"""Answers of the model against what the patterns say."""


def _judged(part: tuple[str, bool, str, bool]) -> Iterator[str]:
    rule, answer, modality, cadence = part
    yield f"pattern={rule}"
    yield f"answer={answer}"
    yield f"modality={modality}"
    yield f"cadence={cadence}"


def _arranged(part: tuple[str, bool]) -> Iterator[str]:
    word, mechanism = part
    yield f"word={word}"
    yield f"mechanism={mechanism}"
    yield f"mechanism|word={mechanism}|{word}"


CHECKABLE = Template(
    parts=(
        _judged,
        lambda part: (f"rule={part[0]}", f"segments={part[1]}", f"length={part[2]}"),
        _arranged,
        lambda core: (f"letter={core[:1]}", f"core={core[:2]}", f"core3={core}"),
        lambda kinds: [f"kind={kind}" for kind in kinds],
        lambda letters: [f"has={letter}" for letter in letters],
        lambda verbs: [f"v={verb}" for verb in verbs],
    ),
    words=("word|t2", "t2", "t3", "o2"),
    pairs="p",
)
"""What a norm's observation gives; the pairs are those of the characters of its main segment."""
