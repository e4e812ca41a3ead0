"""A reading → rows in the form of the reference annotation (``gold/GUIDE.md`` sections 3 and 4), header first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Cadence, Norm, Reading


def rows(reading: Reading, doc: str) -> Iterator[dict[str, Any]]:
    """The header row, then one row a norm in text order."""
    header = reading.directive.header
    yield {
        "doc": doc,
        "header": True,
        "title": header.title,
        "issuers": list(header.issuers),
        "date": header.date,
        "type": header.doc_type,
        "implements": list(header.implements),
        "addressees": list(header.addressees),
        "parts": [[p.path, p.heading] for p in reading.directive.provisions() if p.number and p.path],
    }
    for norm in reading.norms:
        yield {"doc": doc, **row(norm)}


def row(norm: Norm) -> dict[str, Any]:
    """One norm as ``gold/GUIDE.md`` section 3 writes it."""
    return {
        "part": norm.path,
        "quote": norm.quote,
        "modality": str(norm.modality.value),
        "bearers": [bearer.words for bearer in norm.bearers],
        "bearer_source": str(norm.bearer_source.value),
        "level": norm.level.notation,
        "cadence": [_cadence(cadence) for cadence in norm.cadence],
        "mechanisms": [name.words for name in norm.mechanisms],
        "target": [name.words for name in norm.targets],
        "refs": [name.words for name in norm.references],
        "checkable": norm.checkable.value,
    }


def _cadence(cadence: Cadence) -> dict[str, Any]:
    if cadence.duration:
        fields: dict[str, Any] = {"duration": cadence.duration}
        if cadence.per:
            fields["per"] = cadence.per
    else:
        fields = {"count": cadence.count, "unit": cadence.unit, "per": cadence.per}
    if cadence.each:
        fields["each"] = cadence.each
    return fields
