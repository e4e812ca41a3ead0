"""DOCX → text, paragraph by paragraph, with the numbers that the word processor writes by itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from kg.errors import UnreadableFile
from kg.model import SourceText
from kg.read.numbering import Numbering
from kg.read.plain import clean

UNPACKED_LIMIT = 512 * 1024 * 1024
"""The most that the parts of a file may come to when unpacked, in bytes."""
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PARAGRAPH, _TEXT, _TABLE, _ROW, _CELL = (qn(name) for name in ("w:p", "w:t", "w:tbl", "w:tr", "w:tc"))
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_LEFT_OUT = frozenset(
    {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def read_docx(name: str, data: bytes, digest: str) -> SourceText:
    """Read a Word document.

    Afterwards: 1. each paragraph is a line, each table row a line with tabs; 2. automatic numbers
    are written out; 3. inserted text is in, deleted text is not. Page headers, footers and notes are left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(name, archive)
        document = Document(io.BytesIO(data))
        numbering = Numbering.of(document)
        original = "\n".join(_blocks(document.element.body, numbering))
    except UnreadableFile:
        raise
    except (
        OpcError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        AttributeError,
    ) as error:
        # python-docx and zipfile meet broken files with whatever their parsing ran into.
        raise UnreadableFile(
            name, f"is a broken docx ({type(error).__name__})", "open it in Word and save it again"
        ) from error
    if not original.strip():
        raise UnreadableFile(
            name, "has no text in it", "if it holds pictures of pages, run text recognition (OCR) first"
        )
    return clean(name, original, digest, _MEDIA)


def _check(name: str, archive: zipfile.ZipFile) -> None:
    """Refuses what is another kind of archive, locked, or larger than it has any right to be."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(name, "is protected with a password", "save it without one")
    if not any(part.filename == "word/document.xml" for part in parts):
        names = {part.filename.split("/")[0] for part in parts}
        kind = "a spreadsheet" if "xl" in names else "slides" if "ppt" in names else "an archive, no docx"
        raise UnreadableFile(name, f"is {kind}", "save its text as docx, txt, html, md or pdf")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT:
        raise UnreadableFile(
            name, f"unpacks to {unpacked:,} bytes, more than the {UNPACKED_LIMIT:,} allowed", "check where it came from"
        )


def _blocks(body: Any, numbering: Numbering) -> Iterator[str]:  # noqa: ANN401 - lxml elements have no public type
    """The paragraphs and table rows under ``body``; a cell that holds a table gives its rows."""
    stack = [iter(body)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _PARAGRAPH:
            words = _words(element)
            yield (numbering.number(element) + words) if words.strip() else words
        elif element.tag == _ROW and not any(True for _ in element.iter(_TABLE)):
            cells = [
                "".join(_words(p) for p in cell.iter(_PARAGRAPH)).replace("\n", " ") for cell in element.iter(_CELL)
            ]
            yield "\t".join(cells)
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            stack.append(iter(element))


def _words(paragraph: Any) -> str:  # noqa: ANN401 - as above
    """The text of a paragraph as it shows: with insertions, links and fields, without deletions."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _TEXT:
            parts.append(element.text or "")
        elif element.tag in _WRITTEN:
            parts.append(_WRITTEN[element.tag])
        elif element.tag not in _LEFT_OUT and element.tag != qn("w:pPr"):
            stack.append(iter(element))
    return "".join(parts)
