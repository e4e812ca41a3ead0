"""Annotated documents → the weights of ``data/model/*.json``.

    python -m kg.quality.training GOLD[:TEXT] … [--out FOLDER] [--without DOC]

Each GOLD folder holds ``<doc>.jsonl`` in the form of the reference annotation, TEXT (``GOLD/text`` if left out)
the ``<doc>.txt`` files. Needs python-crfsuite (extra ``dev``); reading text does not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg import resources
from kg.extract.checkable import DROP, KEEP
from kg.extract.features import boundary_features
from kg.extract.model import Model
from kg.extract.names import MECHANISM, NOTHING, REFERENCE, TARGET
from kg.extract.passages import Passage, passages
from kg.extract.read import MODELS, Reader
from kg.extract.segments import Segment
from kg.extract.subjects import EARLIER, NOBODY, Scope, begin_sentence
from kg.extract.units import BEGIN, INSIDE, OUTSIDE, Unit, assemble, quote_start
from kg.lexicon import fold, load
from kg.model import BearerSource, Directive, Kind, Modality, Named, SourceText
from kg.structure import parse

_SETTINGS = {"max_iterations": 200, "feature.possible_transitions": True}
_PENALTIES = {"boundaries": (0.3, 3.0), "names": (0.2, 0.3)}
_PENALTY = (0.3, 1.0)
"""Elastic-net weights (c1, c2), chosen by leaving documents out."""
_OVERLAP = 0.3
"""A segment belongs to a norm that covers this share of it."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated document: its name, text, and the rows of its norms in order."""

    name: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence of places with their features and right tags."""

    features: list[list[str]]
    tags: list[str]


@dataclass(slots=True)
class Examples:
    """The examples of one document for each model."""

    of: dict[str, list[Example]] = field(default_factory=lambda: {name: [] for name in MODELS})

    def add(self, model: str, features: Sequence[str], tag: str) -> None:
        self.of[model].append(Example([list(features)], [tag]))


def documents(folder: Path, texts: Path) -> Iterator[Document]:
    """The annotated documents of a folder, in order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        text = texts / f"{path.stem}.txt"
        if text.exists():
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            norms = tuple(row for row in rows if not row.get("header"))
            yield Document(path.stem, text.read_text(encoding="utf-8"), norms)


class Teacher(Reader):
    """Reads an annotated document as the reader does, with the annotation's answers in place of the models'."""

    def __init__(self, document: Document) -> None:
        directive: Directive = parse(SourceText.plain(f"{document.name}.txt", document.text), document.name)
        super().__init__(directive, load(), dict.fromkeys(MODELS))  # type: ignore[arg-type]  # no model decides here
        self.rows = list(_located(self.text, document.rows))
        self.examples = Examples()

    def teach(self) -> Examples:
        """The examples that the document gives."""
        scope, number = Scope(str(Kind.DOCUMENT)), -1
        for passage in passages(self.directive, self.scanner, self.grammar):
            if passage.scope != number:
                number = passage.scope
                scope = self.scope_of(passage, scope)
            if not self.silent(passage):
                self._passage_examples(passage, scope)
        return self.examples

    def _passage_examples(self, passage: Passage, scope: Scope) -> None:
        tags, norms = self._tags(passage)
        features = boundary_features(passage.looks, passage.kind, self.text)
        self.examples.of["boundaries"].append(Example(features, tags))
        cut = assemble(passage.looks, tags, [1.0] * len(tags))
        outside = sorted(cut.outside, key=lambda look: look.segment.start)
        topic, sentence = None, None
        for unit in cut.units:
            while outside and outside[0].segment.start < unit.start:
                self.note_subject(outside.pop(0), scope, passage.provision.eid)
            row = self.rows[norms[id(unit.looks[0])]][2]
            self._subject_example(unit, scope, passage, row)
            if unit.main.sentence is not sentence or unit.topic:
                topic = unit.topic
            sentence = unit.main.sentence
            self._name_examples(unit, row, topic)
        for look in outside:
            self.note_subject(look, scope, passage.provision.eid)

    def _tags(self, passage: Passage) -> tuple[list[str], dict[int, int]]:
        """One tag a segment, and the row of the norm that each beginning segment begins."""
        tags: list[str] = []
        norms: dict[int, int] = {}
        last = -1
        for look in passage.looks:
            # A long subject is no part of the quote: only the predicate's share of the segment counts.
            start, end = min(quote_start(look), look.segment.end - 1), look.segment.end
            norm = next(
                (k for k, (a, b, _) in enumerate(self.rows) if min(b, end) - max(a, start) >= _OVERLAP * (end - start)),
                -1,
            )
            tags.append(OUTSIDE if norm < 0 else INSIDE if norm == last and not look.first else BEGIN)
            norms[id(look)] = norm
            last = norm
        return tags, norms

    def _subject_example(self, unit: Unit, scope: Scope, passage: Passage, row: Row) -> None:
        eid = passage.provision.eid
        wanted = [_squash(words) for words in row["bearers"]]
        named = self.resolver.explicit(unit)
        if named:
            scope.name(named, unit.main.sentence.start, eid)
            scope.unit, scope.last = unit, "explicit"
            return
        if passage.lead is not None or any(span[0] >= unit.end for span in passage.tasks):
            return
        begin_sentence(unit, scope)
        earlier = [_squash(bearer.words) for bearer in scope.bearers]
        if not wanted:
            tag = NOBODY
        elif earlier and (set(wanted) & set(earlier) or row["bearer_source"] == BearerSource.INHERITED):
            tag = EARLIER
        else:
            return
        if scope.bearers and not scope.heading:
            self.examples.add("subjects", self.resolver.features(unit, scope, eid), tag)
        scope.last = tag
        if tag == EARLIER:
            scope.unit = unit

    def _name_examples(self, unit: Unit, row: Row, topic: Segment | None) -> None:
        columns = ((MECHANISM, "mechanisms"), (REFERENCE, "refs"), (TARGET, "target"))
        wanted = {kind: {_squash(words) for words in row[column]} for kind, column in columns}
        mechanisms: list[Named] = []
        subject = unit.subject if self.resolver.explicit(unit) else None
        for candidate in self.names.candidates(unit.whole, unit.main.word, subject, topic):
            words = _squash(candidate.words)
            kind = next((kind for kind in wanted if words in wanted[kind]), NOTHING)
            self.examples.add("names", candidate.features, kind)
            if kind == MECHANISM:
                mechanisms.append(Named(words=candidate.words, span=candidate.span, rule=candidate.rule, kind="other"))
        cadence = self.cadences.read(self.text, unit.start, unit.end, None)
        modality = Modality(row["modality"])
        features = self.checkable.features(unit, unit.whole, self.text, modality, cadence, tuple(mechanisms))
        self.examples.add("checkable", features, KEEP if row["checkable"] else DROP)


def _squash(words: str) -> str:
    return "".join(fold(words).split())


def _located(text: str, rows: Iterable[Row]) -> Iterator[tuple[int, int, Row]]:
    """Where each row's quote stands, white space aside, each looked for after the one before."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    squashed = "".join(text[place] for place in places)
    cursor = 0
    for row in rows:
        wanted = _squash(row["quote"])
        at = squashed.find(wanted, cursor)
        if at < 0:
            at = squashed.find(wanted)
        if at >= 0 and wanted:
            cursor = max(cursor, at)
            yield places[at], places[at + len(wanted) - 1] + 1, row


_TAGS = {
    "boundaries": (BEGIN, INSIDE, OUTSIDE),
    "subjects": (EARLIER, NOBODY),
    "names": (MECHANISM, TARGET, REFERENCE, NOTHING),
    "checkable": (KEEP, DROP),
}


def train(name: str, examples: Iterable[Example]) -> Model:
    """A model fitted to ``examples`` (L-BFGS with elastic-net regularisation, CRFsuite)."""
    import pycrfsuite

    tags = _TAGS[name]
    trainer = pycrfsuite.Trainer(verbose=False)
    numbers: dict[str, str] = {}
    for example in examples:
        # Numbers stand for features: their own text may hold what the dump of the weights cannot.
        rows = [[numbers.setdefault(feature, str(len(numbers))) for feature in row] for row in example.features]
        trainer.append(rows, example.tags)
    names = {number: feature for feature, number in numbers.items()}
    c1, c2 = _PENALTIES.get(name, _PENALTY)
    trainer.set_params({**_SETTINGS, "c1": c1, "c2": c2})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    weights: dict[str, list[float]] = {}
    for (feature, tag), weight in info.state_features.items():
        if tag in tags and round(weight, 2):
            weights.setdefault(names[feature], [0.0] * len(tags))[tags.index(tag)] = round(weight, 2)
    moves = [[round(info.transitions.get((a, b), 0.0), 3) for b in tags] for a in tags]
    return Model(tags, weights, moves)


def train_all(examples: Iterable[Examples]) -> Mapping[str, Model]:
    """All models, fitted to the same documents."""
    examples = list(examples)
    return {name: train(name, (one for document in examples for one in document.of[name])) for name in MODELS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the folders named and write the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", metavar="GOLD[:TEXT]")
    parser.add_argument("--out", type=Path, default=resources.root() / "data" / "model")
    parser.add_argument("--without", action="append", default=[], metavar="DOC", help="leave a document out")
    options = parser.parse_args(arguments)
    examples: list[Examples] = []
    for pair in options.gold:
        gold, _, texts = pair.partition(":")
        for document in documents(Path(gold), Path(texts) if texts else Path(gold) / "text"):
            if document.name not in options.without:
                examples.append(Teacher(document).teach())
    if not examples:
        click.echo("no annotated documents found; name folders with <doc>.jsonl and text/<doc>.txt", err=True)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name, model in train_all(examples).items():
        model.write(options.out / f"{name}.json")
        click.echo(
            f"{name}: {sum(len(document.of[name]) for document in examples)} examples, {len(model.weights)} features"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
