"""A file → ``SourceText``, by what it holds; its suffix is only a hint."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from pathlib import Path

from kg.errors import UnreadableFile
from kg.model import SourceText
from kg.read import files

_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KNOWN = (
    (b"{\\rtf", "is rich text (rtf)", "save it as docx"),
    (b"\x89PNG", "is a picture", "run text recognition on it first"),
    (b"\xff\xd8\xff", "is a picture", "run text recognition on it first"),
    (b"GIF8", "is a picture", "run text recognition on it first"),
    (b"II*\0", "is a picture", "run text recognition on it first"),
    (b"MM\0*", "is a picture", "run text recognition on it first"),
    (b"\x1f\x8b", "is a compressed file", "unpack it first"),
    (b"Rar!", "is an archive", "unpack it first"),
    (b"7z\xbc\xaf", "is an archive", "unpack it first"),
    (b"\xfd7zXZ", "is a compressed file", "unpack it first"),
    (b"BZh", "is a compressed file", "unpack it first"),
    (b"SQLite format 3\0", "is a database", "save its text as txt, html, md, docx or pdf"),
)
_HTML_HEAD = re.compile(
    r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,200}\?>\s*(?:<!doctype\s+html|<html[\s>]))", re.IGNORECASE
)
_TAGS = re.compile(
    r"</?(?:div|p|span|br|table|tbody|tr|td|th|ul|ol|li|h[1-6]|body|head|article|section|a|font|strong)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9_\-]{2,20})""", re.IGNORECASE)
_MARKDOWN = frozenset({".md", ".markdown"})
_HEAD = 64 * 1024
_ENOUGH_TAGS = 3
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "x-gbk": "gb18030"}
"""Declared encodings that pages overstep, and the wider ones that contain them."""


def read(path: Path, *, limit: int = files.LIMIT) -> SourceText:
    """The document at ``path``, or ``UnreadableFile`` with name, reason and remedy."""
    path = Path(path)
    data = files.load(path, limit)
    name, digest = path.name, hashlib.sha256(data).hexdigest()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from kg.read.pdf import read_pdf

        return read_pdf(name, data, digest)
    if data.startswith(b"PK\x03\x04"):
        from kg.read.docx import read_docx

        return read_docx(name, data, digest)
    if data.startswith(_OFFICE):
        if _ENCRYPTED in data:
            raise UnreadableFile(name, "is protected with a password", "save it without one")
        raise UnreadableFile(name, "is an old Office file (doc, xls, ppt)", "save it as docx")
    for magic, reason, remedy in _KNOWN:
        if data.startswith(magic):
            raise UnreadableFile(name, reason, remedy)
    from kg.read.plain import clean, decode

    declared = _DECLARED.search(data, 0, 4096)
    encoding = declared[1].decode("ascii").lower() if declared else None
    original = decode(name, data, _CHINESE.get(encoding, encoding) if encoding else None)
    if holds_html(original):
        from kg.read.html import read_html

        return read_html(name, original, digest)
    if path.suffix.lower() in _MARKDOWN:
        from kg.read.markdown import read_markdown

        return read_markdown(name, original, digest)
    return clean(name, original, digest)


def holds_html(text: str) -> bool:
    """Whether a text is HTML, whatever its file is called: it begins as a page, or its beginning is full of tags."""
    if _HTML_HEAD.match(text):
        return True
    found = _TAGS.finditer(text, 0, _HEAD)
    return sum(1 for _ in islice(found, _ENOUGH_TAGS)) == _ENOUGH_TAGS
