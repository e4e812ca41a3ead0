"""Characters that say something went wrong on the way here → issues."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Issue, Severity, Span
from kg.structure.cues import Cues

LIMIT = 1000
"""Issues of one kind in one text; a file that is garbled throughout need not say so a million times."""


def oddities(text: str, cues: Cues) -> Iterator[Issue]:
    """An issue for each blank and each stretch of lost characters."""
    for cue in cues.oddities:
        for count, match in enumerate(cue.pattern.finditer(text), start=1):
            yield Issue(
                code=cue.id,
                span=Span(match.start(), match.end()),
                message=str(cue.values["message"]),
                severity=Severity(cue.values["severity"]),
            )
            if count == LIMIT:
                break
