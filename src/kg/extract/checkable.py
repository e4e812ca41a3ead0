"""A norm → whether an inspector could verify it from a record or an act (``gold/GUIDE.md`` section 6, 12)."""

from __future__ import annotations

from kg.extract.model import Model
from kg.extract.patterns import compile_all
from kg.extract.segments import Segment
from kg.extract.units import Unit
from kg.lexicon import Lexicon
from kg.model import Cadence, Found, Modality, Named, Span

KEEP, DROP = "yes", "no"


class CheckableReader:
    """Decides by a model over the predicate, its object and the patterns of ``data/lexicon/pattern-checkable.yaml``."""

    def __init__(self, lexicon: Lexicon, model: Model | None) -> None:
        self._patterns = compile_all(lexicon.patterns["checkable"])
        self._model = model

    def read(self, features: list[str], text: str, span: Span) -> Found[bool]:
        """The answer, and the rule or the strongest pattern behind it."""
        rule, answer, place = self._pattern(text, span)
        if self._model is None:
            return Found(answer, place, rule)
        likely = self._model.tag([features]).tags[0] == KEEP
        return Found(likely, place if likely == answer else None, rule if likely == answer else "checkable.model")

    def _pattern(self, text: str, span: Span) -> tuple[str, bool, Span | None]:
        quote = text[span.start : span.end]
        for rule, answer, pattern in self._patterns:
            match = pattern.search(quote)
            if match:
                place = Span(span.start + match.start(), span.start + match.end()) if match.group() else None
                return rule, answer == "yes", place
        return "checkable.unknown", False, None

    def features(
        self,
        unit: Unit,
        whole: Segment,
        text: str,
        modality: Modality,
        cadence: tuple[Cadence, ...],
        mechanisms: tuple[Named, ...],
    ) -> list[str]:
        """What the norm's predicate and object look like."""
        span = Span(unit.start, unit.end)
        rule, answer, _ = self._pattern(text, span)
        main = unit.main
        start = main.segment.start if main.head is None else main.head.end
        tail = text[start : main.segment.end]
        nouns = {letter for letter in main.segment.code if letter in "NOqFBTDEVA"}
        return [
            f"pattern={rule}",
            f"answer={answer}",
            f"word={main.word}",
            f"letter={main.core[:1]}",
            f"core={main.core[:2]}",
            f"core3={main.core[:3]}",
            f"word|t2={main.word}|{tail[-2:]}",
            f"t2={tail[-2:]}",
            f"t3={tail[-3:]}",
            f"o2={tail[:2]}",
            f"modality={modality}",
            f"cadence={bool(cadence)}",
            f"mechanism={bool(mechanisms)}",
            f"mechanism|word={bool(mechanisms)}|{main.word}",
            *(f"kind={name.kind}" for name in mechanisms),
            *(f"has={letter}" for letter in sorted(nouns)),
            f"segments={min(len(unit.looks), 3)}",
            f"length={min(len(whole) // 6, 6)}",
            f"rule={unit.rule}",
            *(f"v={word}" for word in self._verbs(unit, text)),
            *(f"p={text[at : at + 2]}" for at in range(main.segment.start, main.segment.end - 1)),
        ]

    def _verbs(self, unit: Unit, text: str) -> list[str]:
        segment = unit.main.segment
        return sorted(
            {
                text[token.start : token.end]
                for token, letter in zip(segment.tokens, segment.code, strict=True)
                if letter in "VURm"
            }
        )
