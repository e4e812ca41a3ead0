"""The text of one document, as received and as read, with the way back from one to the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points, ``text[start:end]``, in the clean text of one document."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text and the stretch of the original it came from.

    Where both have one length, characters stand for each other one by one; otherwise the clean
    stretch as a whole stands for the original one (``&nbsp;`` and its single space, say).
    """

    clean: int
    clean_length: int
    original: int
    original_length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A document's text, clean for reading, that remembers where in the original each character stood.

    Guarantees: ``runs`` are in order, cover ``text`` without gap or overlap, and no word was edited:
    cleaning drops markup and normalises line ends, nothing else.

    ``original`` is the decoded file for plain text, HTML and Markdown; for DOCX and PDF, whose bytes
    are no text, it is the text as the reader took it out, page by page or paragraph by paragraph.
    ``media_type`` is an IANA media type, ``digest`` the SHA-256 of the file's bytes in hex.

    >>> source = SourceText.plain("a.txt", "各级党委要落实责任。")
    >>> source.quote(Span(0, 4)), source.to_original(Span(0, 4))
    ('各级党委', Span(start=0, end=4))
    """

    name: str
    text: str
    original: str
    runs: tuple[Run, ...]
    media_type: str = "text/plain"
    digest: str = ""

    @classmethod
    def plain(cls, name: str, text: str, *, digest: str = "") -> SourceText:
        """A text that needed no cleaning: original and clean text are one."""
        return cls(name=name, text=text, original=text, runs=(Run(0, len(text), 0, len(text)),), digest=digest)

    def quote(self, span: Span) -> str:
        """The exact words of ``span``."""
        return self.text[span.start : span.end]

    def to_original(self, span: Span) -> Span:
        """The range of the original (code points) that ``span`` was read from."""
        if not self.runs:
            return Span(0, 0)
        return Span(self._place(span.start, end=False), self._place(span.end, end=True))

    def _place(self, offset: int, *, end: bool) -> int:
        """Where ``offset`` stands in the original; an end offset belongs to the character before it."""
        at = offset - 1 if end and offset else offset
        index = max(bisect_right(self.runs, at, key=lambda run: run.clean) - 1, 0)
        run = self.runs[index]
        if run.clean_length != run.original_length:
            return run.original + (run.original_length if offset > run.clean and end else 0)
        return run.original + min(offset - run.clean, run.original_length)
