"""The same paragraphs as files of every kind."""

import io
import zipfile
from collections.abc import Sequence
from html import escape

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

PARAGRAPHS = (
    "关于加强监督的意见",
    "为加强监督，现提出如下意见。",
    "一、建立健全“第一议题”制度。各级党委（党组）每年至少报告1次。",
    "（一）县处级以上领导班子要带头 A & B <落实>。",
    "中共某某市委办公室",
)

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /A def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def txt(paragraphs: Sequence[str] = PARAGRAPHS, encoding: str = "utf-8", end: str = "\n") -> bytes:
    return end.join(paragraphs).encode(encoding)


def html(paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    body = "\n".join(f"<p class='a'>{escape(words)}</p>" for words in paragraphs)
    return f"<!DOCTYPE html><html><head><title>页</title></head><body>{body}</body></html>".encode()


def md(paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    return ("# " + "\n\n".join(paragraphs)).encode()


def docx(paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return saved(document)


def saved(document) -> bytes:
    """A python-docx document as the bytes of its file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(pages: Sequence[Sequence[str]] = (PARAGRAPHS,), password: str = "") -> bytes:
    """A PDF whose pages show these lines, one below the other; a page without lines is an empty one."""
    writer = PdfWriter()
    font = _font(writer)
    add = writer._add_object  # noqa: SLF001 - pypdf offers no other way
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        shown = " ".join(f"<{words.encode('utf-16-be').hex()}> Tj 0 -20 Td" for words in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 750 Td {shown} ET".encode())
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = add(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _font(writer: PdfWriter):
    add = writer._add_object  # noqa: SLF001 - pypdf offers no other way
    stream = DecodedStreamObject()
    stream.set_data(_TO_UNICODE)
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject("/Any"),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    return add(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type0"),
                NameObject("/BaseFont"): NameObject("/Any"),
                NameObject("/Encoding"): NameObject("/Identity-H"),
                NameObject("/DescendantFonts"): ArrayObject([add(descendant)]),
                NameObject("/ToUnicode"): add(stream),
            }
        )
    )


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()
