"""Annotated documents and models → figures: as the packaged models read them, or with each document left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.extract.jsonl import row
from kg.extract.model import Model, packaged
from kg.extract.read import MODELS, Reader
from kg.lexicon import load
from kg.model import SourceText
from kg.quality.scoring import Figures, Tally
from kg.quality.training import Document, Examples, Teacher, documents, train_all
from kg.structure import parse

FIGURES = (
    "norm_f1",
    "whole_f1",
    "modality",
    "bearers",
    "level",
    "cadence",
    "mechanisms",
    "target",
    "refs",
    "checkable",
    "char_f1",
)

Models = Mapping[str, Model]


def folder(pair: str) -> tuple[str, list[Document]]:
    """``GOLD[:TEXT]`` as a name and its annotated documents; the texts are in ``GOLD/text`` if it does not say."""
    gold, _, texts = pair.partition(":")
    return Path(gold).name, list(documents(Path(gold), Path(texts) if texts else Path(gold) / "text"))


def fitted() -> Models:
    """The models that come with the package."""
    return {name: packaged(name) for name in MODELS}


def taught(group: Iterable[Document]) -> dict[str, Examples]:
    """What each document has to teach."""
    return {document.name: Teacher(document).teach() for document in group}


def left_out(group: Sequence[Document], lessons: Mapping[str, Examples]) -> Iterator[tuple[Document, Models]]:
    """Each document with models that all the others taught."""
    for document in group:
        yield document, train_all(examples for name, examples in lessons.items() if name != document.name)


def reader(document: Document, models: Models) -> Reader:
    """A reader of an annotated document's text."""
    return Reader(parse(SourceText.plain(f"{document.name}.txt", document.text), document.name), load(), models)


def measure(found: Iterable[tuple[Document, Models]]) -> Figures:
    """Figures over documents, each read with its own models."""
    tally = Tally()
    for document, models in found:
        reading = reader(document, models).read()
        tally.add([row(norm) for norm in reading.norms], document.rows, document.text)
    return tally.figures()
