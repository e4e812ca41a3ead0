"""The same words come out of every kind of file, and lead back to where they stood."""

import hashlib

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kg.model import Span
from kg.read import read
from tests.read import making

_KINDS = {
    "txt": ("text/plain", making.txt),
    "html": ("text/html", making.html),
    "md": ("text/markdown", making.md),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", making.docx),
    "pdf": ("application/pdf", making.pdf),
}


def _read(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return read(path)


def _lines(source):
    return tuple(line.strip() for line in source.text.splitlines() if line.strip())


@pytest.mark.parametrize("suffix", sorted(_KINDS))
def test_the_same_paragraphs_from_every_format(tmp_path, suffix):
    """Each paragraph is one line with the same words; media type and digest are those of the file."""
    media_type, make = _KINDS[suffix]
    data = make()
    source = _read(tmp_path, f"a.{suffix}", data)
    assert _lines(source) == making.PARAGRAPHS
    assert (source.name, source.media_type, source.digest) == (
        f"a.{suffix}",
        media_type,
        hashlib.sha256(data).hexdigest(),
    )


@pytest.mark.parametrize("suffix", sorted(_KINDS))
def test_runs_cover_the_text_and_lead_back(tmp_path, suffix):
    """Runs are in order without gap, and what stands for itself one by one is the same in the original."""
    source = _read(tmp_path, f"a.{suffix}", _KINDS[suffix][1]())
    at = 0
    for run in source.runs:
        assert run.clean == at
        at += run.clean_length
        if run.clean_length == run.original_length:
            assert source.text[run.clean : at].replace("\n", "") == source.original[
                run.original : run.original + run.original_length
            ].replace("\r", "\n").replace("\n", "")
    assert at == len(source.text)
    quote = "各级党委（党组）每年至少报告1次"
    start = source.text.index(quote)
    place = source.to_original(Span(start, start + len(quote)))
    assert source.original[place.start : place.end] == quote


@pytest.mark.parametrize("suffix", sorted(_KINDS))
def test_the_suffix_is_only_a_hint(tmp_path, suffix):
    """A file under another kind's name, or none, is read by what it holds."""
    for name in ("a.txt", "a.docx", "a"):
        words = _lines(_read(tmp_path, name, _KINDS[suffix][1]()))
        assert tuple(line.lstrip("# ") for line in words) == making.PARAGRAPHS


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"],
)
def test_any_common_encoding(tmp_path, encoding):
    """The encoding is found, with or without a byte order mark."""
    assert _lines(_read(tmp_path, "a.txt", making.txt(encoding=encoding))) == making.PARAGRAPHS


def test_traditional_text_in_big5(tmp_path):
    """Big5 is told from GB18030."""
    words = (
        "關於加強監督的意見",
        "各級機關應當落實責任，每年報告一次，並對執行情況進行檢查。",
        "本意見自發布之日起施行。",
    )
    assert _lines(_read(tmp_path, "a.txt", making.txt(words, "big5"))) == words


def test_the_encoding_that_a_page_declares(tmp_path):
    """A page that says gb2312 may hold characters of its larger successors."""
    page = "<html><head><meta charset=gb2312></head><body><p>朱镕基、喆、中共某某市委办公室</p></body></html>"
    assert _lines(_read(tmp_path, "a.html", page.encode("gb18030"))) == ("朱镕基、喆、中共某某市委办公室",)


def test_a_few_lost_bytes_lose_no_document(tmp_path):
    """One broken byte becomes one replacement character; the rest is read."""
    data = making.txt() * 20
    source = _read(tmp_path, "a.txt", data[:100] + b"\xff" + data[100:])
    assert source.text.count("\ufffd") <= 3
    assert source.text.count("为加强监督") == 20


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_line_ends(tmp_path, end):
    """Every kind of line end is a line end, and positions still lead back."""
    source = _read(tmp_path, "a.txt", making.txt(end=end))
    assert source.text.split("\n") == list(making.PARAGRAPHS)
    start = source.text.index("领导班子")
    place = source.to_original(Span(start, start + 4))
    assert source.original[place.start : place.end] == "领导班子"


def test_characters_without_width_do_not_cut_words(tmp_path):
    """Invisible characters of the web are left out; the words around them keep their places."""
    source = _read(tmp_path, "a.txt", "各级\u200b党\ufeff委要落\xad实责任。".encode())
    assert source.text == "各级党委要落实责任。"
    start = source.text.index("落实")
    place = source.to_original(Span(start, start + 2))
    assert source.original[place.start : place.end] == "落\xad实"


def test_plain_text_is_its_own_original(tmp_path):
    """Text that needs no cleaning has one run, so positions are positions in the file."""
    source = _read(tmp_path, "a.txt", making.txt())
    assert source.text == source.original
    assert len(source.runs) == 1


def test_word_tables_and_automatic_numbers(tmp_path):
    """A table row is a line with tabs; a number that Word counts is written out; deleted text is not there."""
    document = Document()
    _list(document, ("chineseCounting", "%1、"), ("decimal", "%2."))
    for level, words in ((0, "总体要求"), (1, "加强领导"), (1, "加强督查"), (0, "主要任务"), (1, "公开")):
        _number(document.add_paragraph(words), level)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "任务", "单位"
    paragraph = document.add_paragraph("保留")
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "删去"
    run.append(text)
    gone.append(run)
    paragraph._p.append(gone)  # noqa: SLF001 - python-docx offers no other way
    inserted = OxmlElement("w:ins")
    inserted.append(document.add_paragraph("增加").runs[0]._r)  # noqa: SLF001 - python-docx offers no other way
    paragraph._p.append(inserted)  # noqa: SLF001 - python-docx offers no other way
    source = _read(tmp_path, "a.docx", making.saved(document))
    assert _lines(source) == (
        "一、总体要求", "1.加强领导", "2.加强督查", "二、主要任务", "1.公开", "任务\t单位", "保留增加",
    )  # fmt: skip


def _list(document, *levels):
    root = document.part.numbering_part.element
    definition = OxmlElement("w:abstractNum")
    definition.set(qn("w:abstractNumId"), "99")
    for depth, (form, words) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", words)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        definition.append(level)
    root.insert(0, definition)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "99")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "99")
    number.append(link)
    root.append(number)


def _number(paragraph, level):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx offers no other way
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = 99


def test_pdf_lines_cut_by_the_page_are_put_together(tmp_path):
    """A paragraph over several lines and pages is one line again; page numbers are not in it."""
    full = "各级党委政府要切实履行主体责任，加强组织领导，强化督促指导，推动各项任务"
    pages = [
        ["关于加强监督的意见", full, "落地见效。", "一、加强领导。各级要落实。", full, "— 1 —"],
        ["落到实处。", "2"],
    ]
    assert _lines(_read(tmp_path, "a.pdf", making.pdf(pages))) == (
        "关于加强监督的意见", full + "落地见效。", "一、加强领导。各级要落实。", full + "落到实处。",
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_stray_zero_bytes_are_lost_characters(tmp_path, count):
    """UTF-8 with a few zero bytes stays UTF-8; each shows as a character that was lost, at its place."""
    text = making.PARAGRAPHS[0] * 30
    places = [20 * (number + 1) for number in range(count)]
    damaged = "".join("\0" if at in places else character for at, character in enumerate(text))
    source = _read(tmp_path, "a.txt", damaged.encode())
    assert source.text == damaged.replace("\0", "\ufffd")
    assert source.original == damaged


def test_zero_bytes_of_utf_16_are_no_damage(tmp_path):
    """Latin words in UTF-16 without a mark are read as before."""
    for words in ("Each unit reports once a year.", "各单位 must report 每年1次。"):
        for encoding in ("utf-16-le", "utf-16-be"):
            assert _read(tmp_path, "a.txt", (words * 3).encode(encoding)).text == words * 3
