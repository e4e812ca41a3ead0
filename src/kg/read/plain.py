"""Bytes of a text file → str, whatever the encoding, and str → clean text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from kg.errors import UnreadableFile
from kg.model import SourceText
from kg.read.pieces import Pieces

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = ("gb18030", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 32 * 1024
_CJK = re.compile("[\u2e80-\U0003ffff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOST = 0.02
"""The share of characters that may be lost in decoding before a file counts as something else than text."""


def clean(name: str, original: str, digest: str, media_type: str = "text/plain") -> SourceText:
    """Decoded text with its line ends normalised and invisible characters left out; nothing else is changed."""
    pieces = Pieces()
    pieces.copy(original, 0, len(original))
    text, runs = pieces.result()
    return SourceText(name=name, text=text, original=original, runs=runs, media_type=media_type, digest=digest)


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """The text that ``data`` holds; ``UnreadableFile`` if it is no text in a known encoding.

    In this order: a byte order mark; UTF-8; what the document declares; UTF-16 by its zero bytes; GB18030 or Big5,
    whichever reads more like Chinese. A few zero bytes in UTF-8 are damage, not UTF-16.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(name, data.decode(encoding, "replace"))
    text = _strict(data, "utf-8")
    if text is not None and ("\0" not in text or _damaged(text)):
        return _checked(name, text)
    for encoding in _candidates(data, declared):
        text = _strict(data, encoding)
        if text is not None:
            return _checked(name, text)
    encodings = ["utf-8", *(() if declared is None else (declared,)), *_CHINESE]
    best = min((_lenient(data, encoding) for encoding in encodings), key=lambda text: text.count("\ufffd") / len(text))
    return _checked(name, best)


def _damaged(text: str) -> bool:
    """Whether the zero bytes in a text are strays: few, or among characters that take several bytes.

    Latin letters in UTF-16 are UTF-8 too, with every other character a zero; Chinese ones in UTF-16 are not.
    """
    return text.count("\0") <= len(text) * _LOST or _CJK.search(text) is not None


def _candidates(data: bytes, declared: str | None) -> Iterable[str]:
    if declared is not None:
        yield declared
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) // 50:
        even = sample[0::2].count(0) > sample[1::2].count(0)
        yield from reversed(_WIDE) if even else _WIDE
    cut = sample.rfind(b"\n") + 1 or len(sample)
    from charset_normalizer import from_bytes  # most files are UTF-8 and need no guess

    guess = from_bytes(sample[:cut], cp_isolation=list(_CHINESE)).best()
    if guess is not None:
        yield guess.encoding
    yield from _CHINESE
    if len(data) % 2 == 0:
        # UTF-16 without a mark and without a single Latin character has no zero bytes to know it by.
        yield from _WIDE


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _checked(name: str, text: str) -> str:
    if not text.strip().strip("\ufeff\0"):
        raise UnreadableFile(name, "is empty", "check that it was copied whole")
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if odd > max(len(text) * _LOST, 1 if "\0" in text else 0):
        raise UnreadableFile(name, "is no text in a known encoding", "save it as txt (UTF-8), html, md, docx or pdf")
    return text
