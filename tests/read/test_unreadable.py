"""What cannot be read says so in one line: name, reason, remedy."""

import os
import struct
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import NoDocument, NotFound, UnreadableFile
from kg.read import find, read
from tests.read import making


def _refusal(path: Path, **options) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read(path, **options)
    message = str(refused.value)
    assert "\n" not in message
    assert message.startswith(f"{path.name}: ")
    assert refused.value.remedy
    return refused.value


_SECRET = "one two"  # noqa: S105 - of a file made here
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX = making.docx()
_PDF = making.pdf()


def _bomb() -> bytes:
    """A small archive whose directory says that it unpacks to a gigabyte."""
    data = bytearray(making.archive({"word/document.xml": b"<a/>", "word/x.xml": b"0" * 1000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 2**30)
    return bytes(data)


@pytest.mark.parametrize(
    ("reason", "name", "data"),
    [
        ("is empty", "a.txt", b""),
        ("is empty", "a.txt", b" \r\n\t\n"),
        ("is empty", "a.txt", b"\xef\xbb\xbf\n"),
        ("is empty", "a.txt", "\u3000\n".encode("utf-16")),
        ("is a picture", "a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("is a compressed file", "a.txt", b"\x1f\x8b\x08\0\0\0\0\0"),
        ("is an archive, no docx", "a.docx", making.archive({"a.txt": b"a"})),
        ("is a spreadsheet", "a.docx", making.archive({"xl/workbook.xml": b"<a/>"})),
        ("is rich text (rtf)", "a.doc", b"{\\rtf1 a}"),
        ("is an old Office file (doc, xls, ppt)", "a.doc", _OLE + b"\0" * 600),
        ("is protected with a password", "a.docx", _OLE + "EncryptedPackage".encode("utf-16-le")),
        ("is protected with a password", "a.pdf", making.pdf(password=_SECRET)),
        ("has no text in it (scanned pages?)", "a.pdf", making.pdf([[], []])),
        ("has no text in it", "a.docx", making.docx([""])),
        ("is no text in a known encoding", "a.txt", bytes(range(256)) * 40),
        ("is no text in a known encoding", "a.txt", b"\x7fELF\x02\x01\x01" + b"\0\x01\x02" * 500),
        ("is no text in a known encoding", "a.txt", "职责".encode() + b"\0" * 40 + "县政府".encode()),
    ],
)
def test_each_kind_of_bad_file_has_its_reason(tmp_path, reason, name, data):
    """The reason names what is wrong, the remedy what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    assert _refusal(path).reason == reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _DOCX[: len(_DOCX) // 2]),
        ("a.docx", _DOCX[:-60]),
        ("a.docx", making.archive({"word/document.xml": b"<w:document", "[Content_Types].xml": b"<Types/>"})),
        ("a.docx", making.archive({"word/document.xml": b"<a/>"})),
        ("a.pdf", _PDF[:60]),
        ("a.pdf", b"%PDF-1.7\n%broken"),
    ],
)
def test_broken_files_are_called_broken(tmp_path, name, data):
    """Whatever the parser runs into, the user reads that the file is broken."""
    path = tmp_path / name
    path.write_bytes(data)
    assert "broken" in _refusal(path).reason


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path):
    """The size in the archive's directory is enough to refuse it."""
    path = tmp_path / "a.docx"
    path.write_bytes(_bomb())
    assert "unpacks to 1,073,741" in _refusal(path).reason


def test_too_large_a_file_is_not_read(tmp_path):
    """The limit is an argument, and the message says both sizes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 101)
    assert _refusal(path, limit=100).reason == "101 bytes, more than the 100 allowed"
    assert read(path, limit=101).text == "a" * 101


def test_folders_missing_files_and_pipes(tmp_path):
    """What is no file at all is told apart."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert _refusal(tmp_path).reason == "is a folder"
    assert _refusal(tmp_path / "none.txt").reason == "no such file"
    assert _refusal(pipe).reason == "is no regular file"


@pytest.mark.parametrize("cut", range(1, 12))
def test_no_cut_of_a_real_file_escapes_as_another_error(tmp_path, cut):
    """Wherever a docx or PDF breaks off, it is read or refused in the one way."""
    for name, data in (("a.docx", _DOCX), ("a.pdf", _PDF)):
        path = tmp_path / name
        path.write_bytes(data[: len(data) * cut // 12])
        with suppress(UnreadableFile):
            assert read(path).text


def test_which_files_of_a_folder_are_documents(tmp_path):
    """By suffix, in any depth, sorted; metadata, readmes and hidden files are none."""
    for name in (
        "b.txt",
        "a.PDF",
        "c/d.html",
        "a.yaml",
        "README.md",
        "readme.zh.TXT",
        ".hidden.txt",
        ".git/x.txt",
        "~$a.docx",
        "x.py",
        "e.md",
        "old.doc",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"a")
    assert find([tmp_path]) == [tmp_path / name for name in ("a.PDF", "b.txt", "c/d.html", "e.md", "old.doc")]
    assert find([tmp_path / "x.py", tmp_path / "b.txt", tmp_path / "b.txt"]) == [tmp_path / "b.txt", tmp_path / "x.py"]
    named = tmp_path / ".hidden.txt", tmp_path / "README.md", tmp_path / "a.yaml"
    assert set(find(named)) == set(named)
    with pytest.raises(NotFound, match="no such file or folder"):
        find([tmp_path / "none"])


def test_folders_without_a_document_say_what_is_read(tmp_path):
    """One line that names the folders and the suffixes; nothing asked for is nothing found."""
    (tmp_path / "a.yaml").write_bytes(b"a")
    with pytest.raises(NoDocument, match=r"^no documents in .*/test_[^,;]*; .* \.docx, .* \.txt, [^\n]*$"):
        find([tmp_path])
    assert find([]) == []


def test_one_document_named_twice_is_one(tmp_path, monkeypatch):
    """By its folder and by itself, from here and from the root."""
    (tmp_path / "a.txt").write_bytes(b"a")
    monkeypatch.chdir(tmp_path)
    assert find([Path(), tmp_path, Path("a.txt"), tmp_path / "a.txt"]) == [Path("a.txt")]
