"""PDF → text, page by page, with the lines that the page's width cut put together again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from kg.errors import UnreadableFile
from kg.model import SourceText
from kg.read.pieces import Pieces

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－·]\s*)*[0-9]{1,4}\s*(?:[-—–－·]\s*)*\s*")
_AFTER_NUMBER = frozenset("、．.）)编章节条")
_INDENT = re.compile(r"(?:\u3000\u3000| {2,}|\t)")
_FULL = 0.9
"""A line this close to the longest of its page was cut by the page's width."""
_SHORTEST_FULL = 15
_MOST_PAGES = 20_000


def read_pdf(name: str, data: bytes, digest: str) -> SourceText:
    """Read a PDF with text in it.

    Afterwards: 1. paragraphs are lines again; 2. page numbers that stand alone at the head
    or foot of a page are left out. The original is the text as the pages hold it.
    """
    pages = _pages(name, data)
    original = "\n".join(pages)
    if not original.strip():
        raise UnreadableFile(name, "has no text in it (scanned pages?)", "run text recognition (OCR) on it first")
    pieces = Pieces()
    at = 0
    for page in pages:
        _page(pieces, original, at, page)
        at += len(page) + 1
    text, runs = pieces.result()
    return SourceText(name=name, text=text, original=original, runs=runs, media_type="application/pdf", digest=digest)


def _pages(name: str, data: bytes) -> list[str]:
    """The text of each page, or ``UnreadableFile``."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        pages = [page.extract_text() for page in islice(reader.pages, _MOST_PAGES)] if count else []
    except ImportError as error:
        raise UnreadableFile(name, "is encrypted", "save it without a password") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        # pypdf meets broken files with whatever its parsing ran into.
        raise UnreadableFile(name, f"is a broken PDF ({type(error).__name__})", "print it to a new PDF") from error
    if locked:
        raise UnreadableFile(name, "is protected with a password", "save it without one")
    if count > _MOST_PAGES:
        raise UnreadableFile(name, f"has more than {_MOST_PAGES:,} pages", "split it")
    return pages


def _page(pieces: Pieces, original: str, base: int, page: str) -> None:
    """Writes one page; a paragraph that goes on from the page before is not broken."""
    lines = list(_lines(page))
    width = max((len(page[start:stop].strip()) for start, stop in lines), default=0)
    for start, stop in lines:
        line = page[start:stop]
        begins = _numbered(line) or _INDENT.match(line)
        if pieces and (begins or not _goes_on(pieces, width)):
            pieces.block("\n", base + start, 0)
        pieces.copy(original, base + start, base + stop)
        pieces.line = len(line.strip())


def _numbered(line: str) -> bool:
    """Whether a line begins with a number of its own: 一、 （二） 3. 第四条, but not 3.5."""
    words = line.lstrip().lstrip("第（(")
    digits = next((at for at, char in enumerate(words) if not char.isnumeric()), len(words))
    return digits > 0 and words[digits : digits + 1] in _AFTER_NUMBER and not words[digits + 1 : digits + 2].isdigit()


def _goes_on(pieces: Pieces, width: int) -> bool:
    """Whether the line written last was cut by the page's width rather than by its author."""
    return pieces.line >= max(width * _FULL, _SHORTEST_FULL)


def _lines(page: str) -> Iterator[tuple[int, int]]:
    """The places of the lines with words in them, without page numbers at the head and foot."""
    found = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", page)]
    for edge in (0, -1):
        if found and _PAGE_NUMBER.fullmatch(page, *found[edge]):
            del found[edge]
    yield from found
