"""A reading → how much of its text was read, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Reading

UNCLEAR = frozenset({"fragment", "not-understood"})
"""Reasons that explain nothing: the sentence may hold a norm. Any other says why there is none in it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences that could carry a norm: those that gave some, those that nothing explains, and all, with the rest."""

    sentences: int
    bearing: int
    unclear: int


def coverage(reading: Reading) -> Coverage:
    """Count the sentences of a reading. Titles, signatures and furniture are no sentences in this count."""
    speaking = {provision.eid for provision in reading.directive.provisions() if provision.kind.speaks}
    silent = [unread for unread in reading.unread if unread.provision in speaking]
    return Coverage(
        sentences=reading.sentences,
        bearing=max(reading.sentences - len(silent), 0),
        unclear=sum(unread.reason in UNCLEAR for unread in silent),
    )
