"""A text → what in it is doubtful: blanks, doubled modals, suspected typos. The words themselves are never changed."""

from __future__ import annotations

from kg.extract.patterns import patterns_of
from kg.lexicon import Lexicon
from kg.model import Issue, Severity, Span


class IssueReader:
    """Finds issues by the patterns of ``data/lexicon/pattern-issue.yaml``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._patterns = patterns_of(lexicon, "issue")
        self._entries = {entry.id: entry for entry in lexicon.patterns["issue"]}

    def read(self, text: str) -> tuple[Issue, ...]:
        """The issues of ``text`` in order, each with a suggested reading where there is one."""
        found: list[Issue] = []
        for rule, code, pattern in self._patterns:
            entry = self._entries[rule]
            message = f"{entry.means}; perhaps {entry.value}" if entry.value else entry.means
            found.extend(
                Issue(code=code, span=Span(*match.span()), message=message, severity=Severity.WARNING)
                for match in pattern.finditer(text)
            )
        return tuple(sorted(found, key=lambda issue: (issue.span.start, issue.code)))
